import Hummingbird
import Persian
import Web

/// The API for developers, from the same values as the OpenAPI document.
struct DevelopersPage: Sendable {
    let description: OpenAPI.Description
    let renderer: PageRenderer
    let language: Language

    func add(to router: Router<AppRequestContext>) {
        let fixed = renderer.fixed(page, in: language)
        router.get("\(language.base)/developers") { request, _ in fixed.response(to: request) }
    }

    private var page: Page {
        Page(
            "developers",
            at: "/developers",
            titled: Wording(fa: "برای برنامه‌نویسان", en: "For developers").text(in: language),
            [
                "operations": .list(description.operations.map(value)),
                "description": .text(OpenAPI.Description.introduction),
            ]
        )
    }
}

extension DevelopersPage {
    private func value(_ operation: OpenAPI.Operation) -> PageValue {
        let content = operation.body?.content ?? []
        let fields = content.compactMap(\.schema).first.map(description.fields(of:)) ?? []
        let mediaTypes = content.map(\.type).joined(separator: ", ")
        let about = operation.description
        return [
            "method": .text(operation.method.uppercased()),
            "path": .text(operation.path),
            "anchor": .text(Self.anchor(operation)),
            "summary": .text(operation.summary),
            "about": about.isEmpty ? false : .text(about),
            "anyParameters": .flag(!operation.parameters.isEmpty),
            "parameters": .list(operation.parameters.map(value)),
            "anyFields": .flag(!fields.isEmpty),
            "fields": .list(fields.map(Self.value)),
            "mediaTypes": .text(mediaTypes),
            "bodyOnly": fields.isEmpty && !mediaTypes.isEmpty ? .text(mediaTypes) : false,
            "responses": .list(
                operation.statuses.map { status, meaning in
                    ["status": .text(String(status)), "meaning": .text(meaning)]
                }
            ),
        ]
    }

    private func value(_ parameter: OpenAPI.Parameter) -> PageValue {
        [
            "name": .text(parameter.name),
            "place": .text(parameter.place.rawValue),
            "required": .flag(parameter.place == .path),
            "type": .text(description.type(of: parameter.schema)),
            "meaning": .text(parameter.meaning),
        ]
    }

    private static func value(_ field: OpenAPI.Description.Field) -> PageValue {
        [
            "name": .text(field.name),
            "required": .flag(field.isRequired),
            "type": .text(field.type),
            "meaning": .text(field.meaning),
        ]
    }

    private static func anchor(_ operation: OpenAPI.Operation) -> String {
        let words = operation.path.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return ([operation.method] + words.map(String.init)).joined(separator: "-")
    }
}
