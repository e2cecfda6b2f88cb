import Persian
import Registry
import VerifyCore

/// The result of an offline check of a token, as lines and as JSON.
///
/// The word is SIGNED, never VALID: offline, the status of the degree is not known.
struct TokenVerification {
    private let answer: TokenVerdict
    private let keys: KeyFileAge
    private let wording: VerdictWording

    /// `keys` is the age of the public keys that the token was checked with.
    init(_ answer: TokenVerdict, keys: KeyFileAge) {
        self.answer = answer
        self.keys = keys
        wording =
            switch answer {
            case .keyWithdrawn(_, let since): .keyWithdrawn(on: since?.tehranDate)
            case .issuedInFuture: .issuedInFuture
            case .genuine, .test, .format, .otherReference, .keyUnknown, .signatureBad:
                VerdictWording(answer.verdict)
            }
    }

    var exit: Exit {
        switch answer {
        case .genuine: .valid
        case .test, .format, .issuedInFuture, .otherReference, .keyUnknown, .keyWithdrawn,
            .signatureBad:
            .notValid
        }
    }

    private var claims: DegreeToken? {
        if case .genuine(let token) = answer { token } else { nil }
    }

    var json: JSON {
        let members: JSON = [
            "verdict": .string(word),
            "keys_written_at": JSON(keys.writtenAt?.description),
            "keys_age_days": JSON(keys.days),
            "status": claims == nil ? .null : .string(Verdict.statusUnknown.rawValue),
            "claims": claims.map(JSON.init) ?? .null,
            "message": JSON(message),
            "next_step": JSON(nextStep),
        ]
        guard case .keyWithdrawn(_, let since) = answer else { return members }
        return members.with(.init("key_withdrawn_on", JSON(since?.tehranDate.description)))
    }

    var lines: [String] {
        let style: TextStyle =
            switch answer {
            case .genuine: .good
            case .keyWithdrawn: .warning
            case .test, .format, .issuedInFuture, .otherReference, .keyUnknown, .signatureBad: .bad
            }
        var list = LabelledLines()
        list.lines.append(style.paint(word))
        list.add("", message.en)
        if let claims { list.add(claims) }
        list.add("next", nextStep.en)
        list.add("keys", keys.description)
        if let claims {
            let word = Verdict.statusUnknown.rawValue
            list.lines.append(
                TextStyle.warning.paint(word) + LabelledLines.gap(after: word)
                    + "its status since \(claims.issuedAt) is not known offline: verify-cli check \(claims.code.shown)"
            )
        }
        return list.lines
    }

    private var word: String {
        claims == nil ? answer.verdict.rawValue : "SIGNED"
    }

    /// Without the register, a correct signature shows who issued the document, not that it is in force.
    private var message: Wording {
        claims == nil
            ? wording.message
            : Wording(
                fa: "امضای سازمان درست است و متن آن دست نخورده است.",
                en: "The organisation's signature is right, and nothing was changed."
            )
    }

    private var nextStep: Wording {
        claims == nil ? wording.nextStep : VerdictWording(.statusUnknown).nextStep
    }
}

extension LabelledLines {
    /// A token's claims.
    mutating func add(_ token: DegreeToken) {
        let degree = token.degree
        add("code", token.code.shown)
        add("issued", token.issuedAt.description)
        add("document", degree.documentKind?.title.en)
        add("level", degree.level?.title.en)
        add("holder", degree.holderFa?.isolated)
        add("institution", degree.institutionFa?.isolated)
        add("field", degree.fieldFa?.isolated)
        add("mode", degree.mode?.title.en)
        add("graduation", degree.graduationDate.map { "\($0) · \(JalaliDate($0)) (Jalali)" })
    }
}

extension JSON {
    /// A token's claims.
    init(_ token: DegreeToken) {
        self = [
            "code": .string(token.code.grouped),
            "issued_at": .string(token.issuedAt.description),
            "document_kind": JSON(token.degree.documentKind?.rawValue),
            "level": JSON(token.degree.level?.rawValue),
            "holder_fa": JSON(token.degree.holderFa),
            "institution_fa": JSON(token.degree.institutionFa),
            "field_fa": JSON(token.degree.fieldFa),
            "mode": JSON(token.degree.mode?.rawValue),
            "graduation_date": JSON(token.degree.graduationDate?.description),
            "status_list": JSON(token.status.map { Int($0.list) }),
            "status_index": JSON(token.status.map { Int($0.index) }),
        ]
    }
}
