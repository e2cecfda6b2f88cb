import Accounts
import Persian
import Store
import VerifyCore

/// What became of an upload.
package enum DocumentResult: Sendable, Hashable {
    /// The file is stored; the same person's equal file, which no case uses yet, is the same document.
    case stored(StoredDocument)
    /// Nothing of it is stored.
    case refused(DocumentRefusal)
}

/// One file while it arrives.
///
/// At most `DocumentLimit.waitingBytes` and one segment of an image are in memory, however long the file is. Full chunks are
/// encrypted and written in short transactions, so a hundred slow uploads hold no transaction open; a file that fits in the
/// memory takes one transaction at its end. Until then a row in the state `receiving` has the chunks, and nothing uses it.
package struct DocumentIntake {
    private let documents: Documents
    private let owner: PersonID
    private let now: Timestamp
    private let id = CaseID.make()
    private var walk = FileWalk()
    private let hash = RunningSHA256()
    /// Bytes that are kept and not written yet.
    private var waiting: [UInt8] = []
    private var bytes: Int64 = 0
    private var chunks: Int64 = 0
    /// The row as it was written; nil before the first transaction.
    private var row: DocumentRow?
    private var refusal: DocumentRefusal?

    init(_ documents: Documents, owner: PersonID, at now: Timestamp) {
        self.documents = documents
        self.owner = owner
        self.now = now
    }

    /// Takes the next bytes; returns why the file is refused, after which its further bytes need not be read.
    ///
    /// - Throws: `CaseError.noActiveKey`; `StoreError`. Call `abandon` then.
    package mutating func receive(_ part: [UInt8]) async throws -> DocumentRefusal? {
        if let refusal { return refusal }
        do throws(DocumentRefusal) {
            try walk.receive(part, into: &waiting)
        } catch {
            return try await refuse(error)
        }
        guard waiting.count >= DocumentLimit.waitingBytes else { return nil }
        let full = try encrypt(waiting.count / DocumentLimit.chunkBytes)
        let (new, keys) = (row == nil ? emptyRow : nil, documents.keyring.current)
        let isTaken = try await documents.database.write { connection in
            if let new {
                guard try Self.mayBegin(new, in: connection) else { return false }
                try new.insert(by: keys, in: connection)
            }
            for chunk in full { try chunk.insert(in: connection) }
            return true
        }
        guard isTaken else { return try await refuse(.tooMany) }
        if row == nil { row = emptyRow }
        return nil
    }

    /// Ends the file.
    ///
    /// - Throws: `CaseError`; `StoreError`. Call `abandon` then.
    package mutating func finish() async throws -> DocumentResult {
        if let refusal { return .refused(refusal) }
        let found: FileWalk.Result
        do throws(DocumentRefusal) {
            found = try walk.finish()
        } catch {
            return .refused(try await refuse(error))
        }
        let isLast = waiting.count % DocumentLimit.chunkBytes == 0 ? 0 : 1
        let rest = try encrypt(waiting.count / DocumentLimit.chunkBytes + isLast)
        var finished = emptyRow
        finished.state = .stored
        finished.content = DocumentRow.Content(
            hash: hash.finish().bytes,
            bytes: bytes,
            chunks: chunks,
            kind: found.kind.rawValue,
            width: (found.size?.width).map { Int64($0) },
            height: (found.size?.height).map { Int64($0) },
            isStripped: found.isStripped
        )
        let (documents, isBegun, stored) = (documents, row != nil, finished)
        let document = try await documents.database.write { connection in
            try documents.finish(stored, isBegun: isBegun, rest, in: connection)
        }
        guard let document else { return .refused(try await refuse(.tooMany)) }
        return .stored(document)
    }

    /// Deletes what was written of a file that does not arrive completely.
    ///
    /// - Throws: `StoreError`; the file is then deleted with those that no case uses.
    package func abandon() async throws {
        guard let row else { return }
        try await documents.database.write { try row.delete(in: $0) }
    }

    private mutating func refuse(_ error: DocumentRefusal) async throws -> DocumentRefusal {
        refusal = error
        waiting = []
        try await abandon()
        return error
    }

    /// Takes chunks out of the bytes that wait; the last one may be short.
    private mutating func encrypt(_ count: Int) throws -> [DocumentChunk] {
        let keys = documents.keyring.current
        var encrypted: [DocumentChunk] = []
        for index in 0..<count {
            let start = index * DocumentLimit.chunkBytes
            let end = min(start + DocumentLimit.chunkBytes, waiting.count)
            let part = Array(waiting[start..<end])
            hash.update(part)
            chunks += 1
            bytes += Int64(part.count)
            encrypted.append(try DocumentChunk(part, number: chunks, of: id, by: keys))
        }
        waiting.removeFirst(min(count * DocumentLimit.chunkBytes, waiting.count))
        return encrypted
    }

    private var emptyRow: DocumentRow {
        DocumentRow(id: id, owner: owner, state: .receiving, receivedAt: now)
    }

    /// Whether a person may have one more file that no case uses.
    fileprivate static func mayBegin(_ row: DocumentRow, in connection: Connection) throws -> Bool {
        let count = try connection.first(
            "SELECT count(*) FROM document WHERE owner = \(row.owner)"
        ) { try $0.int(0) }
        return count ?? 0 < DocumentLimit.unused
    }
}

extension Documents {
    /// Writes the row and the last chunks; nil where the person has too many files.
    ///
    /// Where the person has uploaded the same bytes before, that document is kept and counts from now.
    fileprivate func finish(
        _ row: DocumentRow,
        isBegun: Bool,
        _ rest: [DocumentChunk],
        in connection: Connection
    ) throws -> StoredDocument? {
        let keys = keyring.current
        if let owner = row.owner, let hash = row.content?.hash,
            var equal = try DocumentRow.find(hash: hash, of: owner, in: connection)
        {
            try require(equal)
            if isBegun { try row.delete(in: connection) }
            equal.receivedAt = max(equal.receivedAt, row.receivedAt)
            try equal.update(by: keys, in: connection)
            return try equal.document()
        }
        if isBegun {
            guard let begun = try self.row(row.id, in: connection) else {
                throw CaseError.integrityFailure(row.name)
            }
            var finished = row
            finished.seal = begun.seal
            try finished.update(by: keys, in: connection)
        } else {
            guard try DocumentIntake.mayBegin(row, in: connection) else { return nil }
            try row.insert(by: keys, in: connection)
        }
        for chunk in rest { try chunk.insert(in: connection) }
        return try row.document()
    }
}
