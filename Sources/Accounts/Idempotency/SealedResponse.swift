import VerifyCore

/// A stored answer holds codes and tokens, which the database otherwise has in no readable form: it is
/// sealed under a data key of the keyring, for the one request that it answers.
extension IdempotencyKeys {
    /// The use of the data key.
    private static let use = "saorg/idempotency/1"

    /// Seals an answer; empty where the keyring has no data key, so that it opens never.
    func seal(_ response: StoredResponse, for request: KeyedRequest) throws -> [UInt8] {
        guard let key = keyring.current.activeDataKey else { return [] }
        return try key.seal(
            response.bytes,
            for: Self.use,
            authenticating: request.associatedData
        )
    }

    /// Opens an answer; nil when it was made for another request, changed, or sealed by a key that is gone.
    ///
    /// Throws `MissingKey` when it names a key that is not here: another machine may open it.
    func open(_ sealed: [UInt8], for request: KeyedRequest) throws(MissingKey) -> StoredResponse? {
        let keys = keyring.current
        if let missing = keys.missingDataKey(of: sealed) { throw missing }
        for key in keys.dataKeys where sealed.starts(with: key.id) {
            let bytes = try? key.open(
                sealed,
                for: Self.use,
                authenticating: request.associatedData
            )
            if let response = bytes.flatMap(StoredResponse.init) { return response }
        }
        return nil
    }
}

extension IdempotencyKeys.StoredResponse {
    /// The status, a line for each header, an empty line, the body: as HTTP writes them.
    fileprivate var bytes: [UInt8] {
        let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }
        return Array("\(status)\n\(lines.joined())\n".utf8) + body
    }

    fileprivate init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        func line() -> String? {
            guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return String(decoding: rest[..<end], as: UTF8.self)
        }
        guard let status = line().flatMap({ Int($0) }) else { return nil }
        var headers: [String: String] = [:]
        while let line = line(), !line.isEmpty {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            headers[String(line[..<colon])] = String(line[colon...].dropFirst(2))
        }
        self.init(status: status, headers: headers, body: Array(rest))
    }
}
