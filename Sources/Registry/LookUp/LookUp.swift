import Persian
import Store
import VerifyCore

/// One question, parsed, with what answering it takes.
///
/// The steps, in their order: `parse` and `verifySignature` (no database), `read` or `decide` (one row),
/// `judge` (what the row means for this question), `LookUpOutcome.settle` (what has to be written first).
struct LookUp: Sendable {
    /// What the question turned out to be about.
    enum Subject: Sendable {
        /// A code.
        case code(AuthenticityCode)
        /// The code of a genuine token, with the token's claims.
        indirect case signed(AuthenticityCode, DegreeToken.Claims)
        /// A published code of the test realm.
        indirect case specimen(Specimen)
        /// A text that is not a code.
        case mistyped(AuthenticityCode.ParsingError)
        /// The text of a token that is not genuine.
        indirect case token(String, TokenVerdict)
    }

    let subject: Subject
    let datum: Question.Datum?
    let verifier: Verifier
    let now: Timestamp
    let keyring: Keyring

    init(
        _ question: Question,
        from verifier: Verifier,
        at now: Timestamp,
        _ keyring: Keyring
    ) {
        subject =
            switch question.subject {
            case .code(let text): Self.parse(text, at: now, keyring)
            case .token(let text): Self.verifySignature(of: text, at: now, keyring)
            }
        datum = question.datum
        self.verifier = verifier
        self.now = now
        self.keyring = keyring
    }

    /// The most bytes of a typed code: a message that was pasted with the code in it.
    static let textLimit = 4_096

    private static func parse(_ text: String, at now: Timestamp, _ keyring: Keyring) -> Subject {
        guard text.utf8.count <= textLimit else { return .mistyped(.length(count: textLimit)) }
        do {
            let code = try AuthenticityCode(parsing: text)
            if let specimen = Specimen.with(code) { return .specimen(specimen) }
            return .code(code)
        } catch {
            // The text of a QR code that was pasted where a code is expected.
            return DegreeToken.isLink(in: text)
                ? verifySignature(of: text, at: now, keyring) : .mistyped(error)
        }
    }

    private static func verifySignature(
        of text: String,
        at now: Timestamp,
        _ keyring: Keyring
    ) -> Subject {
        let verdict = DegreeToken.verify(text: text, at: now, keys: keyring.knownTokenKey)
        guard case .genuine(let token) = verdict else { return .token(text, verdict) }
        // In any state of the key: it made the reference.
        if let key = keyring.codeKey(token.code.keyID)?.key, !key.fits(token) {
            return .token(text, .otherReference(token))
        }
        return .signed(token.code, token.degree)
    }
}

extension LookUp {
    var disclosure: Disclosure {
        if let datum { return .detail(datum) }
        if verifier.hasConsent { return .detailByConsent }
        if case .signed(_, let claims) = subject { return .claims(claims) }
        return .summary
    }

    /// What the question asserts and an attacker could guess; nil when nothing can be guessed.
    ///
    /// A signature cannot be guessed, so a genuine token is a guess only together with a datum. A code of
    /// the test realm has one answer.
    var guess: AttemptReservations.Guess? {
        guard let (code, isSigned) = named, !code.isTest else { return nil }
        if isSigned && datum == nil { return nil }
        return AttemptReservations.Guess(
            key: .init(address: code.address, budget: datum == nil ? .code : .datum),
            tag: code.tag,
            datum: datum
        )
    }

    /// The code that is looked up, typed or in a genuine token.
    private var named: (code: AuthenticityCode, isSigned: Bool)? {
        switch subject {
        case .code(let code): (code, false)
        case .signed(let code, _): (code, true)
        case .specimen, .mistyped, .token: nil
        }
    }

    /// The address of a code or a genuine token.
    var address: Int64? { named?.code.address }

    /// The first statement of the question, for a server that takes the statements of several questions in
    /// one message.
    var ahead: [SQL] {
        address.map { [StoredDegree.statement(at: $0)] } ?? []
    }
}

extension LookUp {
    /// Answers from a read, if nothing has to be written or ordered with other attempts.
    ///
    /// - Returns: The outcome; nil when nothing was compared and a write transaction has to judge.
    func read(in connection: Connection, _ reservation: Reservation?) throws -> LookUpOutcome? {
        switch subject {
        case .code(let code):
            try outcome(code, isSigned: false, in: connection, .reading, reservation)
        case .signed(let code, _):
            try outcome(code, isSigned: true, in: connection, .reading, reservation)
        case .specimen(let specimen):
            .settled(judge(specimen))
        case .mistyped(let error):
            .settled(try judge(error, in: connection))
        case .token(let text, let verdict):
            .settled(try judge(text, verdict, in: connection))
        }
    }

    /// Decides in a write transaction.
    func decide(
        in connection: Connection,
        _ reservation: Reservation?,
        isBatch: Bool = false
    ) throws -> LookUpOutcome {
        guard let (code, isSigned) = named else {
            // What is not a code is judged by reading.
            return try read(in: connection, reservation) ?? .settled(waiting)
        }
        let phase: Phase = isBatch ? .batch : .transaction
        return try outcome(code, isSigned: isSigned, in: connection, phase, reservation)
            ?? .settled(waiting)
    }
}

extension LookUp {
    private func judge(
        _ error: AuthenticityCode.ParsingError,
        in connection: Connection
    ) throws -> Judgement {
        var isFormerGuess = false
        if let digits = error.digits {
            if let former = try formerCode(digits, in: connection) { return former }
            isFormerGuess = try hasFormerCodes(in: connection)
        }
        var answer: Answer
        switch error {
        case .reversed(_, let suggestion):
            answer = Answer(.reversed, asOf: now)
            answer.suggestion = suggestion
        case .truncated:
            answer = Answer(.truncated, asOf: now)
        case .empty, .character, .length, .several, .mistyped:
            answer = Answer(.mistyped, asOf: now)
        }
        answer.typing = error
        answer.isFormerGuess = isFormerGuess
        return Judgement(answer: answer)
    }

    private func judge(
        _ text: String,
        _ verdict: TokenVerdict,
        in connection: Connection
    ) throws -> Judgement {
        if case .keyUnknown(let kid) = verdict,
            let missing = try missingTokenKey(kid, of: text, in: connection)
        {
            return missing
        }
        switch verdict {
        case .keyWithdrawn(_, let since):
            var judgement = judgement(verdict.verdict, .distrustedKey)
            judgement.answer.keyWithdrawnOn = since?.tehranDate
            return judgement
        case .otherReference: return judgement(verdict.verdict, .otherStatusReference)
        case .genuine, .test, .format, .issuedInFuture, .keyUnknown, .signatureBad:
            return judgement(verdict.verdict)
        }
    }

    func judgement(_ verdict: Verdict, _ notices: RegistryObserver.Notice...) -> Judgement {
        Judgement(answer: Answer(verdict, asOf: now), notices: notices)
    }

    /// Too many attempts: until tomorrow in Tehran.
    var waiting: Judgement {
        var answer = Answer(.rateLimited, asOf: now)
        answer.retryAfter = now.secondsLeftInTehran
        return Judgement(answer: answer)
    }
}
