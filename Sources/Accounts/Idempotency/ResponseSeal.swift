import VerifyCore

/// A stored response contains codes and tokens, which the database otherwise has in no readable form: it is
/// sealed under a data key of the keyring, for the one request that it answers.
extension IdempotencyKeys {
    /// The use of the data key.
    private static let use = "saorg/idempotency/2"

    /// Seals a response; empty where the keyring has no data key, so that it never opens.
    func seal(_ response: [UInt8], for request: KeyedRequest) throws -> [UInt8] {
        guard let key = keyring.current.activeDataKey else { return [] }
        return try key.seal(response, for: Self.use, authenticating: request.place.bytes)
    }

    /// Opens a response; nil when it was made for another request, changed, or sealed by a key that is
    /// retired or compromised.
    ///
    /// - Throws: `MissingKey` when it names a key that is not in the keyring: another machine may open it.
    func open(_ sealed: [UInt8], for request: KeyedRequest) throws(MissingKey) -> [UInt8]? {
        let keys = keyring.current
        if let missing = keys.missingDataKey(of: sealed) { throw missing }
        for key in keys.dataKeys where sealed.starts(with: key.id) {
            let response = try? key.open(
                sealed,
                for: Self.use,
                authenticating: request.place.bytes
            )
            if let response { return response }
        }
        return nil
    }
}
