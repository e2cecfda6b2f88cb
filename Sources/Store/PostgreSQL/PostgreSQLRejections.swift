#if PostgreSQL
import Foundation

extension StoreError {
    /// Classifies libpq's message about a failed connection: a rejection, or a server that cannot be reached.
    ///
    /// There is no code, so the texts of libpq and of the server decide; what is not recognised, for instance in
    /// another language, counts as not reached.
    init(connecting words: String) {
        let line = words.trimmedLines
            // It continues: "… or change sslmode to disable server certificate verification".
            .filter { !$0.hasPrefix("Either provide the file") }
            .joined(separator: "; ")
        let known = Self.rejections.first { known in known.words.contains { line.contains($0) } }
        if let known {
            self = .rejected(known.reason, line)
            return
        }
        // Of several hosts, one that answered tells more than one that did not.
        let unreachable = Self.unreachableReasons.first { known in
            known.words.contains { line.contains($0) }
        }
        self = .unreachable(unreachable?.reason ?? .away, line)
    }

    private static let unreachableReasons: [(reason: UnreachableReason, words: [String])] = [
        (.crowded, ["too many clients", "connection slots are reserved", "too many connections"]),
        (.restarting, ["starting up", "shutting down", "in recovery mode", "not yet accepting"]),
        (.notPrimary, ["hot standby mode", "session is read-only"]),
    ]

    /// In order: after a rejection with TLS, libpq may have been rejected without TLS too.
    private static let rejections: [(reason: RejectionReason, words: [String])] = [
        (.password, ["password authentication failed", "no password supplied"]),
        (.authorityMissing, ["root certificate file", "locate root certificate"]),
        (.certificate, ["certificate verify failed"]),
        (.hostName, ["does not match host name", "host name from server certificate"]),
        (.withoutTLS, ["does not support SSL"]),
        (.unknown, [", SSL encryption"]),
        (.unencrypted, ["no encryption"]),
        (.unknown, ["pg_hba.conf", "does not exist", "permission denied for database"]),
    ]
}

extension String {
    /// The lines of one of libpq's messages.
    var trimmedLines: [String] {
        split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
#endif
