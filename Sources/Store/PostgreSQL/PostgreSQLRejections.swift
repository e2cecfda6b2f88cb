#if PostgreSQL
import Foundation

extension StoreError {
    /// What libpq says when there is no connection: a refusal, or a server that cannot be reached.
    ///
    /// There is no code to go by, so libpq's and the server's words are looked at; what is not
    /// recognised, as in another language, counts as not reached.
    init(connecting words: String) {
        let line = words.trimmedLines
            // It goes on: "… or change sslmode to disable server certificate verification".
            .filter { !$0.hasPrefix("Either provide the file") }
            .joined(separator: "; ")
        let known = Self.refusals.first { known in known.words.contains { line.contains($0) } }
        if let known {
            self = .refused(known.refusal, line)
            return
        }
        // Of several hosts, one that is there says more than one that is not.
        let absence = Self.absences.first { known in known.words.contains { line.contains($0) } }
        self = .unreachable(absence?.absence ?? .away, line)
    }

    private static let absences: [(absence: UnreachableReason, words: [String])] = [
        (.crowded, ["too many clients", "connection slots are reserved", "too many connections"]),
        (.restarting, ["starting up", "shutting down", "in recovery mode", "not yet accepting"]),
        (.notPrimary, ["hot standby mode", "session is read-only"]),
    ]

    /// In the order of looking: after a refusal with TLS, libpq may have been refused without TLS too.
    private static let refusals: [(refusal: RejectionReason, words: [String])] = [
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
