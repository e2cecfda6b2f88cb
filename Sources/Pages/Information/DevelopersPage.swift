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
            titled: PageTitle.developers,
            Self.texts,
            [
                "operations": .list(description.operations.map(value)),
                "description": .text(OpenAPI.Description.introduction),
                "operationsTitle": "Operations",
                "bodyWord": "Body:",
            ]
        )
    }

    private static let texts: [String: PageValue] = [
        "heading": .wording(PageTitle.developers),
        "introduction": .wording(
            fa: """
                هر کاری که این صفحه‌ها می‌کنند، برنامهٔ شما هم می‌تواند بکند. شرح زیر از همان سندی ساخته شده که \
                کارساز با آن کار می‌کند.
                """,
            en: """
                Whatever these pages do, your program can do too. What follows is made from the document \
                that the server itself serves.
                """
        ),
        "document": .prose(
            fa: "\(.file("سند OpenAPI 3.1", at: "/api/openapi.json"))",
            en: "\(.file("OpenAPI 3.1 document", at: "/api/openapi.json"))"
        ),
        "tryTitle": .wording(fa: "با یک خط امتحان کنید", en: "Try it in one line"),
        "keyNote": .prose(
            fa: """
                برای بررسی یک کد کلید لازم نیست. سازمان‌ها و دانشگاه‌ها با کلید کار می‌کنند: \
                \(.code("Authorization: Bearer sehat_…"))
                """,
            en: """
                A single check needs no key. Organisations and universities send theirs: \
                \(.code("Authorization: Bearer sehat_…"))
                """
        ),
    ]
}

/// The operations, which are described in English only, as the document is.
extension DevelopersPage {
    private func value(_ operation: OpenAPI.Operation) -> PageValue {
        let content = operation.body?.content ?? []
        let fields = content.compactMap(\.schema).first.map(description.fields(of:)) ?? []
        let mediaTypes = content.map(\.type).joined(separator: ", ")
        let about = operation.description
        let name = "\(operation.method.uppercased()) \(operation.path)"
        var tables: [PageTable] = []
        if !operation.parameters.isEmpty { tables.append(parameters(of: operation, name)) }
        if !fields.isEmpty { tables.append(Self.body(fields, of: mediaTypes, name)) }
        return [
            "method": .text(operation.method.uppercased()),
            "path": .text(operation.path),
            "anchor": .text(Self.anchor(operation)),
            "summary": .text(operation.summary),
            "about": about.isEmpty ? false : .text(about),
            "tables": .list(tables.map(\.value)),
            "bodyOnly": fields.isEmpty && !mediaTypes.isEmpty ? .text(mediaTypes) : false,
            "answers": Self.answers(of: operation, name).value,
        ]
    }

    private func parameters(of operation: OpenAPI.Operation, _ name: String) -> PageTable {
        PageTable(
            region: .text("Parameters of \(name)"),
            caption: "Parameters",
            columns: ["Name", "In", "Type", "Meaning"],
            rows: operation.parameters.map { parameter in
                [
                    Self.name(parameter.name, isRequired: parameter.place == .path),
                    .text(parameter.place.rawValue),
                    .text(description.type(of: parameter.schema)),
                    .text(parameter.meaning),
                ]
            }
        )
    }

    private static func body(
        _ fields: [OpenAPI.Description.Field],
        of mediaTypes: String,
        _ name: String
    ) -> PageTable {
        PageTable(
            region: .text("Body of \(name)"),
            caption: "Body",
            note: .text(mediaTypes),
            columns: ["Field", "Type", "Meaning"],
            rows: fields.map { field in
                [
                    Self.name(field.name, isRequired: field.isRequired), .text(field.type),
                    .text(field.meaning),
                ]
            }
        )
    }

    private static func answers(of operation: OpenAPI.Operation, _ name: String) -> PageTable {
        PageTable(
            region: .text("Answers of \(name)"),
            caption: "Answers",
            columns: ["Status", "Meaning"],
            rows: operation.statuses.map { status, meaning in
                [Self.name(String(status), isRequired: false), .text(meaning)]
            }
        )
    }

    private static func name(_ name: String, isRequired: Bool) -> PageValue {
        let code: RichText = "\(.code(name))"
        return .prose(Prose(isRequired ? "\(.code(name)) \(.soft("required"))" : code))
    }

    private static func anchor(_ operation: OpenAPI.Operation) -> String {
        let words = operation.path.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return ([operation.method] + words.map(String.init)).joined(separator: "-")
    }
}
