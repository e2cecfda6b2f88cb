package import Persian
package import Store
package import VerifyCore

/// The phases of services in the database.
package enum ServicePhases {
    /// Returns the offer of a service.
    package static func offer(
        of service: ServiceID,
        by keys: Keyring,
        in connection: Connection
    ) throws -> ServiceOffer {
        let row = try ServicePhaseRow.find(service, in: connection)
        return try row.map { try ServiceOffer($0, by: keys) } ?? .none(of: service)
    }

    /// Sets the phase and the call window of a service.
    ///
    /// A service becomes `closed` only when no case of it is open.
    ///
    /// - Throws: `ServicePhaseError`; `StoreError`.
    package static func set(
        _ phase: ServicePhase,
        of service: ServiceID,
        opensAt: Timestamp? = nil,
        closesAt: Timestamp? = nil,
        by keys: Keyring,
        in connection: Connection
    ) throws {
        if let opensAt, let closesAt, opensAt >= closesAt { throw ServicePhaseError.window }
        if phase == .closed {
            let open = try ServiceReleases.openCases(in: connection)
                .filter { $0.service == service }.reduce(0) { $0 + $1.count }
            if open > 0 { throw ServicePhaseError.openCases(open) }
        }
        var row = ServicePhaseRow(
            service: service.text,
            phase: phase.rawValue,
            opensAt: opensAt?.description,
            closesAt: closesAt?.description
        )
        guard let seal = keys.seal(row.statement) else { throw ServicePhaseError.noActiveKey }
        row.seal = seal
        try row.write(in: connection)
    }

    /// Returns a sentence for each row that was made or changed by hand, or that no key of the keyring confirms.
    package static func problems(
        in database: Database,
        by keys: Keyring
    ) async throws -> [String] {
        try await database.read { connection in
            try ServicePhaseRow.all(in: connection).compactMap { row in
                let name = "phase of \(row.service)"
                return switch keys.verdict(on: row.statement, sealed: row.seal) {
                case .broken: "\(name): the row does not match its seal"
                case .undecided(let missing):
                    "\(name): its data key \(missing.id) is not in the keyring"
                case .distrusted(.compromised): "\(name): its data key is compromised"
                case .intact, .distrusted: nil
                }
            }
        }
    }

    /// Seals every intact row under the active data key; returns how many have a new seal.
    ///
    /// - Throws: `ServicePhaseError.noActiveKey`; `StoreError`.
    package static func reseal(in database: Database, by keys: Keyring) async throws -> Int {
        guard let active = keys.activeDataKey else { throw ServicePhaseError.noActiveKey }
        return try await database.write { connection in
            var renewed = 0
            for var row in try ServicePhaseRow.all(in: connection)
            where !row.seal.starts(with: active.id)
                && keys.verdict(on: row.statement, sealed: row.seal) == .intact
            {
                guard let seal = keys.seal(row.statement) else {
                    throw ServicePhaseError.noActiveKey
                }
                row.seal = seal
                try row.write(in: connection)
                renewed += 1
            }
            return renewed
        }
    }
}

/// Why a phase was not set.
package enum ServicePhaseError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The call window ends before it begins.
    case window
    /// So many cases are open.
    case openCases(Int)
    /// The keyring has no active data key.
    case noActiveKey

    /// What is wrong, as one clause in lower case without a full stop.
    package var description: String {
        switch self {
        case .window: "the call window ends before it begins"
        case .openCases(let count):
            count == 1 ? "1 case of the service is open" : "\(count) cases of the service are open"
        case .noActiveKey: "the keyring has no active data key"
        }
    }
}

extension ServicePhaseError {
    /// What the operator can do, as one clause for a `hint:` line; nil where the description is enough.
    package var hint: String? {
        switch self {
        case .window: nil
        case .openCases: "set the phase closing, which ends new cases"
        case .noActiveKey: Keyring.noActiveKeyHint
        }
    }
}

/// A row of `service_phase` as the database has it, before its seal is checked.
struct ServicePhaseRow: Sendable {
    let service: String
    let phase: String
    let opensAt: String?
    let closesAt: String?
    var seal: [UInt8] = []

    static let columns: SQL = "service, phase, opens_at, closes_at, seal"

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .servicePhase,
            .text(service),
            .text(phase),
            .init(opensAt),
            .init(closesAt)
        )
    }

    static func find(_ service: ServiceID, in connection: Connection) throws -> Self? {
        try connection.first(
            "SELECT \(columns) FROM service_phase WHERE service = \(service.text)"
        ) { try Self($0) }
    }

    static func all(in connection: Connection) throws -> [Self] {
        try connection.all(
            "SELECT \(columns) FROM service_phase ORDER BY service"
        ) { try Self($0) }
    }

    func write(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO service_phase (\(Self.columns))
            VALUES (\(service), \(phase), \(opensAt), \(closesAt), \(seal))
            ON CONFLICT (service) DO UPDATE
            SET phase = excluded.phase, opens_at = excluded.opens_at,
                closes_at = excluded.closes_at, seal = excluded.seal
            """
        )
    }
}

extension ServicePhaseRow {
    /// Reads a row of `columns`.
    fileprivate init(_ row: borrowing Row) throws {
        service = try row.text(0)
        phase = try row.text(1)
        opensAt = try row.optionalText(2)
        closesAt = try row.optionalText(3)
        seal = try row.blob(4)
    }
}

extension ServiceOffer {
    /// A row with the verdict on its seal; a time that cannot be read becomes nil, under a broken seal.
    fileprivate init(_ row: ServicePhaseRow, by keys: Keyring) throws {
        guard let phase = ServicePhase(rawValue: row.phase) else {
            throw StoreError.column(1, expected: "phase")
        }
        self.init(
            service: ServiceID(row.service),
            phase: phase,
            opensAt: row.opensAt.flatMap { try? Timestamp(parsing: $0) },
            closesAt: row.closesAt.flatMap { try? Timestamp(parsing: $0) },
            seal: keys.verdict(on: row.statement, sealed: row.seal)
        )
    }
}
