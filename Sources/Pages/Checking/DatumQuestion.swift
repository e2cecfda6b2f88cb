import Persian
import Web

/// The question about the holder that opens the details of a degree (tier T1).
struct DatumQuestion {
    private let title: Wording
    private let check: CheckForm
    private let language: Language
    private let fault: Wording?

    /// The title of the question: what a right answer opens.
    static let details = Wording(
        fa: "نام کامل و رشته را هم ببینید",
        en: "See the full name and the field"
    )

    /// The question for a check, with the fault of the former answer.
    init(_ title: Wording, of check: CheckForm, in language: Language, _ fault: Wording? = nil) {
        self.title = title
        self.check = check
        self.language = language
        self.fault = fault
    }

    var value: PageValue {
        let subject = check.fields[0]
        let chosen = check.fields.first { $0.name == "kind" }?.value
        var question: [String: PageValue] = [
            "question": .text(title.text(in: language)),
            "subject": .text(subject.name),
            "subjectValue": .text(subject.value),
            "data": .list(
                DatumKind.allCases.map { kind in
                    [
                        "key": .text(kind.rawValue),
                        "text": .text(kind.title.text(in: language)),
                        "chosen": .flag(chosen == kind.rawValue),
                    ]
                }
            ),
        ]
        if let fault {
            let message = fault.text(in: language)
            question["problem"] = [
                "message": .text(message),
                "errors": [["field": "datum", "message": .text(message)]],
            ]
        }
        return .fields(question)
    }
}
