import Persian
import Synchronization

/// The guesses that this process is judging, and its wrong ones that a read of the database may not show.
///
/// A question reserves before anything is compared. So each question knows how many other guesses at its
/// address could turn out wrong, and is answered by a plain read only where there are none. The protocol
/// and its proof are in docs/decisions/0035-attempts-are-reserved.md.
final class AttemptReservations: Sendable {
    /// An address and the budget that is charged there.
    struct Key: Hashable, Sendable {
        let address: Int64
        let budget: Attempts.Budget
    }

    /// What a question asserts about an address.
    ///
    /// Two equal guesses are one: both are right, or both wrong.
    struct Guess: Hashable, Sendable {
        let key: Key
        let tag: UInt32
        let datum: Question.Datum?
    }

    /// Whose guesses a reservation belongs to: single questions, or one batch.
    struct Holder: Hashable, Sendable {
        fileprivate let number: Int
        /// All single questions.
        static let singles = Holder(number: 0)
    }

    /// Guesses in flight at one key, without an allocation while there is one.
    fileprivate struct Flight {
        struct Member {
            let tag: UInt32
            let datum: Question.Datum?
            let holder: Holder
            var count: Int
        }
        var first: Member
        var more: [Member] = []
    }

    fileprivate struct State {
        var inFlight: [Key: Flight] = [:]
        var day: Int64 = 0
        /// Counts that a transaction of this process has written since `began`, and in the period before.
        var counted: [Key: Int64] = [:]
        var countedBefore: [Key: Int64] = [:]
        var began: Int64 = 0
        /// Wrong attempts of the day that could not be written.
        var uncounted: [Key: Int64] = [:]
        var lastHolder = 0
    }

    /// Guards the state, for the time of a few look-ups in it.
    private let state = Mutex(State())

    /// How long a count is remembered at least, in seconds: longer than any transaction that still reads
    /// a snapshot from before it.
    fileprivate static let memory: Int64 = 150
    /// Counts that are remembered in a period; more of them end the period early.
    fileprivate static let mostCounted = 100_000
    /// Addresses with attempts that could not be written; a full disk is not remembered for more of them.
    private static let mostUncounted = 50_000
}

/// A guess that is being judged, and what was known of its address when it was reserved.
struct Reservation: Sendable {
    fileprivate let guess: AttemptReservations.Guess
    fileprivate let holder: AttemptReservations.Holder
    /// Whether it is among the guesses in flight; false where the address was locked without it.
    fileprivate let isHeld: Bool
    /// Different guesses in flight at the same address, except those of the same batch.
    fileprivate let others: Int64
    /// Wrong attempts that this process has written.
    private let counted: Int64
    /// Wrong attempts that this process could not write.
    private let uncounted: Int64

    var address: Int64 { guess.key.address }
    var budget: Attempts.Budget { guess.key.budget }

    fileprivate init(
        _ guess: AttemptReservations.Guess,
        _ holder: AttemptReservations.Holder,
        others: Int64,
        counted: Int64,
        uncounted: Int64
    ) {
        self.guess = guess
        self.holder = holder
        self.others = others
        self.counted = counted
        self.uncounted = uncounted
        isHeld = others + counted + uncounted < Attempts.limit
    }

    /// Returns the wrong attempts at the address, given what the database shows.
    func wrongAttempts(_ stored: Attempts) -> Int64 {
        max(stored[budget], counted).saturatingSum(uncounted)
    }

    /// Returns the wrong attempts if every guess in flight turns out wrong.
    func possibleWrongAttempts(_ stored: Attempts) -> Int64 {
        wrongAttempts(stored).saturatingSum(others)
    }

    /// Whether this process knows of no other attempt at the address.
    var isAlone: Bool { others + counted + uncounted == 0 }
}

extension Int64 {
    /// The database is not trusted: a count near the largest number must not stop the program.
    fileprivate func saturatingSum(_ other: Int64) -> Int64 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? .max : sum
    }
}

extension AttemptReservations {
    /// Reserves a guess, before anything is compared.
    func reserve(_ guess: Guess, for holder: Holder = .singles, at now: Timestamp) -> Reservation {
        let day = now.tehranDay
        return state.withLock { state in
            state.turn(to: day, now.secondsSinceEpoch)
            let flight = state.inFlight.index(forKey: guess.key)
            let reservation = Reservation(
                guess,
                holder,
                others: flight.map { state.inFlight.values[$0].others(than: guess, of: holder) }
                    ?? 0,
                counted: state.known(guess.key),
                uncounted: state.uncounted.isEmpty ? 0 : state.uncounted[guess.key] ?? 0
            )
            if reservation.isHeld { state.add(guess, holder, at: flight) }
            return reservation
        }
    }

