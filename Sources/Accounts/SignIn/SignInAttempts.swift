import Persian
import Store
import VerifyCore

/// Failed attempts at passwords, second factors and follow secrets: counted before the comparison, forgotten after a
/// success.
///
/// The count belongs to an account *and* a network, so that an attacker delays only attempts from the attacker's network.
extension SignIn {
    /// Attempts that may fail without a delay.
    static let freeAttempts: Int64 = 5
    /// Seconds after the last attempt in which the free ones are counted.
    static let attemptWindow: Int64 = 15 * 60
    /// The first delay in seconds; each further failure doubles it.
    static let firstDelay: Int64 = 15
    /// The longest delay in seconds.
    static let longestDelay: Int64 = 15 * 60
    /// Seconds after the last attempt after which delays are forgotten.
    static let attemptMemory: Int64 = 3_600
    /// Second factors of an account in an hour, from browsers that it does not know; known ones are counted separately.
    static let factorsPerHour: Int64 = 60

    /// What is counted.
    enum AttemptPlace {
        /// Passwords and second factors of an account from a network.
        case account(String, network: String)
        /// Second factors of an account, from known browsers or from others.
        case factors(PersonID, isKnown: Bool)
        /// A tracking number from a network.
        case tracking(String, network: String)
        /// A tracking number from all networks.
        case everyNetwork(tracking: String)

        var text: String {
            switch self {
            case .account(let key, let network): "account \(key) \(network)"
            case .factors(let person, let isKnown): "factors \(person) \(isKnown)"
            case .tracking(let number, let network): "tracking \(number) \(network)"
            case .everyNetwork(let number): "tracking \(number)"
            }
        }
    }

    /// Reserves an attempt of an account from a network; returns the seconds to wait when there is none now.
    func reserveAttempt(
        at place: AttemptPlace,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Int? {
        let hash = try placeHash(place)
        guard let known = try attempts(hash, in: connection) else {
            try setAttempts(hash, 1, first: now, last: now, in: connection)
            return nil
        }
        let memory = known.count < Self.freeAttempts ? Self.attemptWindow : Self.attemptMemory
        if known.last.adding(seconds: memory) <= now {
            try setAttempts(hash, 1, first: now, last: now, in: connection)
            return nil
        }
        if known.count >= Self.freeAttempts {
            let doublings = min(known.count - Self.freeAttempts, 10)
            let delay = min(Self.firstDelay << doublings, Self.longestDelay)
            let free = known.last.adding(seconds: delay)
            if now < free { return Int(free.secondsSinceEpoch - now.secondsSinceEpoch) }
        }
        try setAttempts(hash, known.count + 1, first: known.first, last: now, in: connection)
        return nil
    }

    /// Reserves one of a number of attempts in an hour; returns the seconds to wait when there is none left.
    func reserveAttempt(
        at place: AttemptPlace,
        perHour most: Int64,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Int? {
        let hash = try placeHash(place)
        let known = try attempts(hash, in: connection)
        guard let known, now < known.first.adding(seconds: 3_600) else {
            try setAttempts(hash, 1, first: now, last: now, in: connection)
            return nil
        }
        if known.count >= most {
            let free = known.first.adding(seconds: 3_600)
            return Int(free.secondsSinceEpoch - now.secondsSinceEpoch)
        }
        try setAttempts(hash, known.count + 1, first: known.first, last: now, in: connection)
        return nil
    }

    /// Forgets the attempts of a place after a success.
    func forgetAttempts(at place: AttemptPlace, in connection: Connection) throws {
        try connection.execute(
            "DELETE FROM sign_in_attempt WHERE place = \(try placeHash(place))"
        )
    }

    /// Takes a reserved attempt back that succeeded.
    func releaseAttempt(at place: AttemptPlace, in connection: Connection) throws {
        try connection.execute(
            """
            UPDATE sign_in_attempt
            SET count = count - 1
            WHERE place = \(try placeHash(place)) AND count > 0
            """
        )
    }

    private func attempts(
        _ hash: [UInt8],
        in connection: Connection
    ) throws -> (count: Int64, first: Timestamp, last: Timestamp)? {
        let found = try connection.first(
            "SELECT count, first_at, last_at FROM sign_in_attempt WHERE place = \(hash)"
        ) { (count: try $0.int(0), first: try $0.text(1), last: try $0.text(2)) }
        guard let found, let first = try? Timestamp(parsing: found.first),
            let last = try? Timestamp(parsing: found.last)
        else { return nil }
        return (count: found.count, first: first, last: last)
    }

    private func setAttempts(
        _ hash: [UInt8],
        _ count: Int64,
        first: Timestamp,
        last: Timestamp,
        in connection: Connection
    ) throws {
        let known = try connection.execute(
            """
            UPDATE sign_in_attempt
            SET count = \(count), first_at = \(first.description), last_at = \(last.description)
            WHERE place = \(hash)
            """
        )
        if known == 1 { return }
        try connection.execute(
            """
            INSERT INTO sign_in_attempt (place, count, first_at, last_at)
            VALUES (\(hash), \(count), \(first.description), \(last.description))
            """
        )
    }

    private func placeHash(_ place: AttemptPlace) throws -> [UInt8] {
        try KeyedHash.of(place.text, for: .attempts, by: keys)
    }
}
