package import Persian
import Store

/// One line of the graduate's "who checked" list: who saw more than tier T0 shows, when and why.
package struct AccessLogEntry: Sendable, Equatable {
    /// The organisation's name; nil for a visitor, of whom nothing is known.
    package let organisation: String?
    /// Why, and by which consent of the graduate (T3).
    package let consent: Verifier.Consent?
    package let at: Timestamp
}

extension AccessLogEntry {
    init(by verifier: Verifier, at now: Timestamp) {
        switch verifier {
        case .visitor:
            self.init(organisation: nil, consent: nil, at: now)
        case .organisation(let name, let consent):
            self.init(organisation: name, consent: consent, at: now)
        }
    }

    private static let insert = PreparedSQL { (address: Int64, entry: AccessLogEntry) in
        """
        INSERT INTO viewing (degree, viewer, purpose, consent_reference, at)
        VALUES (
            \(address), \(entry.organisation.map { prefix + $0 } ?? visitor),
            \(entry.consent?.purpose), \(entry.consent?.reference), \(entry.at.description)
        )
        """
    }

    /// Visitors are this word in the table; organisations are their name after a colon.
    private static let visitor = "visitor"
    private static let prefix = "organisation:"

    func leave(at address: Int64, in connection: Connection) throws {
        try connection.execute(Self.insert(address, self))
    }

    fileprivate init(_ row: borrowing Row) throws {
        let viewer = try row.text(0)
        organisation =
            viewer.hasPrefix(Self.prefix) ? String(viewer.dropFirst(Self.prefix.count)) : nil
        let purpose = try row.optionalText(1)
        let reference = try row.optionalText(2)
        consent =
            if let purpose, let reference {
                // Nil in a row that was written by hand.
                try? Verifier.Consent(purpose: purpose, reference: reference)
            } else {
                nil
            }
        at = try Timestamp(parsing: try row.text(3))
    }
}

extension AccessLogEntry {
    /// The most that are listed.
    private static let limit = 1_000

    /// Who checked a version of a degree, oldest first.
    static func all(of address: Int64, in connection: Connection) throws -> [AccessLogEntry] {
        try connection.all(
            """
            SELECT viewer, purpose, consent_reference, at
            FROM viewing
            WHERE degree = \(address)
            ORDER BY id
            LIMIT \(limit)
            """
        ) { try AccessLogEntry($0) }
    }
}
