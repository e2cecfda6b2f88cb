package import Persian
import Store

/// One line of a degree's access log: who saw more than tier T0 shows, when and why.
///
/// Each view by an organisation is a line, and so is each use of a graduate's link. The visitors of a day are one line with their number.
package struct AccessLogEntry: Sendable, Equatable {
    /// The organisation; nil for visitors, of whom nothing is known, and for the reader of a link.
    package let organisation: Organisation?
    /// The id of the graduate's link that was used (T2); nil for any other view.
    package let share: String?
    /// Why, and by which consent of the graduate (T3).
    package let consent: Verifier.Consent?
    /// The time of the view; for visitors, of the day's last one.
    package let at: Timestamp
    /// How many views the line counts; 1 for an organisation.
    package let views: Int64

    /// An organisation that viewed a degree.
    package struct Organisation: Sendable, Equatable {
        /// The organisation's id; nil in a line of an earlier version.
        package let id: String?
        /// Its name at the time of the view.
        package let name: String
    }

    init(
        organisation: Organisation?,
        share: String? = nil,
        consent: Verifier.Consent?,
        at: Timestamp,
        views: Int64 = 1
    ) {
        self.organisation = organisation
        self.share = share
        self.consent = consent
        self.at = at
        self.views = views
    }

    /// The use of a graduate's link.
    init(byShare id: String, at now: Timestamp) {
        self.init(organisation: nil, share: id, consent: nil, at: now)
    }

    init(by verifier: Verifier, at now: Timestamp) {
        switch verifier {
        case .visitor:
            self.init(organisation: nil, consent: nil, at: now)
        case .organisation(let id, let name, let consent):
            self.init(organisation: .init(id: id, name: name), consent: consent, at: now)
        }
    }
}

extension AccessLogEntry {
    private static let insertView = PreparedSQL {
        (address: Int64, viewer: String, entry: AccessLogEntry) in
        """
        INSERT INTO viewing (degree, viewer, purpose, consent_reference, at)
        VALUES (
            \(address), \(viewer), \(entry.consent?.purpose),
            \(entry.consent?.reference), \(entry.at.description)
        )
        """
    }

    private static let countVisitor = PreparedSQL { (address: Int64, at: Timestamp) in
        """
        INSERT INTO viewing_day (degree, day, visitors, last_at)
        VALUES (\(address), \(at.tehranDate.description), 1, \(at.description))
        ON CONFLICT (degree, day) DO UPDATE
        SET visitors = viewing_day.visitors + 1, last_at = excluded.last_at
        """
    }

    /// Writes the view of the degree at an address.
    func insert(at address: Int64, in connection: Connection) throws {
        guard let viewer = organisation?.label ?? share.map({ Self.sharePrefix + $0 }) else {
            try connection.execute(Self.countVisitor(address, at))
            return
        }
        try connection.execute(Self.insertView(address, viewer, self))
    }

    /// What the column `viewer` begins with for the use of a link: `share/ID`.
    private static let sharePrefix = "share/"

    /// Reads a view of an organisation or of a link: viewer, purpose, reference and time, the first column at `first`.
    init(viewIn row: borrowing Row, from first: Int) throws {
        let viewer = try row.text(first)
        let purpose = try row.optionalText(first + 1)
        let reference = try row.optionalText(first + 2)
        var consent: Verifier.Consent?
        if let purpose, let reference {
            // Nil in a row that was written by hand.
            consent = try? Verifier.Consent(purpose: purpose, reference: reference)
        }
        self.init(
            organisation: Organisation(label: viewer),
            share: viewer.hasPrefix(Self.sharePrefix)
                ? String(viewer.dropFirst(Self.sharePrefix.count)) : nil,
            consent: consent,
            at: try Timestamp(parsing: try row.text(first + 3))
        )
    }

    /// Reads a day of visitors: their number and the last one's time, the first column at `first`.
    init(visitorsIn row: borrowing Row, from first: Int) throws {
        self.init(
            organisation: nil,
            consent: nil,
            at: try Timestamp(parsing: try row.text(first + 1)),
            views: try row.int(first)
        )
    }
}

/// The column `viewer`.
extension AccessLogEntry.Organisation {
    /// `organisation/ID:NAME`; an earlier version wrote `organisation:NAME`.
    fileprivate var label: String { "organisation\(id.map { "/\($0)" } ?? ""):\(name)" }

    /// Nil for another text, as in a row that was written by hand.
    fileprivate init?(label: String) {
        let parts = label.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let head = parts[0].split(separator: "/", maxSplits: 1)
        guard head.first == "organisation" else { return nil }
        self.init(id: head.count == 2 ? String(head[1]) : nil, name: String(parts[1]))
    }
}
