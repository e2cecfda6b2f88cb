import VerifyCore

extension EncryptedColumn {
    /// Encrypts a value again under the active data key, if a former one did; other values stay as they are.
    ///
    /// `review`: whether a value under a key that is compromised counts too, after its row was reviewed.
    /// - Throws: `MissingKey`; `AccountsError.noActiveKey`.
    func renewed(
        _ sealed: [UInt8],
        row: String,
        by keys: Keyring,
        after review: Bool = false
    ) throws -> [UInt8] {
        guard let active = keys.activeDataKey, !sealed.starts(with: active.id),
            let value = try open(sealed, row: row, by: keys)
                ?? (review ? openDistrusted(sealed, row: row, by: keys) : nil)
        else { return sealed }
        return try seal(value, row: row, by: keys)
    }

    /// Encrypts a value again; nil stays nil.
    func renewed(
        _ sealed: [UInt8]?,
        row: String,
        by keys: Keyring,
        after review: Bool = false
    ) throws -> [UInt8]? {
        try sealed.map { try renewed($0, row: row, by: keys, after: review) }
    }
}
