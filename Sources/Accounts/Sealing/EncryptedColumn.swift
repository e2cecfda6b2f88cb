import VerifyCore

/// A column whose values only a program with the data keys can read, such as `person.mobile`.
///
/// The ciphertext is bound to table, column and row, so that no value can be moved to another place.
struct EncryptedColumn: Sendable {
    let table: String
    let column: String

    /// The use of the data key.
    private static let use = "saorg/people/1"

    /// Encrypts the value of a row.
    ///
    /// - Throws: `AccountsError.noActiveKey`.
    func seal(_ value: [UInt8], row: String, by keys: Keyring) throws -> [UInt8] {
        guard let key = keys.activeDataKey else { throw AccountsError.noActiveKey }
        return try key.seal(value, for: Self.use, authenticating: place(row))
    }

    /// Encrypts the text of a row; nil stays nil.
    ///
    /// - Throws: `AccountsError.noActiveKey`.
    func seal(_ text: String?, row: String, by keys: Keyring) throws -> [UInt8]? {
        try text.map { try seal(Array($0.utf8), row: row, by: keys) }
    }

    /// Decrypts the value of a row; nil when it was changed, moved, or encrypted with a key that is retired or
    /// compromised.
    ///
    /// - Throws: `MissingKey` when it names a key that is not in the keyring.
    func open(_ sealed: [UInt8], row: String, by keys: Keyring) throws(MissingKey) -> [UInt8]? {
        if let missing = keys.missingDataKey(of: sealed) { throw missing }
        for key in keys.dataKeys where sealed.starts(with: key.id) {
            if let value = try? key.open(sealed, for: Self.use, authenticating: place(row)) {
                return value
            }
        }
        return nil
    }

    /// Decrypts the value of a row under a data key that is retired or compromised; nil for any other one.
    func openDistrusted(_ sealed: [UInt8], row: String, by keys: Keyring) -> [UInt8]? {
        for key in keys.distrustedDataKeys where sealed.starts(with: key.id) {
            let value = try? key.open(sealed, for: Self.use, authenticating: place(row))
            if let value { return value }
        }
        return nil
    }

    /// Decrypts the text of a row.
    ///
    /// - Throws: `MissingKey` when it names a key that is not in the keyring.
    func text(_ sealed: [UInt8]?, row: String, by keys: Keyring) throws(MissingKey) -> String? {
        guard let sealed else { return nil }
        return try open(sealed, row: row, by: keys).map { String(decoding: $0, as: UTF8.self) }
    }

    private func place(_ row: String) -> [UInt8] {
        RowStatement(.encryptedColumn, .text(table), .text(column), .text(row)).bytes
    }
}
