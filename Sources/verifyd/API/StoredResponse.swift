/// A response as it is kept for an `Idempotency-Key`; `Accounts` stores its bytes sealed.
struct StoredResponse: Sendable, Equatable {
    /// The HTTP status.
    let status: Int
    /// The headers that belong to the response, such as `location`; names in lower case.
    let headers: [String: String]
    let body: [UInt8]

    /// A response to be sent again.
    init(status: Int, headers: [String: String] = [:], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

extension StoredResponse {
    /// The stored form: the status, a line for each header, an empty line, the body.
    var bytes: [UInt8] {
        let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }
        return Array("\(status)\n\(lines.joined())\n".utf8) + body
    }

    /// Reads the stored form; nil for other bytes.
    init?(_ bytes: [UInt8]) {
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
