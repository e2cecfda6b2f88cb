import Persian
import Store
package import VerifyCore

/// A degree with its record, for its holder.
package struct HeldDegree: Sendable, Equatable {
    /// The degree with its current status.
    package let degree: IssuedDegree
    /// Everything that the register holds about the document.
    package let record: DegreeRecord
}

/// The degrees of a holder.
package struct HeldDegrees: Sendable, Equatable {
    /// The degrees that can be shown, the newest graduation first, of one document the newest version first.
    package let degrees: [HeldDegree]
    /// How many others the data bank names, which fail their check or whose key is not usable here.
    package let unreadable: Int
}

/// A degree with what happened to it, for its holder.
package struct HeldDegreeDetails: Sendable, Equatable {
    /// The degree.
    package let held: HeldDegree
    /// What happened to it, oldest first; notes and actors are not for the holder.
    package let events: [DegreeEvent]
    /// The other versions of the same document, newest first.
    package let versions: [HeldDegree]
}

/// Degrees by the proven numbers of a person. The number in the record decides, which is under the row's MAC; the data
/// bank only says where to look.
extension Registry {
    /// The most rows that are read for one holder.
    private static let mostHeld = 200

    /// Returns the degrees of a holder.
    ///
    /// A row that fails its check takes no other one with it.
    package func degrees(heldBy numbers: Set<HolderIdentity>) async throws -> HeldDegrees {
        if numbers.isEmpty { return HeldDegrees(degrees: [], unreadable: 0) }
        return try await database.read { connection in
            let rows = try connection.all(
                """
                SELECT \(UncheckedRow.columns)
                FROM degree
                WHERE graduate IN (
                    SELECT id FROM graduate WHERE id_number IN (\(list: numbers.map(\.number)))
                )
                ORDER BY id
                LIMIT \(Self.mostHeld)
                """
            ) { try? UncheckedRow($0) }
            var (degrees, unreadable): ([HeldDegree], Int) = ([], 0)
            for row in rows {
                if let row, let record = try? DegreeRecord(decoding: row.record),
                    !numbers.hold(record)
                {
                    continue
                }
                if let degree = try row.flatMap(readable) {
                    degrees.append(degree)
                } else {
                    unreadable += 1
                }
            }
            return HeldDegrees(degrees: degrees.newestFirst, unreadable: unreadable)
        }
    }

    /// Returns a degree with its history; nil when there is none, and for the degree of another holder.
    ///
    /// - Throws: `RegistryError.integrityFailure`; `.keyUnusable`; `MissingKey`.
    package func degree(
        id: String,
        heldBy numbers: Set<HolderIdentity>
    ) async throws -> HeldDegreeDetails? {
        try await database.read { connection in
            guard let row = try heldRow(id, by: numbers, in: connection) else { return nil }
            let others = try connection.all(
                """
                SELECT \(UncheckedRow.columns)
                FROM degree
                WHERE graduate = \(row.graduate) AND id <> \(row.code.address)
                """
            ) { try? UncheckedRow($0) }
            return HeldDegreeDetails(
                held: HeldDegree(degree: IssuedDegree(row, host: host), record: row.record),
                events: try history(of: row, in: connection),
                versions: try others.compactMap { try $0.flatMap(readable) }
                    .filter { numbers.hold($0.record) }.newestFirst
            )
        }
    }

    /// Returns a page of the access log of a degree; nil when there is none, and for the degree of another holder.
    ///
    /// - Throws: `RegistryError.integrityFailure`; `.keyUnusable`; `MissingKey`.
    package func accessLog(
        ofDegree id: String,
        heldBy numbers: Set<HolderIdentity>,
        after cursor: AccessLog.Cursor = .newest,
        limit: Int
    ) async throws -> AccessLog? {
        try await database.read { connection in
            guard let row = try heldRow(id, by: numbers, in: connection) else { return nil }
            return try AccessLog.page(
                of: row.code.address,
                after: cursor,
                limit: limit,
                in: connection
            )
        }
    }

    /// Whether the access log of a holder's degree has an entry of this reference.
    ///
    /// - Throws: `RegistryError.integrityFailure`; `.keyUnusable`; `MissingKey`.
    package func hasView(
        _ reference: String,
        ofDegree id: String,
        heldBy numbers: Set<HolderIdentity>
    ) async throws -> Bool {
        try await database.read { connection in
            guard let row = try heldRow(id, by: numbers, in: connection) else { return false }
            return try AccessLog.contains(reference, of: row.code.address, in: connection)
        }
    }

    /// Returns the checked row of a holder's degree; nil when there is none, and for the degree of another holder,
    /// whatever the state of its row.
    ///
    /// - Throws: `RegistryError.integrityFailure`; `.keyUnusable`; `MissingKey`.
    func heldRow(
        _ id: String,
        by numbers: Set<HolderIdentity>,
        in connection: Connection
    ) throws -> SealedRow? {
        guard let uuid = RecordID(parsing: id) else { return nil }
        let found = try connection.first(
            "SELECT \(UncheckedRow.columns) FROM degree WHERE uuid = \(uuid.bytes)"
        ) { try unchecked($0) }
        // Before the seal is checked, because a fault of it must not show that the row exists.
        guard let found, let record = try? DegreeRecord(decoding: found.record),
            numbers.hold(record)
        else { return nil }
        let (row, state) = try checked(found)
        guard state.verifies else { throw RegistryError.keyUnusable(id: row.key.id) }
        return row
    }

    /// Returns a row that passes its check, under a key that verifies; nil for any other one.
    private func readable(_ row: UncheckedRow) throws -> HeldDegree? {
        do {
            let (sealed, state) = try checked(row)
            guard state.verifies else { return nil }
            return HeldDegree(degree: IssuedDegree(sealed, host: host), record: sealed.record)
        } catch is RegistryError {
            return nil
        } catch is MissingKey {
            return nil
        }
    }
}

extension [HeldDegree] {
    fileprivate var newestFirst: [HeldDegree] {
        sorted {
            ($0.record.graduationDate, $0.degree.issuedAt, $0.degree.id)
                > ($1.record.graduationDate, $1.degree.issuedAt, $1.degree.id)
        }
    }
}
