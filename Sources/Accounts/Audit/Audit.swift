package import Persian
package import Store
package import VerifyCore

/// The writer of the audit trail: one row for each change of records, roles and persons, and for each view of
/// sensitive data.
///
/// The rows of an object form a chain of seals, so that no row can be changed, inserted or removed before the last
/// one. Rows are never changed or deleted; `scripts/invariants` searches for such statements.
package struct Audit: Sendable {
    private let keyring: LiveKeyring

    /// A writer whose seals are under the active data key.
    package init(keyring: LiveKeyring) {
        self.keyring = keyring
    }

    /// Writes a row in the transaction of the change that it records.
    ///
    /// The time of a row is never earlier than that of the row before it.
    ///
    /// `detail`: words of the program, such as a role or a code; never a name, a number or a contact.
    /// - Returns: the number of the row in the trail of the object.
    /// - Throws: `AccountsError.noActiveKey`; `StoreError`.
    @discardableResult
    package func record(
        _ action: String,
        on object: AuditObject,
        by actor: AuditActor,
        detail: String = "",
        at now: Timestamp,
        in connection: Connection
    ) throws -> Int64 {
        let last = try AuditRow.last(of: object, in: connection)
        let at = last.flatMap { try? Timestamp(parsing: $0.at) }.map { max($0, now) } ?? now
        var row = AuditRow(
            action,
            on: object,
            number: (last?.number ?? 0) + 1,
            by: actor,
            detail: detail,
            at: at
        )
        guard let seal = keyring.current.seal(row.statement(after: last?.seal ?? [])) else {
            throw AccountsError.noActiveKey
        }
        row.seal = seal
        try row.insert(in: connection)
        return row.number
    }
}
