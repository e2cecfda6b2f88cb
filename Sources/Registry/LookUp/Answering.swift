package import Persian
import Store
import VerifyCore

/// Answering a question: reserve, read, and where a read is not enough, decide in a write transaction.
///
/// 1. The text is parsed, and a token's signature verified, without the database.
/// 2. The guess is reserved, so that parallel questions know of each other.
/// 3. One row is read by its key. A right code at an address without other attempts is answered from it
///    (T0, no write); a locked address too. Where there is a replica, it is read first for such codes.
/// 4. All else is decided in a write transaction: a wrong attempt is counted, a view beyond T0 leaves its
///    entry in the access log, and an answer is returned when that is durable.
///
/// Why this keeps the limits with any number of connections and daemons is in
/// docs/decisions/0035-attempts-are-reserved.md.
extension Registry {
    /// Answers a question.
    ///
    /// - Throws: `StoreError` when the database cannot answer; what a question finds is always an `Answer`.
    package func answer(
        _ question: Question,
        from verifier: Verifier,
        at now: Timestamp
    ) async throws -> Answer {
        let lookUp = LookUp(question, from: verifier, at: now, keyring.current)
        // Answered also while the database is away.
        if case .specimen(let specimen) = lookUp.subject { return lookUp.judge(specimen).answer }
        guard let guess = lookUp.guess else { return try await answer(lookUp) }
        let reservation = reservations.reserve(guess, at: now)
        if let answer = await replica?.answer(lookUp, reservation) {
            reservations.release(reservation)
            return answer
        }
        var isKept = false
        var counted: Int64 = 0
        defer {
            if isKept {
                reservations.keepUncounted(reservation)
            } else {
                reservations.release(reservation, counted: counted)
            }
        }
        let read = try await read(lookUp, reservation)
        if case .settled(let judgement) = read { return report(judgement) }
        do {
            let decided = try await decide(lookUp, reservation)
            counted = decided.counted
            return report(decided.judgement)
        } catch let error as StoreError {
            // A read has judged the code as wrong: that may be answered although it could not be counted.
            // It counts in this process until the day ends, so the next guess needs the database.
            guard case .needsWrite(let judgement, _) = read else { throw error }
            isKept = true
            observer.notice(.attemptNotCounted)
            return report(judgement)
        }
    }

    /// Answers a question in which nothing can be guessed.
    private func answer(_ lookUp: LookUp) async throws -> Answer {
        if let answer = await replica?.answer(lookUp, nil) { return answer }
        if case .settled(let judgement) = try await read(lookUp, nil) { return report(judgement) }
        return report(try await decide(lookUp, nil).judgement)
    }

    private func read(_ lookUp: LookUp, _ reservation: Reservation?) async throws -> LookUpOutcome?
    {
        try await database.lookUp(ahead: lookUp.ahead) { connection in
            try lookUp.read(in: connection, reservation)
        }
    }

    private func decide(
        _ lookUp: LookUp,
        _ reservation: Reservation?
    ) async throws -> (judgement: Judgement, counted: Int64) {
        try await database.write { connection in
            try lookUp.decide(in: connection, reservation).settle(at: lookUp.now, in: connection)
        }
    }

    private func report(_ judgement: Judgement) -> Answer {
        for notice in judgement.notices { observer.notice(notice) }
        return judgement.answer
    }
}

extension Registry {
    /// Answers a question inside the caller's write transaction, for a batch.
    ///
    /// `held`: Holds the batch's reservations until the transaction has ended.
    func examine(
        _ question: Question,
        from verifier: Verifier,
        at now: Timestamp,
        holding held: HeldReservations,
        in connection: Connection
    ) throws -> Answer {
        let lookUp = LookUp(question, from: verifier, at: now, keyring.current)
        let reservation = lookUp.guess.map { held.reserve($0, at: now) }
        var counted: Int64 = 0
        defer {
            if let reservation { held.hold(reservation, counted: counted) }
        }
        let decided = try lookUp.decide(in: connection, reservation, isBatch: true)
            .settle(at: now, in: connection)
        counted = decided.counted
        return report(decided.judgement)
    }
}
