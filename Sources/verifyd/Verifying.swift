import Accounts
import Logging
import Persian
import Registry
import VerifyCore

/// One check, done: what the register answered and what goes with it on the page and in JSON.
struct Verification: Sendable {
    let answer: Answer
    let checkedAt: Timestamp
    /// The same in RFC 3339.
    let checkedAtText: String
    /// What the reader quotes when asking about this check; it is the request's id in the log.
    let reference: String

    var wording: VerdictWording { VerdictWording(answer) }
}

extension House {
    /// Answers one question for a visitor: rate limit, look-up, numbers.
    ///
    /// What is only mistyped costs nothing; what finds nothing costs `rates.not-found-cost` times
    /// what finds something. Throws the 429 problem, or what the register could not do.
    func verify(
        _ question: Question,
        context: AppRequestContext,
        as verifier: Verifier = .visitor,
        account: Account? = nil
    ) async throws -> Verification {
        let key = account.map { RateLimitKey.key($0.id) } ?? .network(context.network)
        let budget = account == nil ? Budget.verifications : .keyRequests
        // A key's request was counted when the key was read.
        if account == nil, let seconds = limits.wait(budget, from: key) {
            metrics.count { $0.rateLimited[budget, default: 0] += 1 }
            throw refused(after: seconds, context)
        }
        let answer = try await registry.answer(question, from: verifier, at: context.now)
        switch answer.verdict {
        case .mistyped, .truncated, .reversed, .tokenFormat:
            limits.refund(1, to: budget, of: key)
        case .notFound, .rateLimited, .tokenSignatureBad, .tokenKeyUnknown:
            limits.charge(bounds.missCost - 1, to: budget, of: key)
        case .valid, .superseded, .revoked, .suspended, .test, .legacyValid, .integrityFailure,
            .statusStale, .statusUnknown:
            break
        }
        if answer.verdict == .rateLimited {
            noteRefusal(context)
            throw Problem.codeLocked(retryAfter: answer.retryAfter ?? 60)
        }
        metrics.answered(answer.verdict)
        if isOfUnknownKey(question, answer.verdict) { metrics.count { $0.unknownKeys += 1 } }
        if let key = answer.missingKey { reportMissing(key) }
        context.note(answer.verdict)
        return Verification(
            answer: answer,
            checkedAt: context.now,
            checkedAtText: context.nowText,
            reference: context.requestID
        )
    }

    /// Whether the question was about a key that this machine does not have; the asker is not told.
    private func isOfUnknownKey(_ question: Question, _ verdict: Verdict) -> Bool {
        switch (verdict, question.subject) {
        case (.tokenKeyUnknown, _): return true
        case (.notFound, .code(let text)):
            guard let code = try? AuthenticityCode(parsing: text) else { return false }
            return keyring.current.codeKey(code.keyID) == nil
        default: return false
        }
    }

    /// Names a key that other machines have: in the metrics, and once a run and keyring in the log.
    private func reportMissing(_ key: MissingKey) {
        metrics.missed(key)
        let serial = keyring.current.serial
        guard missingKeys.isNew(key, under: serial) else { return }
        logger.warning(
            "documents are asked about whose key is not on this machine, or not active here yet",
            metadata: [
                "key_purpose": "\(key.purpose.rawValue)", "key_id": "\(key.id)",
                "keyring_serial": "\(serial)",
            ]
        )
    }

    private func refused(after seconds: Int, _ context: AppRequestContext) -> Problem {
        noteRefusal(context)
        return .rateLimited(retryAfter: seconds)
    }

    private func noteRefusal(_ context: AppRequestContext) {
        metrics.answered(.rateLimited)
        context.note(.rateLimited)
    }
}
