import Persian
import VerifyCore

/// An encrypted column of a table: each value is bound to the table, the column and the key of its row.
struct ColumnCipher: Sendable {
    let table: String
    let column: String

    private func place(_ key: String) -> [UInt8] {
        RowStatement(.encryptedColumn, .text(table), .text(column), .text(key)).bytes
    }

    /// Encrypts a value under the active data key.
    ///
    /// - Throws: `AccountsError.noActiveKey`.
    func seal(_ text: String, of key: String, by keys: Keyring) throws -> [UInt8] {
        guard let dataKey = keys.activeDataKey else { throw AccountsError.noActiveKey }
        return try dataKey.seal(Array(text.utf8), authenticating: place(key))
    }

    /// Decrypts the value of a row.
    ///
    /// - Throws: `MissingKey` for a data key that the keyring has never had; `CryptoError.notAuthentic`.
    func open(_ sealed: [UInt8], of key: String, by keys: Keyring) throws -> String {
        let id = Array(sealed.prefix(4))
        guard let (dataKey, _) = keys.dataKey(id: id) else {
            if let missing = keys.missingDataKey(of: sealed) { throw missing }
            throw CryptoError.notAuthentic
        }
        let bytes = try dataKey.open(sealed, authenticating: place(key))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Encrypts the value again under the active data key, if another one encrypted it.
    func renewed(_ sealed: [UInt8], of key: String, by keys: Keyring) throws -> [UInt8] {
        guard let active = keys.activeDataKey, !sealed.starts(with: active.id) else { return sealed }
        return try seal(open(sealed, of: key, by: keys), of: key, by: keys)
    }
}
