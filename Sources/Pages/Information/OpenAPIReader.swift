import VerifyCore
import Web

/// Reads an OpenAPI document for people: operations with their parameters, bodies and answers.
struct OpenAPIReader {
    private let document: JSON
    /// Parameters that every operation has; the document's description tells them, once.
    private var everywhere: Set<String> = []

    init(_ document: JSON) {
        self.document = document
        let names = (document["paths"]?.members ?? []).flatMap { path in
            Self.methods.compactMap { path.value[$0] }.map { operation in
                Set(parameters(operation, path.value).compactMap { $0["name"]?.string })
            }
        }
        everywhere = names.dropFirst().reduce(names.first ?? []) { $0.intersection($1) }
    }

    private static let methods = ["get", "post", "put", "patch", "delete"]

    /// The operations, in the document's order.
    var operations: [PageValue] {
        (document["paths"]?.members ?? []).flatMap { path in
            Self.methods.compactMap { method -> PageValue? in
                guard let operation = path.value[method] else { return nil }
                return .fields(describe(operation, method, path.name, path.value))
            }
        }
    }

    private func describe(
        _ operation: JSON,
        _ method: String,
        _ path: String,
        _ item: JSON
    ) -> [String: PageValue] {
        let parameters = self.parameters(operation, item)
            .filter { !everywhere.contains($0["name"]?.string ?? "") }.map(parameter)
        let body = operation["requestBody"].map(resolve)
        let content = body?["content"]?.members ?? []
        let fields =
            content.lazy.compactMap { $0.value["schema"] }.map { self.fields(of: $0) }
            .first { !$0.isEmpty } ?? []
        let mediaTypes = content.map(\.name).joined(separator: ", ")
        let about = operation["description"]?.string
        return [
            "method": .text(method.uppercased()),
            "path": .text(path),
            "anchor": .text(Self.anchor(method, path)),
            "summary": .text(operation["summary"]?.string ?? ""),
            "about": about.map(PageValue.text) ?? false,
            "anyParameters": .flag(!parameters.isEmpty),
            "parameters": .list(parameters),
            "anyFields": .flag(!fields.isEmpty),
            "fields": .list(fields),
            "mediaTypes": .text(mediaTypes),
            "bodyOnly": fields.isEmpty && !mediaTypes.isEmpty ? .text(mediaTypes) : false,
            "responses": .list((operation["responses"]?.members ?? []).map(response)),
        ]
    }

    private static func anchor(_ method: String, _ path: String) -> String {
        let words = path.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return ([method] + words.map(String.init)).joined(separator: "-")
    }
}

extension OpenAPIReader {
    /// What `$ref` points at inside the document; anything else as it is.
    private func resolve(_ value: JSON) -> JSON {
        var value = value
        // A document that points in circles ends after some steps.
        for _ in 0..<8 {
            guard let target = value["$ref"]?.string, target.hasPrefix("#/") else { return value }
            value = target.dropFirst(2).split(separator: "/").reduce(document) { node, name in
                node[String(name).replacing("~1", with: "/").replacing("~0", with: "~")] ?? .null
            }
        }
        return .null
    }

    /// The parameters of an operation, those of its path included.
    private func parameters(_ operation: JSON, _ path: JSON) -> [JSON] {
        ((path["parameters"]?.array ?? []) + (operation["parameters"]?.array ?? [])).map(resolve)
    }

    private func parameter(_ parameter: JSON) -> PageValue {
        [
            "name": .text(parameter["name"]?.string ?? ""),
            "place": .text(parameter["in"]?.string ?? ""),
            "required": .flag(parameter["required"]?.bool ?? false),
            "type": .text(type(of: parameter["schema"] ?? .null)),
            "meaning": .text(parameter["description"]?.string ?? ""),
        ]
    }

    private func response(_ response: JSON.Member) -> PageValue {
        [
            "status": .text(response.name),
            "meaning": .text(resolve(response.value)["description"]?.string ?? ""),
        ]
    }

    /// The fields of an object; of a choice of objects, those of all, each once.
    private func fields(of schema: JSON) -> [PageValue] {
        let objects = self.objects(of: schema)
        var shown: [(member: JSON.Member, isRequired: Bool)] = []
        for object in objects {
            for member in object["properties"]?.members ?? []
            where !shown.contains(where: { $0.member.name == member.name }) {
                shown.append((member, objects.allSatisfy { Self.requires($0, member.name) }))
            }
        }
        return shown.map { member, isRequired in
            let meaning =
                member.value["description"] ?? resolve(member.value)["description"]
            return [
                "name": .text(member.name),
                "required": .flag(isRequired),
                "type": .text(type(of: member.value)),
                "meaning": .text(meaning?.string ?? ""),
            ]
        }
    }

    /// The objects that a schema lets one choose from; itself, when it is one.
    private func objects(of schema: JSON) -> [JSON] {
        let schema = resolve(schema)
        if schema["properties"] != nil { return [schema] }
        return ["allOf", "oneOf", "anyOf"].flatMap { schema[$0]?.array ?? [] }.flatMap(objects)
    }

    private static func requires(_ object: JSON, _ name: String) -> Bool {
        (object["required"]?.array ?? []).contains { $0.string == name }
    }

    private func type(of schema: JSON) -> String {
        let schema = resolve(schema)
        if let values = schema["enum"]?.array {
            return values.compactMap(\.string).joined(separator: " | ")
        }
        if let name = schema["type"]?.string {
            guard name == "array", let items = schema["items"] else {
                return [name, schema["format"]?.string].compactMap { $0 }.joined(separator: ", ")
            }
            return "array of \(type(of: items))"
        }
        if let names = schema["type"]?.array {
            return names.compactMap(\.string).joined(separator: " | ")
        }
        let choices = (schema["oneOf"]?.array ?? []) + (schema["anyOf"]?.array ?? [])
        return choices.map { type(of: $0) }.joined(separator: " | ")
    }
}
