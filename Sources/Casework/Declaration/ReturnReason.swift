package import Persian

/// Why a field or a file goes back to the applicant: the words of every page, which `FieldReturn.reason` stores.
package enum ReturnReason: String, Sendable, Hashable, CaseIterable {
    /// The answer does not agree with the document or the records.
    case wrong
    /// Something is missing in it.
    case incomplete
    /// It cannot be read.
    case unreadable
    /// Another file belongs here.
    case otherFile = "other-file"
    /// The note says why.
    case other

    /// The reason for readers.
    package var title: Wording {
        switch self {
        case .wrong: Wording(fa: "درست نیست", en: "It is not right")
        case .incomplete: Wording(fa: "ناقص است", en: "It is incomplete")
        case .unreadable: Wording(fa: "خوانا نیست", en: "It cannot be read")
        case .otherFile: Wording(fa: "فایل دیگری لازم است", en: "Another file is needed")
        case .other: Wording(fa: "دلیل دیگر، در توضیح", en: "Another reason, in the note")
        }
    }

    /// Returns the words of a stored reason; those of a client that wrote its own text are shown as they are.
    package static func title(of reason: String) -> Wording {
        ReturnReason(rawValue: reason)?.title ?? Wording(fa: reason, en: reason)
    }
}
