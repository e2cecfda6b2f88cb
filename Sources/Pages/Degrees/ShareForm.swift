import Persian
import Registry
import VerifyCore
import Web

/// The form of a new link: which fields, how long, how often, with a PIN or without.
struct ShareForm {
    /// The form.
    let form: PageForm
    /// The fields that the record has, which are offered.
    let offered: [ShareField]

    /// The form for a record, sent to `path`.
    init(for record: DegreeRecord, to path: String) {
        offered = ShareField.allCases.filter { $0.value(in: record) != nil }
        form = PageForm(
            to: path,
            offered.map(Self.checkbox) + [Self.days, Self.uses, Self.pin],
            button: Wording(fa: "ادامه", en: "Continue")
        )
    }

    /// What the form begins with: what is on the document, for a week.
    static let initial = SubmittedForm([
        name(of: .holder): "yes", name(of: .field): "yes", name(of: .graduationDate): "yes",
        days.name: "7", uses.name: "5", pin.name: "yes",
    ])

    /// Reads what was sent.
    func read(_ body: [String: String]) -> (submitted: SubmittedForm, draft: ShareDraft?) {
        var submitted = form.read(body)
        let chosen = offered.filter { !submitted[Self.name(of: $0)].isEmpty }
        if chosen.isEmpty {
            submitted.faults.insert(
                FieldFault(field: Self.name(of: offered[0]), wording: Self.nothingChosen),
                at: 0
            )
        }
        guard submitted.faults.isEmpty, let days = Int(submitted[Self.days.name]),
            let uses = Int(submitted[Self.uses.name])
        else { return (submitted, nil) }
        let draft = try? ShareDraft(
            fields: Set(chosen),
            days: days,
            uses: uses,
            hasPIN: submitted[Self.pin.name] == "yes"
        )
        return (submitted, draft)
    }

    /// Returns the hidden fields that carry the choices over the page that checks them.
    func hidden(_ submitted: SubmittedForm) -> [(name: String, value: String)] {
        form.fields.map { (name: $0.name, value: submitted[$0.name]) }.filter { !$0.value.isEmpty }
    }

    /// Returns the choices in words.
    static func summary(_ draft: ShareDraft) -> SummaryList {
        SummaryList([
            .init(fieldsTitle, .wording(list(draft.fields))),
            .init(days.label, .wording(dayTitle(draft.days))),
            .init(uses.label, .number(draft.uses)),
            .init(pin.label, .wording(draft.hasPIN ? withPIN : withoutPIN)),
        ])
    }

    /// Returns the names of fields in one line.
    static func list(_ fields: [ShareField]) -> Wording {
        Wording(
            fa: fields.map(\.title.fa).joined(separator: "، "),
            en: fields.map(\.title.en).joined(separator: ", ")
        )
    }
}

/// The fields and the texts of the form.
extension ShareForm {
    static let fieldsTitle = Wording(fa: "آنچه نشان داده می‌شود", en: "What is shown")
    static let withPIN = Wording(fa: "با رمز شش‌رقمی", en: "With a PIN of six digits")
    static let withoutPIN = Wording(fa: "بدون رمز", en: "Without a PIN")

    private static let nothingChosen = Wording(
        fa: "دست‌کم یکی از مشخصات را برگزینید.",
        en: "Choose at least one field."
    )

    private static func name(of field: ShareField) -> String {
        "show-\(field.rawValue.replacing("_", with: "-"))"
    }

    private static func checkbox(_ field: ShareField) -> PageField {
        PageField(name(of: field), .checkbox, label: field.title)
    }

    private static let days = PageField(
        "days",
        .choice([1, 7, 30, 90].map { .init("\($0)", dayTitle($0)) }),
        label: Wording(fa: "تا چه مدت باز باشد؟", en: "How long does it open?"),
        required: Wording(fa: "یکی از مدت‌ها را برگزینید.", en: "Choose one of the times.")
    )

    private static let uses = PageField(
        "uses",
        .choice([1, 5, 20, 100].map { .init("\($0)", useTitle($0)) }),
        label: Wording(fa: "چند بار دیده شود؟", en: "How often may it be used?"),
        hint: Wording(
            fa: "باز کردن پیوند شمرده نمی‌شود؛ زدن دکمهٔ صفحه شمرده می‌شود.",
            en: "Opening the link does not count; pressing the button on its page does."
        ),
        required: Wording(fa: "یکی از تعدادها را برگزینید.", en: "Choose one of the numbers.")
    )

    private static let pin = PageField(
        "pin",
        .choice([.init("yes", withPIN), .init("no", withoutPIN)]),
        label: Wording(fa: "رمز", en: "PIN"),
        hint: Wording(
            fa: "رمز را جدا از پیوند بفرستید؛ پس از پنج رمز نادرست پیوند بسته می‌شود.",
            en: "Send the PIN apart from the link; five wrong ones end the link."
        ),
        required: Wording(fa: "با رمز یا بدون رمز؟", en: "With a PIN or without?")
    )

    private static func dayTitle(_ days: Int) -> Wording {
        days == 7
            ? Wording(fa: "یک هفته", en: "One week")
            : PersianTime.duration(seconds: days * 86_400)
    }

    private static func useTitle(_ uses: Int) -> Wording {
        Wording(
            fa: "\(PersianNumber.plain(uses)) بار",
            en: uses == 1 ? "Once" : "\(uses) times"
        )
    }
}
