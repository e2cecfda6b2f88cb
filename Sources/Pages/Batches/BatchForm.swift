import Accounts
import Persian
import Registry
import Web

/// The text fields of a batch's form that have come.
struct BatchForm: Sendable {
    /// The texts by the names of their fields, without white space around them.
    private(set) var texts: [String: String] = [:]

    /// The most codes of one file with a key; a form of the largest size holds more than these.
    static let mostCodes = 100_000
    /// The longest text field, in bytes.
    static let longestField = 4096

    var key: String { texts[Self.keyField.name] ?? "" }
    private var purpose: String { texts[Self.purposeField.name] ?? "" }
    private var reference: String { texts[Self.consentField.name] ?? "" }

    /// Keeps the text of a field; returns whether the form holds more than before.
    mutating func set(_ name: String, _ text: String) -> Bool {
        guard Self.organisationFields.contains(where: { $0.name == name }) else { return false }
        let text = Self.trimmed(text)
        texts[name] = text
        return !text.isEmpty
    }

    /// Whether an organisation has begun to fill its part of the form.
    var isOfOrganisation: Bool { !(purpose + reference).isEmpty }

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

/// The fields of the form.
extension BatchForm {
    /// What an organisation fills: its key, and why it checks.
    static let organisationFields = [keyField, purposeField, consentField]

    static let keyField = PageField(
        "key",
        .secret,
        label: Wording(fa: "کلید دسترسی", en: "API key"),
        isShownAgain: false
    )

    static let purposeField = PageField(
        "purpose",
        .text,
        label: Wording(fa: "بررسی برای چه کاری است؟", en: "What is the check for?"),
        hint: Wording(
            fa: "مثلاً استخدام یا پذیرش دانشجو. صاحب مدرک می‌تواند آن را ببیند.",
            en: "For example hiring or admission. Holders can see it."
        )
    )

    static let consentField = PageField(
        "consent",
        .text,
        label: Wording(fa: "شمارهٔ رضایت‌نامه", en: "Consent reference"),
        hint: Wording(
            fa: "شماره‌ای که با آن رضایت افراد را در بایگانی خود پیدا می‌کنید",
            en: "The number under which you keep the consent of the people concerned"
        ),
        style: "short"
    )

    /// The field of the file; the hint has the limits of this server.
    static func fileField(hint: Wording) -> PageField {
        PageField(
            "file",
            .file(
                accept: """
                    .xlsx,.csv,.txt,text/csv,\
                    application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
                    """
            ),
            label: Wording(fa: "فایل کدها", en: "File of codes"),
            hint: hint,
            required: FieldFault.noFile.wording
        )
    }
}

extension FieldFault {
    static let noFile = Self(
        field: "file",
        wording: .init(fa: "فایل کدها را انتخاب کنید.", en: "Choose the file of codes.")
    )
    static let key = Self(
        field: BatchForm.keyField.name,
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
            case .missing, .format, .letters:
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
