import Persian
import Registry
import VerifyCore

/// What the check of a token's signature says, for people and for programs.
struct TokenVerification {
    private let answer: TokenVerdict
    private let wording: VerdictWording

    init(_ answer: TokenVerdict) {
        self.answer = answer
        wording = VerdictWording(answer.verdict)
    }

    var exit: Exit {
        switch answer {
        case .genuine: .valid
        case .format, .keyUnknown, .signatureBad: .notValid
        }
    }

    private var claims: DegreeToken? {
        if case .genuine(let token) = answer { token } else { nil }
    }

    var json: JSON {
        [
            "verdict": .string(answer.verdict.rawValue),
            "status": claims == nil ? .null : .string(Verdict.statusUnknown.rawValue),
            "claims": claims.map(JSON.init) ?? .null,
            "message": JSON(message),
            "next_step": JSON(nextStep),
        ]
    }

    var lines: [String] {
        let ink: Ink = claims == nil ? .bad : .good
        var lines = [ink.paint(answer.verdict.rawValue), "              \(message.en)"]
        if let claims { lines += ClaimsText(claims).lines }
        lines.append("next          \(nextStep.en)")
        return lines
    }

    /// Without the register, a right signature says who issued it and not that it is in force.
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

/// A token's claims for people.
struct ClaimsText {
    let lines: [String]

    init(_ token: DegreeToken) {
        var lines: [String] = []
        func add(_ label: String, _ value: String?) {
            if let value { lines.append(label.padded(to: 14) + value) }
        }
        add("code", token.code.shown)
        add("issued", token.issuedAt.description)
        add("document", token.degree.documentKind?.title.en)
        add("level", token.degree.level?.title.en)
        add("holder", token.degree.holderFa?.isolated)
        add("institution", token.degree.institutionFa?.isolated)
        add("field", token.degree.fieldFa?.isolated)
        add("mode", token.degree.mode?.title.en)
        add("graduation", token.degree.graduationDate.map { "\($0) · \(JalaliDate($0))" })
        add("ID ends with", token.degree.idLast4)
        self.lines = lines
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
            "id_last4": JSON(token.degree.idLast4),
            "status_list": JSON(token.status.map { Int($0.list) }),
            "status_index": JSON(token.status.map { Int($0.index) }),
        ]
    }
}
