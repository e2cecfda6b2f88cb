/// A tagged COSE_Sign1 message (RFC 9052 §4.2) with an attached payload, in deterministic CBOR.
///
/// Verification uses the protected header only; the unprotected one is kept but not used.
package struct COSESign1: Sendable, Equatable {
    /// The bytes of the protected header, which the signature covers.
    package let protected: [UInt8]
    /// The parameters of the protected header.
    package let header: Header
    /// The unprotected header.
    package let unprotected: [CBOR.Entry]
    /// The signed payload.
    package let payload: [UInt8]
    /// The signature's raw bytes.
    package let signature: [UInt8]

    /// The parameters of a protected header (RFC 9052 §3.1).
    package struct Header: Sendable, Equatable {
        /// The algorithm, label 1.
        package let algorithm: SignatureAlgorithm
        /// The key's id, label 4.
        package let kid: [UInt8]?
        /// The number of parameters.
        package let count: Int
    }

    /// Labels of header parameters (IANA, COSE Header Parameters).
    enum Label {
        static let algorithm: Int64 = 1
        static let critical: Int64 = 2
        static let kid: Int64 = 4
    }

    /// The CBOR tag of COSE_Sign1.
    static let tag: UInt64 = 18

    /// Returns the bytes that the signature covers, a Sig_structure (RFC 9052 §4.4).
    func signedBytes(externalAAD: [UInt8] = []) -> [UInt8] {
        Self.signedBytes(protected: protected, externalAAD: externalAAD, payload: payload)
    }

    static func signedBytes(
        protected: [UInt8],
        externalAAD: [UInt8],
        payload: [UInt8]
    ) -> [UInt8] {
        var writer = CBORWriter(
            capacity: 32 + protected.count + externalAAD.count + payload.count
        )
        writer.array(count: 4)
        writer.text("Signature1")
        writer.byteString(protected)
        writer.byteString(externalAAD)
        writer.byteString(payload)
        return writer.bytes
    }

    /// Returns whether the key signed the message; false for a key of another algorithm.
    package func isSigned(by key: TokenPublicKey, externalAAD: [UInt8] = []) -> Bool {
        header.algorithm == key.algorithm
            && key.isValid(signature: signature, of: signedBytes(externalAAD: externalAAD))
    }
}

extension COSESign1 {
    /// Reads a message.
    ///
    /// - Throws: `CBOR.DecodingError` for anything that RFC 9052 or the deterministic encoding does not allow.
    package init(decoding bytes: Span<UInt8>) throws(CBOR.DecodingError) {
        var cursor = CBORCursor()
        guard try cursor.argument(.tag, bytes) == Self.tag,
            try cursor.argument(.array, bytes) == 4
        else { throw .unexpectedItem }
        protected = try cursor.bytes(bytes)
        let parameters = try Self.entries(CBOR(decoding: protected, depth: 2))
        guard let unprotected = try cursor.value(bytes, depth: 2).entries else {
            throw .unexpectedItem
        }
        self.unprotected = unprotected
        // A label must not occur in both headers (RFC 9052 §3).
        let labels = parameters.map(\.key)
        guard !unprotected.contains(where: { labels.contains($0.key) }) else {
            throw .duplicateKey
        }
        header = try Header(parameters)
        payload = try cursor.bytes(bytes)
        signature = try cursor.bytes(bytes)
        try cursor.finish(bytes)
    }

    private static func entries(_ value: CBOR) throws(CBOR.DecodingError) -> [CBOR.Entry] {
        guard let entries = value.entries else { throw .unexpectedItem }
        return entries
    }
}

extension COSESign1.Header {
    fileprivate init(_ parameters: [CBOR.Entry]) throws(CBOR.DecodingError) {
        typealias Label = COSESign1.Label
        let map = CBOR.map(parameters)
        // This reader supports no critical extension, so it rejects each one (RFC 9052 §3.1).
        guard map[Label.critical] == nil,
            let algorithm = map[Label.algorithm]?.integer.flatMap(SignatureAlgorithm.init)
        else { throw .unexpectedItem }
        let kid = map[Label.kid]
        guard kid == nil || kid?.bytes != nil else { throw .unexpectedItem }
        self.init(algorithm: algorithm, kid: kid?.bytes, count: parameters.count)
    }
}
