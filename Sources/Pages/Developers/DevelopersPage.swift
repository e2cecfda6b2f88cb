import Hummingbird
import Persian
import Web

/// The API for developers, from the values that the program itself answers with and those of the OpenAPI document.
struct DevelopersPage: Sendable {
    let app: App
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
                "samples": DeveloperSamples(publicURL: app.edge.publicURL).value,
                "answers": .list(answers),
                "examples":
                    DeveloperExamples(description: description, now: app.edge.now()).value,
                "errors": .list([
                    DeveloperTables.problems, DeveloperTables.fields, DeveloperTables.rows,
                ]),
                "limits": DeveloperTables.limits(
                    app.edge.limits,
                    notFoundCost: app.edge.bounds.notFoundCost
                ),
                "files": DeveloperText.files.value,
                "keys": DeveloperText.keys.value,
                "scopes": DeveloperTables.scopes,
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
        "tryTitle": .wording(fa: "امتحان کنید", en: "Try it"),
        "tryNote": .prose(
            fa: """
                این برنامه‌ها کدی آزمایشی را بررسی می‌کنند که همیشه پاسخ \(.code("VALID")) دارد. هر پاسخِ کد \
                آزمایشی نشان \(.code("\"test\": true")) دارد و دربارهٔ هیچ مدرک واقعی نیست؛ برنامهٔ شما نباید آن را \
                معتبر بشمارد.
                """,
            en: """
                These programs check a test code that always answers \(.code("VALID")). Every answer about a \
                test code has the mark \(.code("\"test\": true")) and is about no real degree: your program \
                must not take it as valid.
                """
        ),
        "answersTitle": .wording(fa: "پاسخ‌ها", en: "Answers"),
        "answersNote": .prose(
            fa: """
                پاسخ هر بررسی، هرچه باشد، وضعیت 200 دارد. \(.code("VALID")) یعنی مدرکی با این کد معتبر است؛ نام، رشته و \
                تاریخ را باید با مدرک مقایسه کرد. واژه‌ای را که نمی‌شناسید «تأییدنشده» بشمارید.
                """,
            en: """
                Every check is answered with status 200, whatever the verdict. \(.code("VALID")) means that a \
                degree with this code is in force: name, field and date must be compared with the document. \
                Treat a word that you do not know as not confirmed.
                """
        ),
        "examplesTitle": .wording(fa: "نمونهٔ پرسش و پاسخ", en: "Examples"),
        "errorsTitle": .wording(fa: "خطاها", en: "Errors"),
        "errorsNote": .prose(
            fa: """
                خطاها سند \(.code("application/problem+json")) هستند (RFC 9457). برنامه با \(.code("code")) تصمیم \
                می‌گیرد. پاسخ‌های 429 و 503 سرصفحهٔ \(.code("Retry-After")) دارند.
                """,
            en: """
                Errors are documents of \(.code("application/problem+json")) (RFC 9457). Programs decide by \
                \(.code("code")). 429 and 503 have the header field \(.code("Retry-After")).
                """
        ),
        "limitsTitle": .wording(fa: "محدودیت‌ها", en: "Rate limits"),
        "limitsNote": .prose(
            fa: """
                بیش از این، پاسخ 429 است؛ به اندازهٔ \(.code("Retry-After")) صبر کنید. پس از پنج کد نادرست در یک روز، آن \
                کد تا پایان روز فقط همراه با مشخصه‌ای درست از صاحب مدرک پاسخ دارد (\(.code("code_locked"))).
                """,
            en: """
                More than this is answered with 429: wait for \(.code("Retry-After")). After five wrong codes \
                a day at one place, that code is answered only together with a right datum about the holder \
                until the day ends in Tehran (\(.code("code_locked"))).
                """
        ),
        "referenceTitle": .wording(fa: "همهٔ نشانی‌ها", en: "Every operation"),
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
        let answered = operation.answers.compactMap { $0.content?.schema }
            .map(description.fields(of:)).first { !$0.isEmpty }
        var tables: [PageTable] = []
        if !operation.parameters.isEmpty { tables.append(parameters(of: operation, name)) }
        if !fields.isEmpty { tables.append(Self.body(fields, of: mediaTypes, name)) }
        if let answered { tables.append(Self.answer(answered, name)) }
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

    private static func answer(
        _ fields: [OpenAPI.Description.Field],
        _ name: String
    ) -> PageTable {
        PageTable(
            region: .text("Fields of the answer of \(name)"),
            caption: "Fields of the answer",
            columns: ["Field", "Type", "Meaning"],
            rows: fields.map { field in
                [
                    Self.name(field.name, isRequired: false), .text(field.type),
                    .text(field.meaning),
                ]
            }
        )
    }

    /// The fields of a verification and of its degree, and the verdicts.
    private var answers: [PageValue] {
        let tables = [("Verification", "The answer"), ("Degree", "degree")].map { schema, title in
            PageTable(
                region: .text("Fields of \(title)"),
                caption: .text(title),
                columns: ["Field", "Type", "Meaning"],
                rows: description.fields(of: OpenAPI.reference(schema)).map { field in
                    [
                        Self.name(field.name, isRequired: false), .text(field.type),
                        .text(field.meaning),
                    ]
                }
            )
            .value
        }
        return tables + [DeveloperTables.verdicts]
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
