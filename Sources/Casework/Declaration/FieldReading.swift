import Accounts
import Persian
import VerifyCore

/// Why a text is not an answer to a question.
struct FieldFault: Error {
    let reason: FormProblem.Reason
    let sentence: Wording

    init(_ reason: FormProblem.Reason, _ sentence: Wording) {
        self.reason = reason
        self.sentence = sentence
    }
}

extension FieldType {
    /// Reads a typed text; nil for one without an answer.
    ///
    /// Types without a text (files, groups) have no answer.
    func read(_ typed: String) throws(FieldFault) -> FieldValue? {
        guard typed.utf8.count <= FormLimit.longTextScalars * 4 else {
            throw FieldFault(.length, .tooLong(FormLimit.longTextScalars))
        }
        let text = Letters.stored(typed)
        if text.isEmpty { return nil }
        switch self {
        case .text: return .text(try Self.line(text))
        case .longText: return try Self.lines(typed).map { .text($0) }
        case .number: return .number(try Self.number(text))
        case .money: return .money(try Self.rials(text))
        case .date: return .date(try Self.date(text))
        case .choice(let choices):
            guard choices.contains(where: { $0.value == text }) else {
                throw FieldFault(.choice, .unknownChoice)
            }
            return .choice(text)
        case .declaration:
            guard text == "yes" else { throw FieldFault(.confirmation, .notConfirmed) }
            return .confirmed
        case .organisation:
            guard let code = OrganisationCode(typed: text) else {
                throw FieldFault(.organisation, .unknownOrganisation)
            }
            return .text(code.text)
        case .nationalID, .foreignerID, .passport, .legalID, .iban, .mobile, .email, .postalCode:
            return .text(try identifier(text))
        case .file, .group: return nil
        }
    }

    /// The sentence of a field without an answer.
    var missing: Wording {
        switch self {
        case .file: Wording(fa: "فایل را بارگذاری کنید.", en: "Upload the file.")
        case .declaration: .notConfirmed
        case .choice, .organisation: Wording(fa: "یکی را برگزینید.", en: "Choose one.")
        case .group: Wording(fa: "دست‌کم یک مورد بنویسید.", en: "Add at least one entry.")
        default: Wording(fa: "به این پرسش پاسخ دهید.", en: "Answer this question.")
        }
    }
}

extension FieldType {
    private static func line(_ text: String) throws(FieldFault) -> String {
        guard text.unicodeScalars.count <= FormLimit.textScalars else {
            throw FieldFault(.length, .tooLong(FormLimit.textScalars))
        }
        try requireNoControl(text)
        return text
    }

    /// Returns the text with its line breaks as U+000A; nil without any other character.
    private static func lines(_ typed: String) throws(FieldFault) -> String? {
        let lines = typed.split(omittingEmptySubsequences: false) { $0.isNewline }
            .map { Letters.stored($0) }
        let text = lines.joined(separator: "\n").trimmingLines
        guard text.unicodeScalars.count <= FormLimit.longTextScalars else {
            throw FieldFault(.length, .tooLong(FormLimit.longTextScalars))
        }
        for line in lines { try requireNoControl(line) }
        return text.isEmpty ? nil : text
    }

    private static func requireNoControl(_ text: String) throws(FieldFault) {
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw FieldFault(.format, .controlCharacter) }
    }

    private static func number(_ text: String) throws(FieldFault) -> Int64 {
        guard let digits = TypedDigits(text).text, !digits.isEmpty else {
            throw FieldFault(.format, .notANumber)
        }
        guard digits.utf8.count <= FormLimit.numberDigits, let number = Int64(digits) else {
            throw FieldFault(.length, .tooLong(FormLimit.numberDigits))
        }
        return number
    }

    private static func rials(_ text: String) throws(FieldFault) -> Rials {
        do {
            return try Rials(parsing: text)
        } catch {
            throw FieldFault(.format, error.wording)
        }
    }

    private static func date(_ text: String) throws(FieldFault) -> CivilDate {
        do {
            return try TypedDate.parse(text)
        } catch {
            throw FieldFault(.format, error.wording)
        }
    }
}

extension FieldType {
    /// Reads the types of an identifier; returns its canonical form.
    private func identifier(_ text: String) throws(FieldFault) -> String {
        switch self {
        case .nationalID:
            do { return try NationalID(parsing: text).digits } catch {
                throw FieldFault(.format, error.wording)
            }
        case .foreignerID:
            do { return try ForeignerID(parsing: text).digits } catch {
                throw FieldFault(.format, error.wording)
            }
        case .legalID:
            do { return try LegalID(parsing: text).digits } catch {
                throw FieldFault(.format, error.wording)
            }
        case .iban:
            do { return try IBAN(parsing: text).canonical } catch {
                throw FieldFault(.format, error.wording)
            }
        case .mobile:
            do { return try Mobile(parsing: text).canonical } catch {
                throw FieldFault(.format, error.wording)
            }
        case .postalCode:
            do { return try PostalCode(parsing: text).digits } catch {
                throw FieldFault(.format, error.wording)
            }
        case .email:
            do { return try EmailAddress(parsing: text).description } catch {
                throw FieldFault(.format, .notAnAddress)
            }
        case .passport: return try Self.passport(text)
        default: return text
        }
    }

    /// Reads `DEU C01X00T47`: the issuing state, then the number.
    private static func passport(_ text: String) throws(FieldFault) -> String {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2,
            let number = try? IDNumber(
                .passport,
                country: String(parts[0]),
                typed: String(parts[1])
            )
        else { throw FieldFault(.format, .notAPassport) }
        return "\(number.country) \(number.number)"
    }
}

extension String {
    /// The text without empty lines at its ends.
    fileprivate var trimmingLines: String {
        var lines = self[...]
        while lines.first == "\n" { lines.removeFirst() }
        while lines.last == "\n" { lines.removeLast() }
        return String(lines)
    }
}
