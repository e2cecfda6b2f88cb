package import Persian
import Store
import VerifyCore

/// New ciphers after a rotation of the data key, so that the former key can be retired.
extension Outbox {
    /// The most messages of one transaction.
    private static let renewedAtOnce = 200

    /// Encrypts every message under the active data key that is right under a former one; returns how many.
    ///
    /// A row that cannot be opened stays as it is, and `db check` names it. Each part is a transaction, so it can be run
    /// again after an interruption, and while daemons send.
    ///
    /// - Throws: `OutboxError.noActiveKey`; `MissingKey`.
    package func renewCiphers() async throws -> Int {
        let keys = keyring.current
        guard let key = keys.activeDataKey else { throw OutboxError.noActiveKey }
        var (count, last) = (0, "")
        while true {
            let after = last
            let (renewed, end) = try await database.write { connection in
                let rows = try connection.all(
                    """
                    SELECT \(OutboxRow.columns)
                    FROM outbox
                    WHERE id > \(after)
                    ORDER BY id
                    LIMIT \(Self.renewedAtOnce)
                    """
                ) { try OutboxRow($0) }
                let renewed = try rows.count { try $0.renew(from: keys, to: key, in: connection) }
                return (renewed, rows.last?.id)
            }
            count += renewed
            guard let end else { return count }
            last = end
        }
    }
}

extension Outbox {
    /// Drops the messages that wait under a data key that is retired or compromised; returns how many.
    ///
    /// After a compromise no message of that key is believed, and its invitations and codes open nothing.
    package func dropUnreadable(at now: Timestamp) async throws -> Int {
        let keys = keyring.current
        return try await database.write { connection in
            let rows = try connection.all(
                """
                SELECT \(OutboxRow.columns)
                FROM outbox
                WHERE state IN ('ready', 'sending', 'unknown')
                """
            ) { try OutboxRow($0) }
            return try rows.filter { $0.isOfDistrustedKey(in: keys) }.count { row in
                try connection.execute(
                    """
                    UPDATE outbox
                    SET state = \(MessageState.dropped), next_at = \(now.description)
                    WHERE id = \(row.id) AND state = \(row.state)
                    """
                ) == 1
            }
        }
    }
}

extension OutboxRow {
    /// Encrypts the columns under a key; false where they are, or cannot be opened.
    fileprivate func renew(
        from keys: Keyring,
        to key: DataKey,
        in connection: Connection
    ) throws -> Bool {
        let isRenewed = [recipient, recipientMAC, body].allSatisfy { $0.starts(with: key.id) }
        guard !isRenewed, let opened = try opened(by: keys) else { return false }
        try connection.execute(
            """
            UPDATE outbox
            SET recipient = \(try key.sealOutbox(Array(opened.recipient.text.utf8), .recipient, of: id)),
                recipient_mac = \(try key.outboxMAC(of: opened.recipient)),
                body = \(try key.sealOutbox(opened.content.encoded, .body, of: id))
            WHERE id = \(id)
            """
        )
        return true
    }
}
