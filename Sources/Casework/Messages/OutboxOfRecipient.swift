package import Accounts
import Store
import VerifyCore

extension Outbox {
    /// Returns at most `limit` messages to some contacts, the newest first, as their owner sees them: without any text.
    ///
    /// The recipient is found by its keyed hash under every data key that is in use.
    package func entries(to contacts: [Contact], limit: Int) async throws -> [OutboxEntry] {
        let keys = keyring.current
        var macs: [[UInt8]] = []
        for contact in contacts {
            let address = try MessageAddress(contact.text, channel: contact.channel)
            macs += try keys.dataKeys.map { try $0.outboxMAC(of: address) }
        }
        guard !macs.isEmpty else { return [] }
        let list: SQL = """
            SELECT \(OutboxRow.columns)
            FROM outbox
            WHERE recipient_mac IN (\(list: macs))
            ORDER BY next_at DESC, id
            LIMIT \(limit)
            """
        return try await database.read { connection in
            try connection.all(list) { row in
                let row = try OutboxRow(row)
                return OutboxEntry(row, try? row.opened(by: keys))
            }
        }
    }
}
