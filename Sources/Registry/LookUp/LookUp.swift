package import Persian
package import Store
import VerifyCore

/// The look-up: reading first, then what has to be written, then the answer.
///
/// 1. The typing is judged; a typo is told without the database (but for codes of the former system).
/// 2. A token's signature is judged; its code is then asked about like a typed one.
/// 3. One row by its key: MAC, tag, status, and the day's wrong attempts.
///    Where there is a replica it is asked first, if nothing above T0 can come out.
/// 4. A wrong attempt is counted; a view beyond T0 leaves its "who checked" row; T0 writes nothing.
extension Registry {
    /// Answers a question.
    ///
    /// Throws only when it could not be answered, the database being out of reach.
    package func answer(
        _ question: Question,
        from verifier: Verifier,
        at now: Timestamp
    ) async throws -> Answer {
        let inquiry = LookUp(question, from: verifier, at: now, self)
        if let answer = await replica?.answer(inquiry) { return answer }
        let finding = try await database.lookUp(ahead: inquiry.ahead) {
            try inquiry.finding(in: $0)
        }
        switch finding {
        case .settled(let answer):
            return answer
        case .needsWrite(_, .viewing):
            return try await database.write { try finding.settled(at: now, in: $0) }
        case .needsWrite(let answer, .attempt(_, let address)):
            replica?.doubt(address, at: now)
            do {
                return try await database.write { try finding.settled(at: now, in: $0) }
            } catch is StoreError {
                // A wrong code may be told so although it could not be counted: the answer opens nothing,
                // and reading must go on when the disk is full.
                observer.notice(.attemptNotCounted)
                return answer
            }
        }
    }

    /// Answers a question inside the caller's write transaction; for many at once.
    package func examine(
        _ question: Question,
        from verifier: Verifier,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Answer {
        try LookUp(question, from: verifier, at: now, self)
            .finding(in: connection)
            .settled(at: now, in: connection)
    }
}

/// One question with all that answering it takes.
struct LookUp: Sendable {
    let question: Question
    let verifier: Verifier
    let now: Timestamp
    let keyring: Keyring
    var observer: RegistryObserver

    init(
        _ question: Question,
        from verifier: Verifier,
        at now: Timestamp,
        _ registry: Registry
    ) {
        self.question = question
        self.verifier = verifier
        self.now = now
        keyring = registry.keyring.current
        observer = registry.observer
    }

    /// What the register will be asked first: the row of a code that was typed.
    ///
    /// Nothing for a token, whose signature comes before.
    var ahead: [SQL] {
        typedAddress.map { [StoredDegree.at($0)] } ?? []
    }

    /// The address of a code that was typed rightly.
    var typedAddress: Int64? {
        guard case .code(let text) = question.subject, text.utf8.count <= Self.textLimit else {
            return nil
        }
        return try? AuthenticityCode(parsing: text).address
    }

    func finding(in connection: Connection) throws -> LookUpOutcome {
        switch question.subject {
        case .code(let text): try finding(typed: text, in: connection)
        case .token(let text): try finding(token: text, in: connection)
        }
    }
}

extension LookUp {
    private func finding(typed text: String, in connection: Connection) throws -> LookUpOutcome {
        // No separator makes a code this long; nothing is read of what is.
        guard text.utf8.count <= Self.textLimit else {
            return mistyped(.length(count: Self.textLimit))
        }
        do {
            return try finding(AuthenticityCode(parsing: text), isSigned: false, in: connection)
        } catch let error as AuthenticityCode.ParsingError {
            if let digits = error.digits, try isLegacy(digits, in: connection) {
                return LookUpOutcome(.legacyValid, at: now)
            }
            return mistyped(error)
        }
    }

    /// The most bytes of a typed code: twenty digits with every separator that a page may put between.
    static let textLimit = 1_024

    private func mistyped(_ error: AuthenticityCode.ParsingError) -> LookUpOutcome {
        var answer: Answer
        switch error {
        case .reversed(_, let suggestion):
            answer = Answer(.reversed, asOf: now)
            answer.suggestion = suggestion
        case .truncated:
            answer = Answer(.truncated, asOf: now)
        case .empty, .character, .length, .mistyped:
            answer = Answer(.mistyped, asOf: now)
        }
        answer.typing = error
        return .settled(answer)
    }

    /// A token's own verdict; where it is genuine, the register's.
    private func finding(token text: String, in connection: Connection) throws -> LookUpOutcome {
        let verdict = DegreeToken.verify(text: text) { kid in
            // A key that is retired, or known to others, is as good as unknown.
            keyring.tokenKey(kid: kid).flatMap { $0.state.verifies ? $0.key : nil }
        }
        if case .keyUnknown(let kid) = verdict,
            let answer = try missing(signer: kid, of: text, in: connection)
        {
            return .settled(answer)
        }
        guard case .genuine(let token) = verdict else {
            return LookUpOutcome(verdict.verdict, at: now)
        }
        return try finding(token.code, isSigned: true, in: connection)
    }
}
