/// Seals on rows that lead to issuing: whoever can write the database and has no keys can not make one.
///
/// A seal is the four bytes that name a data key, and an HMAC-SHA-256 of the row's statement under a key
/// derived from it. After a rotation the former key goes on vouching for what it sealed.
extension Keyring {
    /// What a seal says about the row beside it.
    package enum SealVerdict: Sendable, Hashable {
        /// The row is as it was written.
        case intact
        /// The row was changed, made or moved by somebody without the keys.
        case broken
        /// The row is as it was written, as far as its key can tell: it vouches for nothing any more.
        case distrusted(KeyState)
        /// The seal names a key that is not here, so it can be neither believed nor refused.
        case undecided(MissingKey)
    }

    /// The seal of a row; nil without an active data key.
    package func seal(_ statement: RowStatement) -> [UInt8]? {
        activeDataKey.map { $0.id + $0.sealKey.authenticate(statement.bytes) }
    }

    /// What a seal says about a row.
    package func verdict(on statement: RowStatement, sealed seal: [UInt8]) -> SealVerdict {
        let id = Array(seal.prefix(DataKey.idCount))
        guard let mac = Digest(Array(seal.dropFirst(DataKey.idCount))) else { return .broken }
        guard let (key, state) = dataKey(id: id) else {
            // Whoever retires a key may destroy it.
            return missingDataKey(of: seal).map(SealVerdict.undecided) ?? .distrusted(.retired)
        }
        guard mac == key.sealKey.digest(of: statement.bytes.span) else { return .broken }
        return state.verifies ? .intact : .distrusted(state)
    }
}
