package import Persian
import Store
package import VerifyCore

/// What a reader sees before a link is used.
package enum ShareDoor: Sendable, Equatable {
    /// It does not open: unknown, ended by its holder, by time, by its uses or by wrong PINs. One answer for all.
    case closed
    /// It opens by a button, and a PIN where there is one.
    case open(needsPIN: Bool)
}

/// What a link shows when it is used.
package enum ShareOutcome: Sendable {
    /// As `ShareDoor.closed`.
    case closed
    /// The PIN is not right; the link stays open.
    case wrongPIN
    /// The version is not in force: its status, and no field.
    case notInForce(DegreeView, DegreeStatus)
    /// The version is in force.
    case shown(SharedDegree)
}

/// What a graduate shows of a degree in force.
package struct SharedDegree: Sendable, Equatable {
    /// What every code shows.
    package let view: DegreeView
    /// The chosen fields that the record has, in their usual order.
    package let values: [Value]

    /// A chosen field.
    package struct Value: Sendable, Equatable {
        /// The field.
        package let field: ShareField
        /// Its value in the record.
        package let value: ShownValue
    }
}

/// Links, for the reader who has one.
///
/// Using one is one write transaction: the attempt at the PIN is counted before the PIN is compared, the row is changed
/// by compare-and-swap on its seal, and nothing is answered before the commit. So the database orders all attempts, of
/// any number of daemons (docs/decisions/0098-a-share-is-used-in-one-transaction.md).
extension Registry {
    /// Returns whether a link opens; changes nothing.
    package func shareDoor(_ token: String, at now: Timestamp) async throws -> ShareDoor {
        try await database.read { connection in
            guard let row = try openShare(token, at: now, in: connection) else { return .closed }
            return .open(needsPIN: row.pinMAC != nil)
        }
    }

    /// Uses a link once.
    ///
    /// A wrong PIN, and a version that is not in force, use nothing.
    ///
    /// - Throws: `RegistryError.integrityFailure`; `.keyUnusable`; `.noActiveKey`; `MissingKey`.
    package func useShare(
        _ token: String,
        pin: String,
        at now: Timestamp
    ) async throws -> ShareOutcome {
        // So that links which do not open never wait for the writer.
        if try await shareDoor(token, at: now) == .closed { return .closed }
        return try await database.write { connection in
            guard var row = try openShare(token, at: now, in: connection) else { return .closed }
            if let pinMAC = row.pinMAC {
                row.wrongPINs += 1
                try save(&row, in: connection)
                guard
                    try ShareSecrets.isPIN(pin, of: row.id, stored: pinMAC, by: keyring.current)
                else { return row.state(at: now) == .open ? .wrongPIN : .closed }
                row.wrongPINs -= 1
            }
            guard let uuid = RecordID(parsing: row.degreeVersion),
                let degree = try sealedRow(where: "uuid = \(uuid.bytes)", in: connection)
            else { return .closed }
            let view = DegreeView(summarising: degree.record)
            guard degree.status == .active else {
                if row.pinMAC != nil { try save(&row, in: connection) }
                return .notInForce(view, degree.status)
            }
            row.usesLeft -= 1
            try save(&row, in: connection)
            try AccessLogEntry(byShare: row.id, at: now)
                .insert(at: degree.code.address, in: connection)
            let values = row.shared.compactMap { field in
                field.value(in: degree.record).map { SharedDegree.Value(field: field, value: $0) }
            }
            return .shown(SharedDegree(view: view, values: values))
        }
    }

    /// Returns the row of a token that opens now, with its seal checked; nil for any other token.
    private func openShare(
        _ token: String,
        at now: Timestamp,
        in connection: Connection
    ) throws -> ShareGrantRow? {
        guard token.utf8.count == ShareSecrets.tokenLength else { return nil }
        let macs = try ShareSecrets.macs(ofToken: token.uppercased(), by: keyring.current)
        guard let row = try ShareGrantRow.find(tokenMACs: macs, in: connection),
            row.state(at: now) == .open, try isIntact(row)
        else { return nil }
        return row
    }
}
