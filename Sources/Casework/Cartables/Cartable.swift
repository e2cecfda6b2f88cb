package import Accounts
package import Persian
import Store
import VerifyCore

/// An address of waiting cases: role, service and organisation.
///
/// It exists as soon as a case needs it (`cartable`).
package struct Cartable: Sendable, Hashable {
    /// How far a cartable has a holder.
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// A case needs it, and no holder was requested.
        case missing
        /// A holder was requested.
        case requested
        /// It has a holder.
        case active
        /// The holder left.
        case vacant
        /// No case waits, and none is expected: its organisation has a successor.
        case closed

        /// Whether a holder is to be found until `due_at`.
        var hasDue: Bool {
            switch self {
            case .missing, .requested, .vacant: true
            case .active, .closed: false
            }
        }
    }

    /// The id, a UUID.
    package let id: String
    /// The role of its holder.
    package let role: Role
    /// The service.
    package let service: ServiceID
    /// The organisation.
    package let organisation: OrganisationCode
    /// How far it has a holder.
    package internal(set) var state: State
    /// Since when it has the state.
    package internal(set) var since: Timestamp
    /// The state up to which a worker has rewritten the dues of the cases behind it.
    package internal(set) var duesSince: Timestamp
    /// The case that requests a holder.
    package internal(set) var requestCase: String?
    /// Until when it must have a holder; nil where it has one or is closed.
    package internal(set) var dueAt: Timestamp?
    var seal: [UInt8] = []
}

/// The rows of `cartable`.
extension Cartable {
    static let columns: SQL = """
        id, role, service, organisation, state, since, dues_since, request_case, due_at, seal
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        role = try StoredWord.required(try row.text(1), "cartable.role")
        service = ServiceID(try row.text(2))
        organisation = OrganisationCode(try row.text(3))
        state = try StoredWord.required(try row.text(4), "cartable.state")
        since = try Timestamp(parsing: try row.text(5))
        duesSince = try Timestamp(parsing: try row.text(6))
        requestCase = try row.optionalText(7)
        dueAt = try row.optionalText(8).map { try Timestamp(parsing: $0) }
        seal = try row.blob(9)
    }

    private static let byAddress = PreparedSQL {
        (role: String, service: String, organisation: String) in
        """
        SELECT \(columns)
        FROM cartable
        WHERE role = \(role) AND service = \(service) AND organisation = \(organisation)
        """
    }

    /// Returns the cartable of an address; nil when there is none.
    static func find(
        _ role: Role,
        _ service: ServiceID,
        _ organisation: OrganisationCode,
        in connection: Connection
    ) throws -> Cartable? {
        try connection.first(byAddress(role.rawValue, service.text, organisation.text)) {
            try Cartable($0)
        }
    }

    /// Returns the cartable of an id; nil when there is none.
    static func find(_ id: String, in connection: Connection) throws -> Cartable? {
        try connection.first("SELECT \(columns) FROM cartable WHERE id = \(id)") {
            try Cartable($0)
        }
    }

    /// Returns every cartable, by its id.
    static func all(in connection: Connection) throws -> [Cartable] {
        try connection.all("SELECT \(columns) FROM cartable ORDER BY id") { try Cartable($0) }
    }

    /// What the seal covers: every column except `dues_since`, which is the progress of a worker.
    var statement: RowStatement {
        RowStatement(
            .cartable,
            .text(id),
            .text(role.rawValue),
            .text(service.text),
            .text(organisation.text),
            .text(state.rawValue),
            .text(since.description),
            .init(requestCase),
            .init(dueAt?.description)
        )
    }

    /// Inserts a cartable that does not exist; another transaction may have inserted it.
    func insertIfMissing(by keys: Keyring, in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO cartable (\(Self.columns))
            VALUES (
                \(id), \(role.rawValue), \(service.text), \(organisation.text),
                \(state.rawValue), \(since.description), \(duesSince.description),
                \(requestCase), \(dueAt?.description), \(try keys.caseSeal(statement))
            )
            ON CONFLICT DO NOTHING
            """
        )
    }

    /// Writes a changed state, if the row is still as it was read.
    ///
    /// - Throws: `StoreError.conflict` where another transaction changed it.
    func update(by keys: Keyring, in connection: Connection) throws {
        let changed = try connection.execute(
            """
            UPDATE cartable
            SET
                state = \(state.rawValue), since = \(since.description),
                request_case = \(requestCase), due_at = \(dueAt?.description),
                seal = \(try keys.caseSeal(statement))
            WHERE id = \(id) AND seal = \(seal)
            """
        )
        guard changed == 1 else { throw StoreError.conflict }
    }
}
