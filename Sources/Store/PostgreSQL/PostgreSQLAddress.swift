#if PostgreSQL
import CPostgres
import Foundation

/// `postgres://…`, as libpq reads it.
struct PostgreSQLAddress: Sendable, Hashable {
    let uri: String
    /// Whether every server is on this machine.
    let isLocal: Bool
    /// The `sslmode` that is written in it.
    private let security: String?

    /// Rejects what libpq does not understand, and a password: the address is visible in the list of processes and
    /// in logs.
    init(parsing text: String) throws(DatabaseLocation.ParsingError) {
        let options = try Self.options(of: text)
        guard options["password"] == nil, options["sslpassword"] == nil else {
            throw .passwordInside
        }
        let environment = ProcessInfo.processInfo.environment
        let place =
            options["hostaddr"] ?? environment["PGHOSTADDR"] ?? options["host"]
            ?? environment["PGHOST"] ?? ""
        let hosts = place.split(
            separator: ",",
            omittingEmptySubsequences: false
        )
        uri = text
        // A service file is not read here.
        let service = options["service"] ?? environment["PGSERVICE"]
        isLocal = service == nil && hosts.allSatisfy(Self.isLocal)
        security = options["sslmode"]
    }

    /// The `sslmode` for an address without one: a server on another machine has to prove its identity.
    var standardSecurity: String? { isLocal ? nil : "verify-full" }

    /// Whether an attacker in between could read or answer the traffic to another machine.
    var isExposed: Bool {
        !isLocal && security != nil && security != "verify-full"
    }

    /// The address without its parameters, some of which are confidential.
    var shown: String {
        String(uri.prefix { $0 != "?" })
    }

    private static func isLocal(_ host: Substring) -> Bool {
        if host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") { return true }
        // A name may begin as an address does and belong to another machine: 127.0.0.1.example.ir.
        let isNumber = host.allSatisfy { $0 == "." || $0.isASCII && $0.isNumber }
        return host == "localhost" || host == "::1" || host.hasPrefix("127.") && isNumber
    }

    /// Returns its parts by libpq's names, without the empty ones.
    private static func options(
        of text: String
    ) throws(DatabaseLocation.ParsingError) -> [String: String] {
        // libpq's own message would quote the whole address, a password included.
        guard let first = unsafe PQconninfoParse(text, nil) else {
            throw .addressMalformed
        }
        defer { unsafe PQconninfoFree(first) }
        var options: [String: String] = [:]
        var next = unsafe first
        while let name = unsafe next.pointee.keyword {
            if let value = unsafe next.pointee.val, unsafe value.pointee != 0 {
                unsafe options[String(cString: name)] = unsafe String(cString: value)
            }
            unsafe next += 1
        }
        return options
    }
}
#endif
