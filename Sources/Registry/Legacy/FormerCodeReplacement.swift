package import Persian
package import Store
import VerifyCore

/// Why a code of the former system is not linked to a degree that a case issues.
package enum FormerCodeRefusal: Sendable, Hashable {
    /// The former system did not issue it.
    case unknown
    /// It was withdrawn.
    case withdrawn
    /// A degree has replaced it.
    case linked
    /// Its row cannot be used now.
    case unusable
    /// Only SAORG links it: a former code has neither holder nor institution, so no institution can decide about it.
    case onlySAORG

    /// The sentence with its next step.
    package var wording: Wording {
        switch self {
        case .unknown:
            Wording(
                fa:
                    "سامانهٔ پیشین چنین کدی صادر نکرده است؛ رقم‌ها را با مدرک مقایسه کنید یا این پاسخ را خالی بگذارید.",
                en: """
                    The former system issued no such code. Compare the digits with the document, or leave the answer \
                    empty.
                    """
            )
        case .withdrawn:
            Wording(
                fa: "این کد پیشین باطل شده است؛ این پاسخ را خالی بگذارید.",
                en: "This former code was withdrawn; leave the answer empty."
            )
        case .linked:
            Wording(
                fa: "به جای این کد پیشین، پیش‌تر کد صحت تازه‌ای صادر شده است.",
                en: "A new code was issued in place of this former one before."
            )
        case .onlySAORG:
            Wording(
                fa:
                    "کد پیشین را تنها سازمان امور دانشجویان جایگزین می‌کند؛ درخواست را به بررسی بازگردانید.",
                en: "Only SAORG replaces a former code; send the request back to the review."
            )
        case .unusable:
            Wording(
                fa: "وضع این کد پیشین اکنون خوانده نمی‌شود؛ به مدیر سامانه خبر دهید.",
                en: "The state of this former code cannot be read now; inform an administrator."
            )
        }
    }
}

/// The former code of a document for which a case issues a degree.
extension Registry {
    /// Returns why a former code could not be linked; nil where it can.
    ///
    /// - Throws: `MissingKey`; `StoreError`.
    package func refusal(
        ofFormerCode code: FormerCode,
        in connection: Connection
    ) throws -> FormerCodeRefusal? {
        do {
            switch try intactStatus(of: formerCodeRow(code, in: connection)) {
            case .inForce: return nil
            case .withdrawn: return .withdrawn
            case .linked: return .linked
            }
        } catch let error as RegistryError {
            return try FormerCodeRefusal(error)
        }
    }

    /// Links a former code to a degree that the caller's transaction issued: from then on it answers SUPERSEDED.
    ///
    /// Returns why it is not linked; the caller then discards the transaction.
    ///
    /// - Throws: `MissingKey`; `StoreError`.
    package func replaceFormerCode(
        _ code: FormerCode,
        by degree: String,
        _ actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> FormerCodeRefusal? {
        if let refusal = try refusal(ofFormerCode: code, in: connection) { return refusal }
        do {
            try actor.requireSAORG()
            let note = "the holder got a new code"
            _ = try linkFormerCode(
                code,
                to: degree,
                note: note,
                by: actor,
                at: now,
                in: connection
            )
            return nil
        } catch let error as RegistryError {
            return try FormerCodeRefusal(error)
        }
    }
}

extension FormerCodeRefusal {
    /// - Throws: An error that is no refusal.
    fileprivate init(_ error: RegistryError) throws {
        switch error {
        case .onlySAORG: self = .onlySAORG
        case .noSuchFormerCode: self = .unknown
        case .formerCodeWithdrawn: self = .withdrawn
        case .formerCodeLinked: self = .linked
        case .integrityFailure, .noActiveKey: self = .unusable
        default: throw error
        }
    }
}
