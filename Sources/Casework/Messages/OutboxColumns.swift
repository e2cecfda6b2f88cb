import Accounts
import VerifyCore

/// The encrypted columns of the outbox, and the keyed hash by which a recipient is found.
extension DataKey {
    /// An encrypted column.
    enum OutboxColumn: String {
        case recipient
        case body
    }

    /// The uses of the data key.
    private static let encryption = "saorg/outbox/1"
    private static let hash = "saorg/outbox-recipient/1"

    /// Encrypts the value of a column in the row of an id.
    func sealOutbox(
        _ bytes: [UInt8],
        _ column: OutboxColumn,
        of id: String
    ) throws(CryptoError) -> [UInt8] {
        try seal(bytes, for: Self.encryption, authenticating: Self.place(column, id))
    }

    /// Decrypts a result of `sealOutbox`.
    ///
    /// - Throws: `notAuthentic` for any other bytes, column or row.
    func openOutbox(
        _ sealed: [UInt8],
        _ column: OutboxColumn,
        of id: String
    ) throws(CryptoError) -> [UInt8] {
        try open(sealed, for: Self.encryption, authenticating: Self.place(column, id))
    }

    /// Returns the keyed hash of an address: the id of the key, four bytes, and an HMAC-SHA-256.
    func outboxMAC(of address: MessageAddress) throws(CryptoError) -> [UInt8] {
        let statement = "\(address.channel.rawValue):\(address.text)"
        return id + (try hashKey(for: Self.hash)).authenticate(Array(statement.utf8))
    }

    private static func place(_ column: OutboxColumn, _ id: String) -> [UInt8] {
        RowStatement(.encryptedColumn, .text("outbox"), .text(column.rawValue), .text(id)).bytes
    }
}

extension Keyring {
    /// Decrypts an encrypted column; nil where it was changed or moved, or where its key is retired or compromised.
    ///
    /// - Throws: `MissingKey` when it names a key that is not in the keyring.
    func openOutbox(
        _ sealed: [UInt8],
        _ column: DataKey.OutboxColumn,
        of id: String
    ) throws(MissingKey) -> [UInt8]? {
        if let missing = missingDataKey(of: sealed) { throw missing }
        let key = dataKeys.first { sealed.starts(with: $0.id) }
        return try? key?.openOutbox(sealed, column, of: id)
    }

    /// Whether a stored hash is that of an address.
    func verifiesOutboxMAC(_ mac: [UInt8], of address: MessageAddress) -> Bool {
        guard let key = dataKeys.first(where: { mac.starts(with: $0.id) }),
            let right = try? key.outboxMAC(of: address)
        else { return false }
        return constantTimeEqual(mac, right)
    }
}
