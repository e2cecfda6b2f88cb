import Persian
import Web

/// The question about the holder that opens the details of a degree (tier T1).
struct DatumQuestion {
    private let title: Wording
    private let check: CheckForm
    private let fault: FieldFault?

    /// The title under the banner of a valid code: the name has not been compared yet.
    static let compare = Wording(
        fa: "گام ۲ از ۲: آیا نام روی مدرک همین است؟",
        en: "Step 2 of 2: does the name on the document match?"
    )

    /// The title after an answer that did not match.
    static let again = Wording(
        fa: "آنچه را روی مدرک است دوباره بنویسید",
        en: "Enter again what the document says"
    )

    /// The title elsewhere: what a right answer opens.
    static let details = Wording(
        fa: "نام کامل و رشته را هم ببینید",
        en: "See the full name and the field"
    )

    /// The title where the QR code has shown the name: what a right answer opens beyond that.
    static let number = Wording(
        fa: "شمارهٔ مدرک را هم ببینید",
        en: "See the document number too"
    )

    /// The question for a check, with the fault of the former answer.
    init(_ title: Wording, of check: CheckForm, _ fault: FieldFault? = nil) {
        self.title = title
        self.check = check
        self.fault = fault
    }

    var value: PageValue {
        var form = Self.form
        form.hidden = [check.fields[0]]
        // The name stands on the document, so it is what a reader can give first.
        let chosen = [(Self.kind.name, DatumKind.familyName.rawValue)]
        let sent = check.fields.map { ($0.name, $0.value) }
        var submitted = SubmittedForm(Dictionary(chosen + sent) { _, sent in sent })
        submitted.faults = [fault].compactMap { $0 }
        return ["question": .wording(title), "form": form.value(submitted)]
    }
}

extension DatumQuestion {
    static let kind = PageField(
        DatumFault.Field.kind.rawValue,
        .choice(DatumKind.allCases.map { .init($0.rawValue, $0.title) }),
        label: Wording(
            fa: "کدام‌یک را دربارهٔ صاحب مدرک می‌دانید؟",
            en: "Which of these do you know about the holder?"
        ),
        hint: Wording(
            fa: "یکی کافی است. این بازدید در فهرستی می‌ماند که صاحب مدرک می‌تواند آن را ببیند.",
            en: "One is enough. The view is kept in a list that the holder can ask for."
        ),
        required: DatumFault.kind.wording
    )

    /// What was typed does not stay on a screen that others may see.
    static let datum = PageField(
        DatumFault.Field.datum.rawValue,
        .text,
        label: Wording(fa: "همان را اینجا بنویسید", en: "Write it here as the document has it"),
        required: DatumFault.familyName.wording,
        style: "short",
        isShownAgain: false
    )

    private static let form = PageForm(
        to: CheckPage.path,
        [kind, datum],
        button: Wording(fa: "مقایسه و نمایش مشخصات", en: "Compare and show the details")
    )
}
