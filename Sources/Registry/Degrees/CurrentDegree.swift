import Persian
import Store
import VerifyCore

/// The current version of a document.
enum CurrentDegree {
    /// No version was issued.
    case none
    /// A version that stands.
    case standing(SealedRow)
    /// A version in force under a compromised key, which was superseded just now: its code is never answered
    /// as valid, so the document needs another one.
    case displaced(DegreeRecord)

    /// The version that stands; nil when the document needs one.
    var standing: SealedRow? {
        switch self {
        case .standing(let row): row
        case .none, .displaced: nil
        }
    }
}

extension Registry {
    /// Returns the current version of a document; supersedes one that is in force under a compromised key.
    ///
    /// A version that was revoked or suspended under such a key has to be decided by hand (`.keyUnusable`).
    ///
    /// - Throws: As `readCurrent`.
    func currentDegree(
        of graduate: Graduate,
        row: Int64,
        by actor: Actor,
        at now: Timestamp,
        in connection: Connection
    ) throws -> CurrentDegree {
        guard let (current, isCompromised) = try readCurrent(of: graduate, row: row, in: connection)
        else { return .none }
        if !isCompromised { return .standing(current) }
        let event = try Self.event(.superseded, note: "key compromised", by: actor, at: now)
        try set(.superseded(since: now), of: current, in: connection)
        try event.insert(of: current, in: connection)
        return .displaced(current.record)
    }

    /// Returns the version that stands as `currentDegree` would, and changes nothing.
    ///
    /// `row`: 0 for a document that is not in the data bank.
    func previewCurrentDegree(
        of graduate: Graduate,
        row: Int64,
        in connection: Connection
    ) throws -> SealedRow? {
        guard let (current, isCompromised) = try readCurrent(of: graduate, row: row, in: connection)
        else { return nil }
        return isCompromised ? nil : current
    }

    /// Requires that a correction may give a degree the number of another document: no version of that is current.
    ///
    /// - Throws: `.integrityFailure` where one is: the data bank, which does not know it, was changed by hand.
    func requireNoCurrentDegree(
        of graduate: Graduate,
        correcting old: SealedRow,
        in connection: Connection
    ) throws {
        let former = Graduate(old.record)
        let isSameDocument =
            old.key.documentHash(of: graduate) == old.key.documentHash(of: former)
        // No row of the data bank has the number 0: versions are found by the document alone.
        if !isSameDocument { _ = try readCurrent(of: graduate, row: 0, in: connection) }
    }

    /// Reads every version of a document, by the row of the data bank and by the document's keyed hash.
    ///
    /// An attacker who can write the database could otherwise let a revoked version point to another row, or mark it as
    /// replaced, and have the document issued again. A version whose key is destroyed can no longer be checked; one that
    /// was replaced counts as deleted.
    ///
    /// - Throws: `RegistryError.integrityFailure` with an alarm when a version was changed by hand, or when the current
    ///   one belongs to another row of the data bank; `.keyUnusable`; `MissingKey`.
    private func readCurrent(
        of graduate: Graduate,
        row: Int64,
        in connection: Connection
    ) throws -> (current: SealedRow, isCompromised: Bool)? {
        let versions = try versions(of: graduate, row: row, in: connection)
        var current: (row: SealedRow, state: KeyState)?
        var isElsewhere = false
        for version in versions {
            let isKeyHere = version.keyID.flatMap(keyring.current.codeKey) != nil
            if version.replaced != 0, !isKeyHere { continue }
            let (sealed, state) = try checked(version)
            guard version.replaced == (sealed.isSuperseded ? version.address : 0) else {
                observer.notice(.tampering)
                throw RegistryError.integrityFailure
            }
            if sealed.isSuperseded { continue }
            if sealed.graduate == row { current = (sealed, state) } else { isElsewhere = true }
        }
        guard let current else {
            if !isElsewhere { return nil }
            observer.notice(.tampering)
            throw RegistryError.integrityFailure
        }
        if current.state.verifies { return (current.row, false) }
        guard case .compromised = current.state, current.row.status == .active else {
            throw RegistryError.keyUnusable(id: current.row.key.id)
        }
        return (current.row, true)
    }

    /// The rows of a document's versions: usually one statement, since usually one key has degrees.
    private func versions(
        of graduate: Graduate,
        row: Int64,
        in connection: Connection
    ) throws -> [UncheckedRow] {
        let documents = keyring.current.codeKeys.map { $0.documentHash(of: graduate) }
        var versions: [UncheckedRow] = []
        for document in documents.isEmpty ? [[]] : documents {
            for version in try connection.all(Self.byDocument(row, document), { try unchecked($0) })
            where !versions.contains(where: { $0.address == version.address }) {
                versions.append(version)
            }
        }
        return versions
    }

    private static let byDocument = PreparedSQL { (row: Int64, document: [UInt8]) in
        """
        SELECT \(UncheckedRow.columns)
        FROM degree
        WHERE graduate = \(row) OR document = \(document)
        """
    }
}
