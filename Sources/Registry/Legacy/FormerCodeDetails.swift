import Persian
import Store
package import VerifyCore

/// What the register knows about a code of the former system.
package struct FormerCodeDetails: Sendable, Equatable {
    /// What became of it.
    package let status: FormerCode.Status
    /// When it was imported, in RFC 3339.
    package let importedAt: String
    /// What happened to it, oldest first.
    package let events: [FormerCodeEvent]
}

extension Registry {
    /// Returns what is known about a code of the former system.
    ///
    /// - Throws: `RegistryError.onlySAORG` for an institution; `.noSuchFormerCode`; `.integrityFailure` for a
    ///   row that was changed by hand or that an earlier version imported; `MissingKey`.
    package func formerCode(_ code: FormerCode, by actor: Actor) async throws -> FormerCodeDetails {
        try actor.requireSAORG()
        return try await database.read { connection in
            let row = try formerCodeRow(code, in: connection)
            return try details(of: row, try intactStatus(of: row), in: connection)
        }
    }

    func details(
        of row: FormerCodeRow,
        _ status: FormerCode.Status,
        in connection: Connection
    ) throws -> FormerCodeDetails {
        FormerCodeDetails(
            status: status,
            importedAt: row.importedAt,
            events: try FormerCodeEvent.all(of: row.hash, in: connection)
        )
    }

    /// Returns the row of a code, before its seal is checked.
    func formerCodeRow(_ code: FormerCode, in connection: Connection) throws -> FormerCodeRow {
        do {
            let keys = keyring.current.dataKeys
            guard let row = try FormerCodeRow.find(code, under: keys, in: connection) else {
                throw RegistryError.noSuchFormerCode
            }
            return row
        } catch StoreError.column {
            observer.notice(.tampering)
            throw RegistryError.integrityFailure
        }
    }

    /// Returns the status of a row whose seal is right; any other row raises the alarm.
    func intactStatus(of row: FormerCodeRow) throws -> FormerCode.Status {
        switch row.verdict(by: keyring.current) {
        case .intact:
            if let status = row.status { return status }
            observer.notice(.tampering)
        case .undecided(let missing): throw missing
        case .distrusted: observer.notice(.distrustedKey)
        case .broken, nil: observer.notice(.tampering)
        }
        throw RegistryError.integrityFailure
    }
}

extension JSON {
    /// The JSON object of a former code, on the command line.
    package init(_ details: FormerCodeDetails) {
        let status = details.status
        self = [
            "status": .string(status.word),
            "status_since": JSON(status.since?.description),
            "reason": JSON(status.reason?.rawValue),
            "degree": JSON(status.degree?.description),
            "imported_at": .string(details.importedAt),
            "events": .array(
                details.events.map { event in
                    [
                        "at": .string(event.at.description),
                        "kind": .string(event.kind.rawValue),
                        "by": .string(event.actor),
                        "note": .string(event.note),
                    ]
                }
            ),
        ]
    }
}
