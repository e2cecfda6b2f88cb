import Persian
import Store
import VerifyCore

/// A row of `degree` whose seal is right, with everything that a change of it needs.
struct SealedRow: Sendable {
    let code: AuthenticityCode
    let key: CodeKey
    let record: DegreeRecord
    let recordDigest: Digest
    let status: DegreeStatus
    let token: [UInt8]
    let rowMAC: [UInt8]
    let graduate: Int64
    let issuedAt: Timestamp
    let issuedBy: String?
}

/// A row as read from the database, not trusted.
struct UncheckedRow: Sendable {
    let address: Int64
    let uuid: [UInt8]
    let graduate: Int64
    let replaced: Int64
    let record: [UInt8]
    let statusCode: Int64
    let statusAt: String?
    let statusReason: Int64?
    let token: [UInt8]
    let rowMAC: [UInt8]
    let issuedAt: String
    let issuedBy: String?
    /// The keyed hash of the document; nil in a row of an earlier version.
    let document: [UInt8]?
    /// Nil in a row of an earlier version.
    let seal: [UInt8]?
    /// The decision of a case; nil for a degree that no case decided.
    let decision: String?

    static let columns: SQL = """
        id, uuid, graduate, replaced, record, status, status_at, status_reason, token, row_mac,
        issued_at, issued_by, document, seal, decision
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        address = try row.int(0)
        uuid = try row.blob(1)
        graduate = try row.int(2)
        replaced = try row.int(3)
        record = try row.blob(4)
        statusCode = try row.int(5)
        statusAt = try row.optionalText(6)
        statusReason = try row.optionalInt(7)
        token = try row.blob(8)
        rowMAC = try row.blob(9)
        issuedAt = try row.text(10)
        issuedBy = try row.optionalText(11)
        document = try row.optionalBlob(12)
        seal = try row.optionalBlob(13)
        decision = try row.optionalText(14)
    }

    /// The id of the key that the row's address names; nil for an address that no code has.
    var keyID: UInt8? { Self.keyID(at: address) }

    /// Returns the id of the key that an address names; nil for an address that no code has.
    static func keyID(at address: Int64) -> UInt8? {
        UInt8(exactly: address / Int64(AuthenticityCode.locators))
    }

    var locator: UInt32 {
        UInt32(truncatingIfNeeded: address % Int64(AuthenticityCode.locators))
    }

    /// The institution that the record names, as far as it can be read; the seal is not checked.
    var institution: String? {
        try? RecordSummary(decoding: record.span).institutionCode
    }
}

/// What is wrong with a row of `degree`.
enum DegreeRowFault: Error {
    /// The MAC does not cover the record, status or token that the row has.
    case mac
    /// The row has no seal: an earlier version wrote it.
    case unsealed
    /// The seal does not cover the other columns as the row has them.
    case seal

    /// What is wrong, for an operator.
    var description: String {
        switch self {
        case .mac: "the row does not match its MAC"
        case .unsealed: "the row has no seal; verify-cli db seal seals rows of an earlier version"
        case .seal: "the row does not match its seal"
        }
    }
}

extension SealedRow {
    /// Checks a row's MAC and seal.
    ///
    /// - Throws: What is wrong when any value differs from what the program wrote.
    init(checking row: UncheckedRow, key: CodeKey) throws(DegreeRowFault) {
        guard let opened = SealedRow(openedBy: row, key: key) else { throw .mac }
        guard let seal = row.seal else { throw .unsealed }
        guard key.verifies(row.statement, sealed: seal), row.decision == opened.record.decision,
            row.document.map({ $0 == key.documentHash(of: Graduate(opened.record)) }) ?? true
        else { throw .seal }
        self = opened
    }

    /// Opens a row whose MAC is right, whatever its seal; nil when the MAC is wrong.
    init?(openedBy row: UncheckedRow, key: CodeKey) {
        let digest = SHA256.digest(of: row.record.span)
        guard let status = DegreeStatus(row.statusCode, at: row.statusAt, reason: row.statusReason),
            let mac = Digest(row.rowMAC),
            mac
                == key.rowMAC(
                    locator: row.locator,
                    recordDigest: digest,
                    status: status,
                    token: row.token.span
                ),
            let code = key.code(locator: row.locator, recordDigest: digest),
            let record = try? DegreeRecord(decoding: row.record),
            record.uuid.bytes == row.uuid,
            let issuedAt = try? Timestamp(parsing: row.issuedAt)
        else { return nil }
        self.init(
            code: code,
            key: key,
            record: record,
            recordDigest: digest,
            status: status,
            token: row.token,
            rowMAC: row.rowMAC,
            graduate: row.graduate,
            issuedAt: issuedAt,
            issuedBy: row.issuedBy
        )
    }

    /// Whether another version has taken its place.
    var isSuperseded: Bool {
        if case .superseded = status { true } else { false }
    }

    /// Returns the MAC of the row with another status.
    func rowMAC(with status: DegreeStatus) -> [UInt8] {
        key.rowMAC(
            locator: code.locator,
            recordDigest: recordDigest,
            status: status,
            token: token.span
        ).bytes
    }
}

extension Registry {
    /// Returns the row of a condition with its seal checked; nil when there is none.
    ///
    /// - Throws: `RegistryError.keyUnusable` for a row under a key that no longer verifies;
    ///   `.integrityFailure`, with an alarm, for a row that was changed by hand.
    func sealedRow(where condition: SQL, in connection: Connection) throws -> SealedRow? {
        try uncheckedRow(where: condition, in: connection).map { try checked(usable: $0) }
    }

    private func uncheckedRow(
        where condition: SQL,
        in connection: Connection
    ) throws -> UncheckedRow? {
        try connection.first(
            "SELECT \(UncheckedRow.columns) FROM degree WHERE \(condition)"
        ) { try unchecked($0) }
    }

    /// Checks the seal of a row, which must be under a key that still verifies.
    private func checked(usable row: UncheckedRow) throws -> SealedRow {
        let (sealed, state) = try checked(row)
        guard state.verifies else { throw RegistryError.keyUnusable(id: sealed.key.id) }
        return sealed
    }

    /// Returns the row of a condition, of a degree that an actor may act on, with its seal checked.
    ///
    /// - Throws: `RegistryError.noSuchDegree` when there is none, and for the degree of another institution:
    ///   its identifiers are answered like absent ones, whatever the state of its row. As `sealedRow(where:)`.
    func sealedRow(
        where condition: SQL,
        for actor: Actor,
        in connection: Connection
    ) throws -> SealedRow {
        let found = try uncheckedRow(where: condition, in: connection)
        // Before the seal is checked, because a fault of it must not show that the row exists.
        if let found, let owner = found.institution, !actor.actsFor(institution: owner) {
            throw RegistryError.noSuchDegree
        }
        guard let sealed = try found.map({ try checked(usable: $0) }),
            actor.actsFor(institution: sealed.record.institutionCode)
        else { throw RegistryError.noSuchDegree }
        return sealed
    }

    /// Reads a row of `UncheckedRow.columns`.
    ///
    /// - Throws: `RegistryError.integrityFailure`, with an alarm, for values of other types than this
    ///   program writes: the row was changed by hand.
    func unchecked(_ row: borrowing Row) throws -> UncheckedRow {
        do {
            return try UncheckedRow(row)
        } catch StoreError.column {
            observer.notice(.tampering)
            throw RegistryError.integrityFailure
        }
    }

    /// Checks the seal of a row; returns it with the state of the key that sealed it.
    ///
    /// - Throws: `MissingKey` for a row of a key that this machine never had; `RegistryError.keyUnusable`;
    ///   `.integrityFailure`.
    func checked(_ row: UncheckedRow) throws -> (row: SealedRow, state: KeyState) {
        let keys = keyring.current
        guard let id = row.keyID, let (key, state) = keys.codeKey(id) else {
            let missing = MissingKey.code(row.keyID ?? 0)
            if row.keyID != nil, keys.facts(id: missing.id) == nil { throw missing }
            throw RegistryError.keyUnusable(id: row.keyID ?? 0)
        }
        do {
            return (try SealedRow(checking: row, key: key), state)
        } catch {
            observer.notice(.tampering)
            throw RegistryError.integrityFailure
        }
    }
}
