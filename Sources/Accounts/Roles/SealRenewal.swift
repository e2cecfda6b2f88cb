package import Persian
import Store
import VerifyCore

/// New seals and ciphers after a rotation of the data key, so that the former key can be retired.
extension Roles {
    /// The most rows, or persons with their rows, of one transaction.
    static let renewedAtOnce = 50

    /// Renews the seal and the ciphers of every row of Accounts that is right under a former data key; returns how many.
    ///
    /// Sessions and challenges are left: they end within hours. The audit trail gets one more row for each object, because
    /// its rows never change. A row that is wrong stays as it is, and `db check` names it. Each part is a transaction, so
    /// it can be run again after an interruption.
    ///
    /// - Throws: `AccountsError.noActiveKey`; `MissingKey`.
    package func renewSeals(at now: Timestamp) async throws -> Int {
        guard keyring.current.activeDataKey != nil else { throw AccountsError.noActiveKey }
        var count = try await renewKeys()
        count += try await renew(OrganisationRow.self)
        count += try await renew(RoleGrantRow.self)
        count += try await renew(DelegationRow.self)
        count += try await renew(InvitationRow.self)
        count += try await renew(ProposalRow.self)
        count += try await renew(UploadOrderRow.self)
        count += try await renew(MonthlyConfirmationRow.self)
        count += try await renewPersons()
        count += try await anchorTrails(at: now)
        return count
    }

    /// Whether a seal is right, and under another key than the active one.
    func isFormer(_ statement: RowStatement, _ seal: [UInt8], _ keys: Keyring) -> Bool {
        guard let active = keys.activeDataKey, !seal.starts(with: active.id) else { return false }
        return keys.verdict(on: statement, sealed: seal) == .intact
    }

    private func renew<Row: AccountsRow>(_ type: Row.Type) async throws -> Int {
        let keys = keyring.current
        var (count, last) = (0, SQLValue?.none)
        while true {
            let after = last
            let (renewed, end) = try await database.write { connection in
                let page = try AccountsRows.page(of: type, after: after, in: connection)
                var renewed = 0
                for row in page where isFormer(row.statement, row.seal, keys) {
                    var new = row
                    try new.renewCiphers(by: keys, after: false)
                    try new.save(replacing: row.seal, by: keys, in: connection)
                    renewed += 1
                }
                return (renewed, page.last?.key)
            }
            count += renewed
            guard let end else { return count }
            last = end
        }
    }

    private func renewKeys() async throws -> Int {
        let keys = keyring.current
        let accounts = Accounts(database: database, keyring: keyring)
        var (count, last) = (0, Int64.min)
        while true {
            let after = last
            let (renewed, end) = try await database.write { connection in
                let rows = try connection.all(
                    """
                    SELECT \(APIKeyRow.columns)
                    FROM api_key
                    WHERE id > \(after)
                    ORDER BY id
                    LIMIT \(AccountsRows.pageSize)
                    """
                ) { try APIKeyRow($0) }
                var renewed = 0
                for row in rows where isFormer(row.statement, row.seal, keys) {
                    _ = try accounts.seal(row, in: connection)
                    renewed += 1
                }
                return (renewed, rows.last?.id)
            }
            count += renewed
            guard let end else { return count }
            last = end
        }
    }

    /// Adds a row under the active key to each trail whose last row is under another one; returns how many.
    func anchorTrails(at now: Timestamp) async throws -> Int {
        let keys = keyring.current
        guard let active = keys.activeDataKey else { throw AccountsError.noActiveKey }
        var (count, last) = (0, AuditRow?.none)
        while true {
            let after = last
            let (added, end) = try await database.write { connection in
                let ends = try AuditRow.ends(after: after, in: connection)
                var added = 0
                for end in ends where !end.seal.starts(with: active.id) {
                    guard let kind = AuditObject.Kind(rawValue: end.objectKind) else { continue }
                    try audit.record(
                        "resealed",
                        on: AuditObject(kind, end.objectID),
                        by: .system("reseal"),
                        at: now,
                        in: connection
                    )
                    added += 1
                }
                return (added, ends.last)
            }
            count += added
            guard let end else { return count }
            last = end
        }
    }
}

extension AuditRow {
    /// Returns the last row of each object after that of a row, at most a page.
    fileprivate static func ends(
        after row: AuditRow?,
        in connection: Connection
    ) throws -> [AuditRow] {
        let behind: SQL =
            row.map {
                "AND (object_kind, object_id) > (\($0.objectKind), \($0.objectID))"
            } ?? ""
        return try connection.all(
            """
            SELECT \(columns)
            FROM audit AS a
            WHERE n = (
                SELECT max(n) FROM audit AS b
                WHERE b.object_kind = a.object_kind AND b.object_id = a.object_id
            )
            \(behind)
            ORDER BY object_kind, object_id
            LIMIT \(AccountsRows.pageSize)
            """
        ) { try AuditRow($0) }
    }
}
