import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Casework

/// Documents over an empty database, with keys that a test may rotate.
struct TestDocuments: Sendable {
    let place: TestPlace
    let database: Database
    let keyring: LiveKeyring
    let documents: Documents
    let alarms = Collected<Keyring.SealVerdict>()

    static let now = TestOutbox.start
    static let person = PersonID("person-a")
    static let other = PersonID("person-b")

    static func with(
        _ engine: TestEngine,
        _ body: (TestDocuments) async throws -> Void
    ) async throws {
        try await engine.withPlace { place in
            let database = try Database(place.location)
            defer { database.close() }
            try await database.migrate(CaseworkTables.migrations)
            try await body(TestDocuments(place, database))
        }
    }

    private init(_ place: TestPlace, _ database: Database) throws {
        self.place = place
        self.database = database
        keyring = LiveKeyring(try TestKeys.keyring.get().current)
        documents = Documents(database: database, keyring: keyring) { [alarms] in alarms.add($0) }
    }

    /// Uploads a file in parts.
    func upload(
        _ bytes: [UInt8],
        by owner: PersonID = person,
        parts length: Int = 70_001,
        at now: Timestamp = now
    ) async throws -> DocumentResult {
        var intake = documents.intake(by: owner, at: now)
        var rest = bytes[...]
        while !rest.isEmpty {
            if let refusal = try await intake.receive(Array(rest.prefix(length))) {
                return .refused(refusal)
            }
            rest = rest.dropFirst(length)
        }
        return try await intake.finish()
    }

    func store(
        _ bytes: [UInt8],
        by owner: PersonID = person,
        at now: Timestamp = now
    ) async throws -> StoredDocument {
        let result = try await upload(bytes, by: owner, at: now)
        guard case .stored(let document) = result else { throw UnexpectedResult(result: result) }
        return document
    }

    func read(_ document: StoredDocument) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await part in documents.bytes(of: document) { bytes += part }
        return bytes
    }

    /// Gives a document to a case, as the move that uses it does.
    func give(
        _ document: StoredDocument,
        to caseID: String,
        field: String = "/scan",
        accepted: Bool? = nil
    ) async throws {
        let files = documents.caseFiles
        try await database.write { connection in
            let use = CaseFileUse(caseID: caseID, person: document.owner)
            let stored = try files.stored([document.id], use, connection)
            guard let file = stored[document.id] else { throw UnknownDocument() }
            let decision = FileDecision(
                field: field,
                file: FileReference(
                    document: file.document,
                    hash: file.hash,
                    shownName: "مدرک.pdf"
                ),
                isAccepted: accepted,
                decidedSeq: accepted.map { _ in 2 }
            )
            try files.write(caseID, 1, [decision], connection)
        }
    }

    func decisions(of caseID: String) async throws -> [FileDecision] {
        let files = documents.caseFiles
        return try await database.read { try files.decisions(caseID, nil, $0) }
    }

    func problems() async throws -> [String] {
        var problems: [String] = []
        try await documents.check { problems.append($0) }
        return problems
    }

    /// The numbers of rows: documents, chunks.
    func counts() async throws -> [Int64] {
        try await database.read { connection in
            try ["document", "document_chunk"].map { table in
                try connection.first("SELECT count(*) FROM \(identifier: table)") {
                    try $0.int(0)
                } ?? 0
            }
        }
    }

    /// A PDF of a length, with bytes that do not repeat.
    static func pdf(_ length: Int, seed: UInt64 = 1) -> [UInt8] {
        var random = SeededRandom(seed: seed)
        var bytes = Array("%PDF-1.7\n".utf8)
        while bytes.count < length { bytes.append(UInt8(random.below(256))) }
        return bytes
    }
}

/// A file that should have been stored was not.
struct UnexpectedResult: Error {
    let result: DocumentResult
}

/// A case may not use a document.
struct UnknownDocument: Error {}
