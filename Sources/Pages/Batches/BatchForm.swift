import Persian
import Registry
import Web

/// What the form of a batch holds.
struct BatchForm: Sendable {
    private var content: [UInt8] = []
    private(set) var key = ""
    private(set) var purpose = ""
    private(set) var reference = ""

    /// The most codes of one file with a key; a form of the largest size holds more than these.
    static let mostCodes = 100_000

    /// An empty form.
    init() {}

    init(_ form: Multipart) {
        content = form["file"]?.content ?? []
        key = Self.trimmed(form.text("key"))
        purpose = Self.trimmed(form.text("purpose"))
        reference = Self.trimmed(form.text("consent"))
    }

    /// The file, when it has not more codes than the asker may send.
    func file(for verifier: Verifier) throws(FieldFault) -> [UInt8] {
        guard !content.isEmpty else { throw .noFile }
        var most = Self.mostCodes
        if case .visitor = verifier { most = BulkJobLimits.visitorCodes }
        // One more line for the titles; the register counts exactly.
        guard Self.lines(of: content) <= most + 1 else { throw .tooMany(most) }
        return content
    }

    /// Why a registered organisation asks and whose consent it has; nil when it says neither.
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

    /// How many lines are not empty, whatever ends them.
    static func lines(of bytes: [UInt8]) -> Int {
        var count = RecordCount()
        _ = count.take(bytes)
        return count.lines
    }

    private static func trimmed(_ text: String?) -> String {
        var rest = (text ?? "")[...].drop(while: \.isWhitespace)
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
