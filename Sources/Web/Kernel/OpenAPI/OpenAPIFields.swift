package import VerifyCore

/// What the page for developers shows of a schema.
extension OpenAPI.Description {
    /// A member of an object, for a table.
    package struct Field: Sendable {
        /// The name of the member.
        package let name: String
        /// Whether every object of the schema has the member.
        package let isRequired: Bool
        /// The type in words, such as `array of string`.
        package let type: String
        /// The description of the member; empty if it has none.
        package let meaning: String
    }

    /// Returns the members of an object; of a choice of objects, those of all, each once.
    package func fields(of schema: JSON) -> [Field] {
        let objects = objects(of: schema)
        var fields: [Field] = []
        for object in objects {
            for member in object["properties"]?.members ?? []
            where !fields.contains(where: { $0.name == member.name }) {
                let meaning = member.value["description"] ?? resolved(member.value)["description"]
                fields.append(
                    Field(
                        name: member.name,
                        isRequired: objects.allSatisfy { Self.requires($0, member.name) },
                        type: type(of: member.value),
                        meaning: meaning?.string ?? ""
                    )
                )
            }
        }
        return fields
    }

    /// Returns the type of a schema in words.
    package func type(of schema: JSON) -> String {
        let schema = resolved(schema)
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
        return (schema["oneOf"]?.array ?? []).map { type(of: $0) }.joined(separator: " | ")
    }

    /// Returns the schema that a reference names; any other schema as it is.
    private func resolved(_ schema: JSON) -> JSON {
        guard let name = schema["$ref"]?.string?.split(separator: "/").last else { return schema }
        return schemas.first { $0.name == name }?.value ?? .null
    }

    /// Returns the objects of a choice; the object itself, when the schema is one.
    private func objects(of schema: JSON) -> [JSON] {
        let schema = resolved(schema)
        if schema["properties"] != nil { return [schema] }
        return (schema["oneOf"]?.array ?? []).flatMap(objects)
    }

    private static func requires(_ object: JSON, _ name: String) -> Bool {
        (object["required"]?.array ?? []).contains { $0.string == name }
    }
}
