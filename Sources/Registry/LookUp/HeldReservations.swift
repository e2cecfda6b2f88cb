import Persian
import Synchronization

/// The reservations of a batch's transaction, held until that transaction has ended.
///
/// A transaction that examines many questions ends outside of `Registry.examine`. So its reservations are
/// held until the next transaction of the same batch begins, or this object goes.
final class HeldReservations: Sendable {
    private let reservations: AttemptReservations
    private let holder: AttemptReservations.Holder
    /// Guards what is held, and the count that each one has written.
    private let held = Mutex<[(reservation: Reservation, counted: Int64)]>([])

    init(_ reservations: AttemptReservations) {
        self.reservations = reservations
        holder = reservations.makeHolder()
    }

    deinit { releaseAll() }

    /// Releases what the batch's last transaction held; call it as the first thing in each transaction.
    func beginTransaction() {
        releaseAll()
    }

    func reserve(_ guess: AttemptReservations.Guess, at now: Timestamp) -> Reservation {
        reservations.reserve(guess, for: holder, at: now)
    }

    /// Holds a reservation whose guess was judged.
    func hold(_ reservation: Reservation, counted: Int64) {
        held.withLock { $0.append((reservation, counted)) }
    }

    private func releaseAll() {
        let ended = held.withLock { held in
            defer { held = [] }
            return held
        }
        for (reservation, counted) in ended {
            reservations.release(reservation, counted: counted)
        }
    }
}

extension Registry {
    /// Returns an object that holds the reservations of one batch.
    func holdReservations() -> HeldReservations {
        HeldReservations(reservations)
    }
}
