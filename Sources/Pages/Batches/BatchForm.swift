import Persian
import Registry
import Web

/// The text fields of a batch's form.
struct BatchForm: Sendable {
    private(set) var key = ""
    private(set) var purpose = ""
    private(set) var reference = ""

    /// The most codes of one file with a key; a form of the largest size holds more than these.
    static let mostCodes = 100_000
    /// The longest text field, in bytes.
    static let longestField = 4096

    /// Keeps the text of a field; returns whether the form holds more than before.
    mutating func set(_ name: String, _ text: String) -> Bool {
        let text = Self.trimmed(text)
        switch name {
        case "key": key = text
        case "purpose": purpose = text
        case "consent": reference = text
        default: return false
        }
        return !text.isEmpty
    }

    /// Returns the principal as a verifier, with the consent that the form refers to; a visitor has none.
    func verifier(for principal: Principal) throws -> Verifier {
        guard principal.account != nil else { return .visitor }
        return try principal.verifier(with: try consent())
    }

    /// Returns the purpose and the graduates' consent of an organisation; nil when the form has neither.
    func consent() throws(FieldFault) -> Verifier.Consent? {
        if purpose.isEmpty, reference.isEmpty { return nil }
        do {
            return try Verifier.Consent(purpose: purpose, reference: reference)
        } catch .invalid(let field, let reason) {
            throw .consent(field: field, reason)
        } catch {
            throw .consent(field: "purpose", .format)
        }
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...].drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

extension FieldFault {
    static let noFile = Self(
        field: "file",
        wording: .init(fa: "فایل کدها را انتخاب کنید.", en: "Choose the file of codes.")
    )
    static let key = Self(
        field: "key",
        wording: .init(
            fa: "این کلید درست نیست، باطل شده یا مهلت آن گذشته است.",
            en: "This key is wrong, revoked or expired."
        )
    )

    static func tooMany(_ most: Int) -> Self {
        .init(
            field: "file",
            wording: .init(
                fa: "این فایل بیش از \(PersianNumber.grouped(most)) کد دارد. آن را چند بخش کنید.",
                en:
                    "The file has more than \(PersianNumber.groupedInEnglish(most)) codes. Split it."
            )
        )
    }

    static func consent(field: String, _ reason: RegistryError.InvalidReason) -> Self {
        let isPurpose = field == "purpose"
        let wording =
            switch reason {
            case .tooLong:
                Wording(fa: "این متن بلندتر از اندازه است.", en: "This text is too long.")
            case .missing, .format:
                isPurpose
                    ? Wording(
                        fa: "بنویسید بررسی برای چه کاری است.",
                        en: "Say what the check is for."
                    )
                    : Wording(
                        fa: "شمارهٔ رضایت‌نامه را بنویسید.",
                        en: "Enter the consent reference."
                    )
            }
        return .init(field: isPurpose ? "purpose" : "consent", wording: wording)
    }
}
