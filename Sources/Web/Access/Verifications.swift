package import Accounts
import Logging
package import Persian
package import Registry
import VerifyCore

/// One check, done: the register's answer, and what the page and the JSON document add to it.
package struct VerificationResult: Sendable {
    package let answer: Answer
    package let checkedAt: Timestamp
    /// The same in RFC 3339.
    package let checkedAtText: String
    /// The request's id in the log, which a reader quotes when asking about this check.
    package let reference: String

    package var wording: VerdictWording { VerdictWording(answer) }
}

/// Answers questions about degrees: rate limit, look-up, metrics.
package struct Verifications: Sendable {
    private let registry: Registry
    private let keyring: LiveKeyring
    private let limiter: RateLimiter
    private let metrics: DomainMetrics
    private let logger: Logger
    private let notFoundCost: Int
    private let missingKeys = MissingKeys()

    init(domain: App.Domain, limiter: RateLimiter, edge: Edge) {
        registry = domain.registry
        keyring = domain.keyring
        metrics = domain.metrics
        self.limiter = limiter
        logger = edge.logger
        notFoundCost = edge.bounds.notFoundCost
    }

    /// Answers one question.
    ///
    /// The price of a check that finds nothing, `rates.not-found-cost`, is taken before the look-up, so that
    /// parallel checks cannot find nothing more often than the budget allows. A check that finds a degree
    /// costs one in the end; a mistyped code costs nothing, unless it was looked up as a code of the former
    /// system.
    ///
    /// - Throws: 429 when the principal's checks, or the wrong attempts at the code, are too many; what
    ///   the register could not do.
    package func verify(
        _ question: Question,
        for principal: Principal,
        _ context: AppRequestContext
    ) async throws -> VerificationResult {
        let payment = try reserve(for: principal, context)
        let answer: Answer
        do {
            answer = try await registry.answer(question, from: principal.verifier, at: context.now)
        } catch {
            settle(payment, of: principal, context, cost: 1)
            throw error
        }
        settle(payment, of: principal, context, cost: price(of: answer))
        if answer.verdict == .rateLimited {
            noteRefusal(context)
            // A page reports it without the root responder's error path.
            context.note(problem: Problem.Code.codeLocked.rawValue)
            throw Problem.codeLocked(retryAfter: answer.retryAfter ?? 60)
        }
        metrics.verifications.increment(answer.meteredVerdict.rawValue)
        if answer.keyWithdrawnOn == nil, isOfUnknownKey(question, answer.verdict) {
            metrics.unknownKeys.increment()
        }
        if let key = answer.missingKey { reportMissing(key) }
        context.note(answer.meteredVerdict)
        return VerificationResult(
            answer: answer,
            checkedAt: context.now,
            checkedAtText: context.nowText,
            reference: context.requestID
        )
    }
}

/// The price of a check.
extension Verifications {
    /// The request of an API key was charged when the key was read.
    private func reserve(
        for principal: Principal,
        _ context: AppRequestContext
    ) throws(Problem) -> RateReservation {
        do {
            let price = principal.account == nil ? notFoundCost : notFoundCost - 1
            return try limiter.reserve(
                price,
                of: principal.checkBudget,
                for: principal.rateLimitKey(from: context.network)
            )
        } catch {
            noteRefusal(context)
            throw error
        }
    }

    private func settle(
        _ payment: RateReservation,
        of principal: Principal,
        _ context: AppRequestContext,
        cost: Int
    ) {
        let isCharged = principal.account != nil
        limiter.settle(payment, cost: isCharged ? cost - 1 : cost)
        if isCharged, cost == 0 {
            limiter.refund(principal.checkBudget, of: principal.rateLimitKey(from: context.network))
        }
    }

    private func price(of answer: Answer) -> Int {
        switch answer.meteredVerdict {
        case .mistyped, .truncated, .reversed, .tokenFormat:
            answer.isFormerGuess ? notFoundCost : 0
        case .notFound, .rateLimited, .tokenSignatureBad, .tokenKeyUnknown: notFoundCost
        case .valid, .superseded, .revoked, .suspended, .test, .legacyValid, .integrityFailure,
            .statusStale, .statusUnknown:
            1
        }
    }
}

extension Verifications {
    /// Returns what the code or the token of a question is answered without its datum, for a page that has
    /// to tell a wrong datum from an unknown code.
    ///
    /// It is a separate question, charged and counted like the same question of any client, so nothing is
    /// shown that the code alone does not show. A locked code and an unknown one both get no degree.
    ///
    /// - Returns: The answer; nil when a limit stops the question.
    package func withoutDatum(
        _ question: Question,
        for principal: Principal,
        _ context: AppRequestContext
    ) async throws -> Answer? {
        // The reader's question found nothing; that is what the log has.
        defer { context.note(.notFound) }
        do {
            return try await verify(Question(question.subject), for: principal, context).answer
        } catch let problem as Problem where problem.status == 429 {
            return nil
        }
    }

    /// Whether the question was about a key that this machine does not have; the answer hides it.
    private func isOfUnknownKey(_ question: Question, _ verdict: Verdict) -> Bool {
        switch (verdict, question.subject) {
        case (.tokenKeyUnknown, _): return true
        case (.notFound, .code(let text)):
            guard let code = try? AuthenticityCode(parsing: text) else { return false }
            return keyring.current.codeKey(code.keyID) == nil
        default: return false
        }
    }

    /// Names a key that other machines have: in the metrics, and once per run and keyring in the log.
    private func reportMissing(_ key: MissingKey) {
        metrics.missed(key)
        let serial = keyring.current.serial
        guard missingKeys.isNew(key, under: serial) else { return }
        logger.warning(
            "documents are checked whose key is not on this machine, or not active here yet",
            metadata: [
                "key_purpose": "\(key.purpose.rawValue)", "key_id": "\(key.id)",
                "keyring_serial": "\(serial)",
            ]
        )
    }

    private func noteRefusal(_ context: AppRequestContext) {
        metrics.verifications.increment(Verdict.rateLimited.rawValue)
        context.note(.rateLimited)
    }
}

extension Answer {
    /// The verdict in log and metrics, and for the limits: a specimen's is TEST, whatever programs get.
    fileprivate var meteredVerdict: Verdict { isTest ? .test : verdict }
}
