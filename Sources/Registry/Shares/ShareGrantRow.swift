import Persian
import Store
import VerifyCore

/// A row of `share_grant` as the database has it, before its seal is checked.
struct ShareGrantRow: Sendable {
    let id: String
    let person: String
    let degreeVersion: String
    /// The raw values of the fields, with spaces between them.
    let fields: String
    let tokenMAC: [UInt8]
    let pinMAC: [UInt8]?
    var wrongPINs: Int64
    var usesLeft: Int64
    let madeAt: String
    let expiresAt: String
    var disabledAt: String?
    var seal: [UInt8]

    /// The wrong PINs that end a grant.
    static let wrongPINLimit: Int64 = 5

    static let columns: SQL = """
        id, person, degree_version, fields, token_mac, pin_mac, wrong_pins, uses_left, made_at,
        expires_at, disabled_at, seal
        """

    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        id = try row.text(0)
        person = try row.text(1)
        degreeVersion = try row.text(2)
        fields = try row.text(3)
        tokenMAC = try row.blob(4)
        pinMAC = try row.optionalBlob(5)
        wrongPINs = try row.int(6)
        usesLeft = try row.int(7)
        madeAt = try row.text(8)
        expiresAt = try row.text(9)
        disabledAt = try row.optionalText(10)
        seal = try row.blob(11)
    }

    /// A new grant, without its seal.
    init(
        _ draft: ShareDraft,
        id: String,
        of degree: RecordID,
        by person: String,
        tokenMAC: [UInt8],
        pinMAC: [UInt8]?,
        at now: Timestamp
    ) {
        self.id = id
        self.person = person
        degreeVersion = degree.description
        fields = draft.fields.map(\.rawValue).joined(separator: " ")
        self.tokenMAC = tokenMAC
        self.pinMAC = pinMAC
        wrongPINs = 0
        usesLeft = Int64(draft.uses)
        madeAt = now.description
        expiresAt = now.adding(seconds: Int64(draft.days) * 86_400).description
        seal = []
    }

    /// What the seal covers: every other column.
    var statement: RowStatement {
        RowStatement(
            .shareGrant,
            .text(id),
            .text(person),
            .text(degreeVersion),
            .text(fields),
            .bytes(tokenMAC),
            .init(pinMAC),
            .integer(wrongPINs),
            .integer(usesLeft),
            .text(madeAt),
            .text(expiresAt),
            .init(disabledAt)
        )
    }
}

extension ShareGrantRow {
    /// Inserts the row with its seal.
    func insert(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO share_grant (\(Self.columns))
            VALUES (
                \(id), \(person), \(degreeVersion), \(fields), \(tokenMAC), \(pinMAC), \(wrongPINs),
                \(usesLeft), \(madeAt), \(expiresAt), \(disabledAt), \(seal)
            )
            """
        )
    }

    /// Writes counters and end, if the row still has the seal `former`.
    ///
    /// - Throws: `StoreError.conflict` where another transaction changed it.
    func update(replacing former: [UInt8], in connection: Connection) throws {
        let changed = try connection.execute(
            """
            UPDATE share_grant
            SET
                wrong_pins = \(wrongPINs), uses_left = \(usesLeft), disabled_at = \(disabledAt),
                seal = \(seal)
            WHERE id = \(id) AND seal = \(former)
            """
        )
        guard changed == 1 else { throw StoreError.conflict }
    }

    /// Returns the row of a token; nil when there is none.
    static func find(
        tokenMACs: [[UInt8]],
        in connection: Connection
    ) throws -> ShareGrantRow? {
        for mac in tokenMACs {
            let found = try connection.first(
                "SELECT \(columns) FROM share_grant WHERE token_mac = \(mac)"
            ) { try ShareGrantRow($0) }
            if let found { return found }
        }
        return nil
    }

    /// Returns the rows of a version of a degree, newest first.
    static func all(
        of degree: RecordID,
        limit: Int,
        in connection: Connection
    ) throws -> [ShareGrantRow] {
        try connection.all(
            """
            SELECT \(columns)
            FROM share_grant
            WHERE degree_version = \(degree.description)
            ORDER BY made_at DESC, id
            LIMIT \(limit)
            """
        ) { try ShareGrantRow($0) }
    }
}

extension ShareGrantRow {
    /// Whether the link opens at a moment.
    func state(at now: Timestamp) -> ShareGrant.State {
        if disabledAt != nil { return .disabled }
        if wrongPINs >= Self.wrongPINLimit { return .wrongPINs }
        if usesLeft <= 0 { return .usedUp }
        guard let end = try? Timestamp(parsing: expiresAt), now < end else { return .expired }
        return .open
    }

    /// The fields that are shown.
    var shared: [ShareField] {
        fields.split(separator: " ").compactMap { ShareField(rawValue: String($0)) }
    }

    /// Returns the grant as its holder sees it; nil for times that this program does not write.
    func grant(at now: Timestamp) -> ShareGrant? {
        guard let made = try? Timestamp(parsing: madeAt),
            let end = try? Timestamp(parsing: expiresAt)
        else { return nil }
        return ShareGrant(
            id: id,
            fields: shared,
            hasPIN: pinMAC != nil,
            usesLeft: usesLeft,
            madeAt: made,
            expiresAt: end,
            state: state(at: now)
        )
    }
}

extension Registry {
    /// Checks the seal of every share grant.
    func checkShareGrants(_ problem: (String) -> Void) async throws {
        let keys = keyring.current
        try await forEachRow(after: "") { after, connection in
            try connection.all(
                """
                SELECT \(ShareGrantRow.columns)
                FROM share_grant
                WHERE id > \(after)
                ORDER BY id
                LIMIT \(Self.checkedAtOnce)
                """
            ) { (key: try $0.text(0), value: try? ShareGrantRow($0)) }
        } visit: { row in
            guard let row else { return report("a share grant cannot be read", problem) }
            guard let fault = keys.fault(of: row.statement, sealed: row.seal) else { return }
            report("share grant \(row.id.prefix(8)): \(fault)", problem)
        }
    }
}
