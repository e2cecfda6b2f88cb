import VerifyCore

extension EncryptedColumn {
    /// Encrypts a value again under the active data key, if a former one did; other values stay as they are.
    ///
    /// - Throws: `MissingKey`; `AccountsError.noActiveKey`.
    func renewed(_ sealed: [UInt8], row: String, by keys: Keyring) throws -> [UInt8] {
        guard let active = keys.activeDataKey, !sealed.starts(with: active.id),
            let value = try open(sealed, row: row, by: keys)
        else { return sealed }
        return try seal(value, row: row, by: keys)
    }
}