    /// Ends a reservation, after the guess was judged and what it had to write is durable.
    ///
    /// `counted`: The wrong attempts at the address as its transaction left them; 0 when it wrote none.
    func release(_ reservation: Reservation, counted: Int64 = 0) {
        state.withLock { state in
            if counted > 0 {
                let key = reservation.guess.key
                state.counted[key] = max(state.counted[key] ?? 0, counted)
            }
            state.remove(reservation)
        }
    }

    /// Ends the reservation of a wrong guess whose count could not be written; it counts here until the
    /// day ends.
    func keepUncounted(_ reservation: Reservation) {
        state.withLock { state in
            let key = reservation.guess.key
            if state.uncounted[key] != nil || state.uncounted.count < Self.mostUncounted {
                state.uncounted[key, default: 0] += 1
            }
            state.remove(reservation)
        }
    }

    /// Returns a new holder, for the guesses of one batch.
    func makeHolder() -> Holder {
        state.withLock { state in
            state.lastHolder += 1
            return Holder(number: state.lastHolder)
        }
    }
}

extension AttemptReservations.State {
    /// Forgets the counts of former days, and those that every read shows by now.
    ///
    /// A clock that goes back to a former day forgets nothing.
    fileprivate mutating func turn(to day: Int64, _ now: Int64) {
        if day > self.day {
            self.day = day
            (counted, countedBefore, uncounted) = ([:], [:], [:])
            began = now
        } else if abs(now - began) >= AttemptReservations.memory
            || counted.count >= AttemptReservations.mostCounted
        {
            (counted, countedBefore) = ([:], counted)
            began = now
        }
    }

    fileprivate func known(_ key: AttemptReservations.Key) -> Int64 {
        if counted.isEmpty && countedBefore.isEmpty { return 0 }
        return max(counted[key] ?? 0, countedBefore[key] ?? 0)
    }

    /// Adds a guess at the index of its key, nil where no guess is in flight there: a look-up hashes its key
    /// as seldom as possible.
    fileprivate mutating func add(
        _ guess: AttemptReservations.Guess,
        _ holder: AttemptReservations.Holder,
        at index: Dictionary<AttemptReservations.Key, AttemptReservations.Flight>.Index?
    ) {
        let member = AttemptReservations.Flight.Member(
            tag: guess.tag,
            datum: guess.datum,
            holder: holder,
            count: 1
        )
        if let index {
            inFlight.values[index].add(member)
        } else {
            inFlight[guess.key] = AttemptReservations.Flight(first: member)
        }
    }

    fileprivate mutating func remove(_ reservation: Reservation) {
        guard reservation.isHeld,
            let index = inFlight.index(forKey: reservation.guess.key)
        else { return }
        if inFlight.values[index].remove(reservation.guess, reservation.holder) {
            inFlight.remove(at: index)
        }
    }
}

extension AttemptReservations.Flight {
    /// Counts the guesses that differ from one, except those of the same batch.
    func others(
        than guess: AttemptReservations.Guess,
        of holder: AttemptReservations.Holder
    ) -> Int64 {
        var count: Int64 = first.isOther(than: guess, of: holder) ? 1 : 0
        for member in more where member.isOther(than: guess, of: holder) { count += 1 }
        return count
    }

    /// Joins an equal guess, or adds another.
    mutating func add(_ member: Member) {
        if first.isSame(as: member) {
            first.count += 1
        } else if let index = more.firstIndex(where: { $0.isSame(as: member) }) {
            more[index].count += 1
        } else {
            more.append(member)
        }
    }

    /// Removes a guess; true when it was the last one.
    mutating func remove(
        _ guess: AttemptReservations.Guess,
        _ holder: AttemptReservations.Holder
    ) -> Bool {
        let member = Member(tag: guess.tag, datum: guess.datum, holder: holder, count: 1)
        if first.isSame(as: member) {
            first.count -= 1
            guard first.count == 0 else { return false }
            guard let next = more.popLast() else { return true }
            first = next
        } else if let index = more.firstIndex(where: { $0.isSame(as: member) }) {
            more[index].count -= 1
            if more[index].count == 0 { more.remove(at: index) }
        }
        return false
    }
}

extension AttemptReservations.Flight.Member {
    fileprivate func isSame(as other: Self) -> Bool {
        tag == other.tag && holder == other.holder && datum == other.datum
    }

    /// A batch reads its own wrong guesses in its transaction, so they are no others to it.
    fileprivate func isOther(
        than guess: AttemptReservations.Guess,
        of holder: AttemptReservations.Holder
    ) -> Bool {
        if holder != .singles, self.holder == holder { return false }
        return tag != guess.tag || datum != guess.datum
    }
}
