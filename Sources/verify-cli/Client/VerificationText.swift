import VerifyCore

/// A verification as lines: the verdict first, then what is known, then the next step.
struct VerificationText {
    private let verification: Verification
    private let subject: String

    init(_ verification: Verification, subject: String) {
        self.verification = verification
        self.subject = AuthenticityCode.shown(subject)
    }

    /// The answer, for stdout.
    var lines: [String] {
        var list = LabelledLines()
        let word = Self.word(of: verification)
        list.lines.append(
            style.paint(word) + LabelledLines.gap(after: word) + subject
        )
        let object = verification.object
        list.add("", object["message"]?["en"]?.string)
        if let degree = object["degree"], degree != .null { add(degree, to: &list) }
        list.add("since", object["status_date"]?.string)
        list.add("reason", object["reason"]?.string)
        list.add("try again", (object["retry_after"]?.integer).map { "in \(Int($0).asWait)" })
        list.add("did you mean", object["suggestion"]?.string.map(AuthenticityCode.shown))
        list.add("next", object["next_step"]?["en"]?.string)
        return list.lines
    }

    /// The verdict; a specimen's after the word TEST, so that it is never read alone.
    private static func word(of verification: Verification) -> String {
        let word = verification.verdict.rawValue
        return verification.isTest && verification.verdict != .test ? "TEST \(word)" : word
    }

    private func add(_ degree: JSON, to list: inout LabelledLines) {
        list.add("document", [degree["document_kind"], degree["level"]].words(joined: ", "))
        let institution = degree["institution"]
        list.add(
            "institution",
            [institution?["name_en"], institution?["name_fa"]].words(joined: " · ")
        )
        list.add("field", [degree["field"]?["en"], degree["field"]?["fa"]].words(joined: " · "))
        list.add("year", degree["year"]?.words.map { "\($0) (Jalali)" })
        list.add("graduation", degree["graduation_date"]?.string)
        list.add("diploma no.", degree["diploma_number"]?.string)
        list.add("mode", degree["mode"]?.string)
        let names = [degree["holder_en"], degree["holder_fa"]].words(joined: " · ")
        list.add("holder", names ?? degree["holder_masked"]?.string?.isolated)
    }

    private var style: TextStyle {
        switch verification.exit {
        case .valid: .good
        case .notValid: .bad
        case .notFound, .notAllowed, .unavailable, .usage: .warning
        }
    }

    private var isFormerCode: Bool { verification.object["former_code"]?.bool == true }

    /// The note for stderr: what was checked, and where.
    func checked(at target: String) -> String {
        if verification.isTest { return "checked: form, check digits, realm; at \(target)" }
        let what =
            switch verification.verdict {
            case .mistyped, .truncated, .reversed: "form and check digits; nothing was looked up"
            case .test: "form, check digits, realm"
            case .notFound: "form, check digits, register"
            case .rateLimited: "nothing, there were too many attempts"
            case .legacyValid: "form, codes of the former system"
            case .superseded where isFormerCode, .revoked where isFormerCode,
                .suspended where isFormerCode, .integrityFailure where isFormerCode:
                "form, codes of the former system"
            case .valid, .superseded, .revoked, .suspended, .integrityFailure, .tokenFormat,
                .tokenKeyUnknown, .tokenSignatureBad, .statusStale, .statusUnknown:
                "form, check digits, tag, seal of the record, status"
            }
        if verification.isAboutTyping { return "checked: \(what)" }
        let asOf =
            verification.object["records_as_of"]?.string.map { ", records as of \($0)" } ?? ""
        let reference = verification.object["reference"]?.string.map { ", reference \($0)" } ?? ""
        return "checked: \(what); at \(target)\(asOf)\(reference)"
    }
}

extension JSON {
    /// The text, or the number as text.
    fileprivate var words: String? {
        string ?? integer.map { String($0) }
    }
}

extension [JSON?] {
    fileprivate func words(joined separator: String) -> String? {
        let words = compactMap { $0?.words }.filter { !$0.isEmpty }
        return words.isEmpty ? nil : words.map(\.isolatedIfPersian).joined(separator: separator)
    }
}
