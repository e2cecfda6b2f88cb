import Persian
import Store
import VerifyCore

/// The budgets of one-time codes, which count rows of `challenge`.
///
/// A contact has three budgets, so that an attacker does not use up those of the person: for codes that a known browser
/// requests, for sign-ins from other browsers, and for registrations.
extension SignIn {
    /// Whether a code may be sent to a contact now.
    func hasBudget(
        _ contact: String,
        _ purpose: ChallengePurpose,
        isKnown: Bool,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Bool {
        let hashes = try KeyedHash.all(of: contact, for: .contact, by: keys)
        let dayAgo = now.adding(seconds: -86_400)
        let times = try connection.all(
            """
            SELECT created_at
            FROM challenge
            WHERE contact IN (\(list: hashes)) AND created_at > \(dayAgo.description)
                AND purpose IN (\(list: purpose.sameBudget)) AND known = \(isKnown) AND sent = 1
            ORDER BY created_at DESC
            LIMIT \(Self.codesPerDay)
            """
        ) { try $0.text(0) }
        if times.count >= Self.codesPerDay { return false }
        let hourAgo = now.adding(seconds: -3_600).description
        if times.count(where: { $0 > hourAgo }) >= Self.codesPerHour { return false }
        guard let last = times.first else { return true }
        return last <= now.adding(seconds: -Self.codePause).description
    }

    /// Requires that a network has codes left in this hour, whatever the numbers that it typed.
    ///
    /// - Throws: `SignInError.network`.
    func requireBudget(
        of origin: SignInOrigin,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        let hashes = try KeyedHash.all(of: origin.network, for: .network, by: keys)
        let most = origin.isSharedNetwork ? Self.codesPerSharedNetwork : Self.codesPerNetwork
        let times = try connection.all(
            """
            SELECT created_at
            FROM challenge
            WHERE network_mac IN (\(list: hashes))
                AND created_at > \(now.adding(seconds: -3_600).description)
                AND purpose NOT IN ('second-factor', 'rematch')
            ORDER BY created_at DESC
            LIMIT \(most)
            """
        ) { try $0.text(0) }
        guard times.count >= most, let first = times.last else { return }
        let free = (try? Timestamp(parsing: first))?.adding(seconds: 3_600) ?? now
        let wait = Int(free.secondsSinceEpoch - now.secondsSinceEpoch)
        throw SignInError.network(retryAfter: max(1, wait))
    }

    /// Counts the challenges of an hour of all networks, before the transaction of a new one.
    ///
    /// It is read from a snapshot, because a count inside the transaction would make every two of them conflict; so some
    /// more than the limit are possible at the same moment.
    ///
    /// - Throws: `SignInError.registrations` when the registrations are used up. Sign-ins raise the alarm only.
    func requireNationalBudget(_ purpose: ChallengePurpose, at now: Timestamp) async throws {
        let isRegistration = purpose == .claim
        let settings = people.settings
        let most = isRegistration ? settings.registrationsPerHour : settings.signInsPerHour
        let count: SQL = """
            SELECT count(*)
            FROM (
                SELECT 1
                FROM challenge
                WHERE created_at > \(now.adding(seconds: -3_600).description)
                    AND purpose IN (\(list: purpose.sameBudget))
                LIMIT \(most)
            ) AS hour
            """
        let found = try await people.database.read { try $0.first(count) { try $0.int(0) } ?? 0 }
        guard found >= most else { return }
        people.alarm(isRegistration ? .registrations : .signIns)
        if isRegistration { throw SignInError.registrations }
    }
}

extension ChallengePurpose {
    /// The purposes whose codes are counted together with this one's.
    fileprivate var sameBudget: [String] {
        let purposes: [ChallengePurpose] =
            switch self {
            case .claim, .contactChange: [.claim, .contactChange]
            case .signIn, .rematch: [.signIn, .rematch]
            case .stepUp: [.stepUp]
            case .secondFactor: [.secondFactor]
            }
        return purposes.map(\.rawValue)
    }
}
