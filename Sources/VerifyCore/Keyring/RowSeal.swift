/// Seals on rows that give the right to issue degrees: an attacker who can write the database but has no keys
/// cannot make one.
///
/// A seal is the id of a data key, four bytes, and the HMAC-SHA-256 of the row's statement under a key derived
/// from it. After a rotation the former key still verifies its seals.
extension Keyring {
    /// The result of checking a row's seal.
    package enum SealVerdict: Sendable, Hashable {
        /// The row is unchanged.
        case intact
        /// The row was changed, made or moved without the keys.
        case broken
        /// The MAC fits, but the key is retired or compromised, so it proves nothing.
        case distrusted(KeyState)
        /// The keyring has never had the key of the seal, so the row can be neither accepted nor rejected.
        case undecided(MissingKey)
    }

    /// Returns the seal of a row; nil without an active data key.
    package func seal(_ statement: RowStatement) -> [UInt8]? {
        activeDataKey.map { $0.id + $0.sealKey.authenticate(statement.bytes) }
    }

    /// Checks the seal of a row.
    package func verdict(on statement: RowStatement, sealed seal: [UInt8]) -> SealVerdict {
        let id = Array(seal.prefix(DataKey.idCount))
        guard let mac = Digest(Array(seal.dropFirst(DataKey.idCount))) else { return .broken }
        guard let (key, state) = dataKey(id: id) else {
            // An operator may destroy the file of a retired key.
            return missingDataKey(of: seal).map(SealVerdict.undecided) ?? .distrusted(.retired)
        }
        guard mac == key.sealKey.digest(of: statement.bytes.span) else { return .broken }
        return state.verifies ? .intact : .distrusted(state)
    }
}

/// Seals on rows that belong to a degree and end with its key: they need no id, because the degree's address names
/// the key.
extension CodeKey {
    /// Returns the seal of a row under K_tag: 32 bytes.
    ///
    /// The statement begins with its type and length, so no statement equals the message of a tag or of a row's MAC.
    package func seal(_ statement: RowStatement) -> [UInt8] {
        tagKey.authenticate(statement.bytes)
    }

    /// Returns whether these bytes are the seal of a row under this key.
    package func verifies(_ statement: RowStatement, sealed seal: [UInt8]) -> Bool {
        Digest(seal).map { $0 == tagKey.digest(of: statement.bytes.span) } ?? false
    }
}
