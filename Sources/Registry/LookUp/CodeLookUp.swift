import Persian
import Store
import VerifyCore

extension LookUp {
    /// Where a code is judged, which decides what may be compared.
    enum Phase: Sendable {
        /// A read, which writes nothing: it judges only what shows no more than T0, at an address without
        /// any other attempt.
        case reading
        /// A write transaction of this question. Its reservation was admitted by a read before.
        case transaction
        /// A write transaction that examines many questions.
        case batch
    }

    /// Reads the row of a code and judges it; nil when a write transaction has to.
    ///
    /// A key id without a key, or with a retired one, has no codes: NOT_FOUND. But where the register holds
    /// degrees of a key that is absent here, or only staged, another machine is ahead of this one:
    /// STATUS_UNKNOWN, whatever is stored at the locator. What a compromised key made is never valid,
    /// although its row may be as it was: INTEGRITY_FAILURE.
    func outcome(
        _ code: AuthenticityCode,
        isSigned: Bool,
        in connection: Connection,
        _ phase: Phase,
        _ reservation: Reservation?
    ) throws -> LookUpOutcome? {
        if code.isTest {
            return .settled(try formerCode(code.digits, in: connection) ?? judgement(.test))
        }
        let known = keyring.codeKey(code.keyID)
        if known == nil || known?.state == .staged,
            let missing = try missingCodeKey(of: code, in: connection)
        {
            return .settled(missing)
        }
        let admission = Admission(phase, reservation, disclosure)
        let row = try StoredDegree.read(
            code,
            under: known?.key ?? DummyRow.key,
            showing: disclosure,
            on: now.tehranDay,
            in: connection,
            if: admission.mayCompare
        )
        guard let stored = row.degree else {
            return admission.isLocked(row.attempts) ? try locked(code, in: connection) : nil
        }
        let judged = judge(stored, known?.state, isSigned: isSigned)
        if judged.isMiss, !isSigned, let former = try formerCode(code.digits, in: connection) {
            return .settled(former)
        }
        let pending = admission.pendingWrite(
            at: code.address,
            row.attempts,
            isWrong: judged.isMiss,
            judged.entry
        )
        guard let pending else { return .settled(judged.judgement) }
        return .needsWrite(judged.judgement, pending)
    }

    /// The answer at a locked address: the same statements run whether the question is right or wrong.
    ///
    /// A code of the former system has no other way to be answered.
    private func locked(
        _ code: AuthenticityCode,
        in connection: Connection
    ) throws -> LookUpOutcome {
        .settled(try formerCode(code.digits, in: connection) ?? waiting)
    }
}

/// Decides from the attempts at an address what a question may do there.
private struct Admission {
    let phase: LookUp.Phase
    let reservation: Reservation?
    let disclosure: Disclosure

    init(_ phase: LookUp.Phase, _ reservation: Reservation?, _ disclosure: Disclosure) {
        self.phase = phase
        self.reservation = reservation
        self.disclosure = disclosure
    }

    /// The attempts that count against this question.
    ///
    /// In its own transaction the guesses in flight are not added: each of them is decided in a transaction
    /// too, and the database orders those.
    private func attempts(_ stored: Attempts) -> Int64 {
        guard let reservation else { return 0 }
        return switch phase {
        case .reading, .batch: reservation.possibleWrongAttempts(stored)
        case .transaction: reservation.wrongAttempts(stored)
        }
    }

    func isLocked(_ stored: Attempts) -> Bool {
        attempts(stored) >= Attempts.limit
    }

    /// Whether tag, seal and datum may be compared.
    func mayCompare(_ stored: Attempts) -> Bool {
        switch phase {
        case .reading: !disclosure.exceedsSummary && attempts(stored) == 0
        case .transaction, .batch: !isLocked(stored)
        }
    }

    /// What is written before the answer; nil when it needs no write.
    ///
    /// A right question writes the address too, with 0 wrong attempts, where there are others: so of two
    /// transactions that compared on the same counts one is run again.
    func pendingWrite(
        at address: Int64,
        _ stored: Attempts,
        isWrong: Bool,
        _ entry: AccessLogEntry?
    ) -> PendingWrite? {
        guard let reservation else {
            return entry.map { PendingWrite(address: address, attempt: nil, entry: $0, counted: 0) }
        }
        let isOrdered =
            switch phase {
            case .reading: false
            case .transaction: true
            case .batch: attempts(stored) > 0 || reservation.budget == .datum
            }
        guard isWrong || isOrdered || entry != nil else { return nil }
        let wrong: Int64 = isWrong ? 1 : 0
        return PendingWrite(
            address: address,
            attempt: (reservation.budget, wrong),
            entry: entry,
            counted: stored[reservation.budget] + wrong
        )
    }
}

extension LookUp {
    /// What a row means for the question.
    private struct CodeJudgement {
        let judgement: Judgement
        /// Whether tag or datum was wrong, which counts as an attempt.
        var isMiss = false
        /// The view to record, where more than T0 is shown.
        var entry: AccessLogEntry?
    }

    private func judge(
        _ stored: StoredDegree,
        _ state: KeyState?,
        isSigned: Bool
    ) -> CodeJudgement {
        switch (state, stored) {
        case (.active, .degree(let degree)), (.verifyOnly, .degree(let degree)):
            return judge(degree)
        case (.active, .broken(let tagIsRight)), (.verifyOnly, .broken(let tagIsRight)):
            // Without the tag or a signature, a changed row is answered like no row: another answer would
            // show that the locator exists, as often as it is tried.
            if tagIsRight || isSigned {
                return CodeJudgement(judgement: judgement(.integrityFailure, .tampering))
            }
            return CodeJudgement(
                judgement: judgement(.notFound, .tampering, .wrongTag),
                isMiss: true
            )
        case (.compromised, .degree):
            return CodeJudgement(judgement: judgement(.integrityFailure, .distrustedKey))
        case (.active, .nothing), (.verifyOnly, .nothing), (.compromised, _), (.retired, _),
            (.staged, _), (nil, _):
            // The organisation signed a token whose degree it does not know: STATUS_UNKNOWN.
            if isSigned {
                return CodeJudgement(
                    judgement: judgement(.statusUnknown, .genuineTokenWithoutRow)
                )
            }
            return CodeJudgement(judgement: judgement(.notFound, .wrongTag), isMiss: true)
        }
    }

    private func judge(_ degree: StoredDegree.Degree) -> CodeJudgement {
        let view: DegreeView
        switch degree.disclosed {
        case .view(let opened):
            view = opened
        case .wrongDatum:
            return CodeJudgement(judgement: judgement(.notFound, .wrongDatum), isMiss: true)
        case .otherClaims:
            // The organisation's key has signed what the organisation did not record.
            return CodeJudgement(judgement: judgement(.integrityFailure, .tokenOfOtherRecord))
        }
        var answer = Answer(degree.status.verdict, asOf: now)
        answer.degree = view
        answer.statusDate = degree.status.since?.tehranDate
        answer.reason = degree.status.reason
        return CodeJudgement(
            judgement: Judgement(answer: answer),
            entry: view.detail == nil ? nil : AccessLogEntry(by: verifier, at: now)
        )
    }
}
