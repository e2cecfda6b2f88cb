import Accounts
import Store
import VerifyCore

extension Documents {
    /// The files of forms, for the engine.
    package var caseFiles: CaseFiles {
        CaseFiles(
            stored: { try stored($0, for: $1, in: $2) },
            decisions: { try decisions(of: $0, $1, in: $2) },
            write: { try write($2, of: $0, submission: $1, in: $3) }
        )
    }

    /// The documents among some ids that a case may use: its own, and those that the person uploaded and no case uses.
    private func stored(
        _ ids: Set<String>,
        for use: CaseFileUse,
        in connection: Connection
    ) throws -> [String: StoredFile] {
        var files: [String: StoredFile] = [:]
        for id in ids.sorted() {
            guard let document = try document(id, in: connection), !document.isRemoved else {
                continue
            }
            var own = document
            if let caseID = document.caseID {
                guard caseID == use.caseID else { continue }
            } else {
                guard document.owner == use.person else { continue }
                own = try equal(to: document, of: use.caseID, in: connection) ?? document
            }
            files[id] = StoredFile(
                document: own.id,
                hash: own.hash,
                kind: own.kind,
                bytes: own.bytes
            )
        }
        return files
    }

    /// The document of a case with the same bytes; nil when there is none.
    private func equal(
        to document: StoredDocument,
        of caseID: String?,
        in connection: Connection
    ) throws -> StoredDocument? {
        guard let caseID,
            let row = try DocumentRow.find(hash: document.hash.bytes, of: caseID, in: connection)
        else { return nil }
        try require(row)
        return try row.document()
    }

    /// The files of a submission with their decisions.
    ///
    /// - Throws: `CaseError.integrityFailure` for a row that was changed or deleted, and for a document of another case.
    private func decisions(
        of caseID: String,
        _ submission: Submission?,
        in connection: Connection
    ) throws -> [FileDecision] {
        let keys = keyring.current
        let number = submission?.number ?? 1
        let rows = try CaseDocumentRow.all(of: caseID, submission: number, in: connection)
        let expected = submission?.values.files ?? []
        if rows.isEmpty, expected.isEmpty { return [] }
        var documents: [String: DocumentRow] = [:]
        for row in try DocumentRow.all(of: caseID, in: connection) { documents[row.id] = row }
        let files = try rows.map { row in
            try keys.requireIntact(row.statement, row.seal, row.name, alarm: alarm)
            guard let document = documents[row.document] else {
                throw CaseError.integrityFailure("document \(row.document)")
            }
            try require(document)
            guard let hash = try document.document()?.hash else {
                throw CaseError.integrityFailure(document.name)
            }
            return try row.file(hash, by: keys)
        }
        for file in expected {
            let found = files.first { $0.field == file.field && $0.ordinal == file.ordinal }
            guard found?.file == file.file else {
                alarm(.broken)
                throw CaseError.integrityFailure(
                    "file \(file.field) \(file.ordinal) of submission \(number) of case \(caseID)"
                )
            }
        }
        return files
    }

    /// Writes the files of a submission, or the decisions about them.
    private func write(
        _ files: [FileDecision],
        of caseID: String,
        submission: Int,
        in connection: Connection
    ) throws {
        let keys = keyring.current
        let rows = try CaseDocumentRow.all(of: caseID, submission: submission, in: connection)
        for file in files {
            let known = rows.first { $0.field == file.field && $0.ordinal == file.ordinal }
            guard var row = known else {
                try give(file.file, to: caseID, in: connection)
                try CaseDocumentRow(file, of: caseID, submission: submission, by: keys)
                    .insert(by: keys, in: connection)
                continue
            }
            try keys.requireIntact(row.statement, row.seal, row.name, alarm: alarm)
            guard row.document == file.file.document else {
                throw CaseError.integrityFailure(row.name)
            }
            row.decide(as: file)
            try row.update(by: keys, in: connection)
        }
    }

    /// Gives a document to a case; nothing changes where the case has it.
    private func give(
        _ file: FileReference,
        to caseID: String,
        in connection: Connection
    ) throws {
        guard var row = try row(file.document, in: connection), row.state == .stored,
            row.content?.hash == file.hash.bytes, row.caseID == nil || row.caseID == caseID
        else { throw CaseError.integrityFailure("document \(file.document)") }
        guard row.caseID == nil else { return }
        (row.caseID, row.owner) = (caseID, nil)
        try row.update(by: keyring.current, in: connection)
    }
}
