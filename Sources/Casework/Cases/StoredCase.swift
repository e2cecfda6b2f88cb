import Accounts
import Persian
package import Store
import VerifyCore

/// A case as its rows have it, in one transaction.
struct StoredCase: Sendable {
    var row: CaseFileRow
    let events: [CaseEventRow]
    let submission: SubmissionRow?
    let facts: [FactRow]
    /// Every errand of the case, of earlier steps too.
    let errands: [ErrandRow]
    var snapshot: CaseSnapshot

    /// Reads a case; nil when there is none.
    ///
    /// - Throws: `CaseError.integrityFailure` where a body cannot be decrypted or a word is unknown; `MissingKey`.
    static func read(
        _ id: String,
        by keys: Keyring,
        files: CaseFiles,
        in connection: Connection
    ) throws -> StoredCase? {
        guard let row = try CaseFileRow.find(id, in: connection) else { return nil }
        let events = try CaseEventRow.all(of: id, in: connection)
        let submission = try SubmissionRow.last(of: id, in: connection)
        let facts = try FactRow.all(of: id, in: connection)
        let errands = try ErrandRow.all(of: id, in: connection)
        var snapshot = CaseSnapshot(
            file: row.file,
            parties: try CaseParty.all(of: id, in: connection),
            submission: try submission?.opened(by: keys),
            facts: facts.map(\.fact),
            events: events.map(\.event)
        )
        if let number = submission?.number {
            snapshot.returned = try FieldReturn.all(of: id, submission: number, in: connection)
        }
        snapshot.files = try files.decisions(id, snapshot.submission, connection)
        let arrival = snapshot.arrivalSeq
        snapshot.errands = errands.map(\.errand).filter { $0.askedSeq >= arrival }
        return StoredCase(
            row: row,
            events: events,
            submission: submission,
            facts: facts,
            errands: errands,
            snapshot: snapshot
        )
    }
}

extension StoredCase {
    /// Reads what an event without inputs needs, of a row that was read in this transaction.
    ///
    /// The form stays encrypted: its digest is that of the row, which a seal covers. Files, facts and returned fields are left
    /// out, so no rule of the service can be asked about this snapshot.
    static func readForRecord(
        _ row: CaseFileRow,
        in connection: Connection
    ) throws -> StoredCase {
        let id = row.file.id
        let events = try CaseEventRow.all(of: id, in: connection)
        let submission = try SubmissionRow.last(of: id, in: connection)
        let errands = try ErrandRow.all(of: id, in: connection)
        var snapshot = CaseSnapshot(
            file: row.file,
            parties: try CaseParty.all(of: id, in: connection),
            submission: try submission?.unopened(),
            events: events.map(\.event)
        )
        let arrival = snapshot.arrivalSeq
        snapshot.errands = errands.map(\.errand).filter { $0.askedSeq >= arrival }
        return StoredCase(
            row: row,
            events: events,
            submission: submission,
            facts: [],
            errands: errands,
            snapshot: snapshot
        )
    }
}

extension CaseSnapshot {
    /// The event with which the case came to its step.
    var arrivalSeq: Int64 { events.last { $0.fromStep != $0.toStep }?.seq ?? 1 }

    /// When it came to its step.
    var arrivedAt: Timestamp { events.first { $0.seq == arrivalSeq }?.at ?? file.openedAt }
}

extension Cases {
    /// Returns a case as its rows have it; nil when there is none.
    ///
    /// - Throws: `CaseError.integrityFailure`; `MissingKey`; `StoreError`.
    package func snapshot(_ id: String) async throws -> CaseSnapshot? {
        let (keys, files) = (keyring.current, files)
        return try await database.read { connection in
            try StoredCase.read(id, by: keys, files: files, in: connection)?.snapshot
        }
    }

    /// Returns a case as its rows have it, in a transaction.
    package func snapshot(_ id: String, in connection: Connection) throws -> CaseSnapshot? {
        try StoredCase.read(id, by: keyring.current, files: files, in: connection)?.snapshot
    }
}
