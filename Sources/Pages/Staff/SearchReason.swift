import Persian
import Web

/// Why a person of SAORG looks at the data of another person: a reason of a list and a note, which that person can read.
enum SearchReason: String, CaseIterable {
    case request
    case review
    case complaint
    case court
    case other

    /// The reason for readers.
    var title: Wording {
        switch self {
        case .request:
            Wording(fa: "درخواست خود شخص", en: "The person asked for it")
        case .review: Wording(fa: "بررسی یک پرونده", en: "The review of a case")
        case .complaint: Wording(fa: "شکایت یا اعتراض", en: "A complaint or an objection")
        case .court: Wording(fa: "حکم دادگاه یا بازرسی", en: "An order of a court or an inspection")
        case .other: Wording(fa: "علت دیگر", en: "Another reason")
        }
    }

    /// The question of a form.
    static let field = PageField(
        "reason",
        .choice(allCases.map { .init($0.rawValue, $0.title) }),
        label: Wording(fa: "علت", en: "Reason"),
        hint: Wording(
            fa: "ثبت می‌شود و خود شخص آن را در حسابش می‌بیند.",
            en: "It is recorded, and the person sees it in the account."
        ),
        required: Wording(fa: "علت را انتخاب کنید.", en: "Choose the reason.")
    )

    /// The words next to the reason.
    static let note = PageField(
        "note",
        .text,
        label: Wording(
            fa: "توضیح؛ نام و شمارهٔ شخص را ننویسید",
            en: "Note, without names and numbers"
        ),
        limit: 150
    )

    /// What the audit trail keeps of a form: the word of the reason, and the note.
    static func detail(_ submitted: SubmittedForm) -> String {
        let note = submitted[note.name].trimmingPrefix(while: \.isWhitespace)
        return note.isEmpty ? submitted[field.name] : "\(submitted[field.name]): \(note)"
    }

    /// The detail of a row of the audit trail for its reader; the text itself where its word is none of these.
    static func wording(ofDetail detail: String) -> Prose {
        let parts = detail.split(separator: ": ", maxSplits: 1).map(String.init)
        guard let word = parts.first, let reason = SearchReason(rawValue: word) else {
            return Prose("\(.isolated(detail))")
        }
        let note = parts.count == 2 ? parts[1] : ""
        return Prose(
            fa: "\(reason.title.fa) \(.isolated(note))",
            en: "\(reason.title.en) \(.isolated(note))"
        )
    }
}
