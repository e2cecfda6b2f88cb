import Accounts
import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Casework

/// Files that are stored, shared, read back and deleted.
@Suite struct DocumentTests {
    @Test(arguments: TestEngine.allCases)
    func `a file of any length is read back as it was stored`(_ engine: TestEngine) async throws {
        try await TestDocuments.with(engine) { test in
            let chunk = DocumentLimit.chunkBytes
            for length in [9, chunk - 1, chunk, chunk + 1, 2 * chunk, 1_300_000] {
                let bytes = TestDocuments.pdf(length, seed: UInt64(length))
                let document = try await test.store(bytes)
                #expect(document.bytes == length && document.hash.bytes == SHA256.hash(bytes))
                #expect(document.kind == .pdf && document.size == nil && !document.isStripped)
                #expect(try await test.read(document) == bytes)
                #expect(try await test.documents.document(document.id) == document)
            }
            #expect(try await test.problems() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an image is stored stripped, with its size and the hash of what is stored`(
        _ engine: TestEngine
    ) async throws {
        try await TestDocuments.with(engine) { test in
            for image in ImageWalkTests.images {
                let document = try await test.store(image.full)
                #expect(document.hash.bytes == SHA256.hash(image.plain) && document.isStripped)
                #expect(document.size != nil && document.bytes == image.plain.count)
                #expect(try await test.read(document) == image.plain)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `no byte of a file is readable in the database`(_ engine: TestEngine) async throws {
        try await TestDocuments.with(engine) { test in
            let document = try await test.store(TestDocuments.pdf(300))
            try await test.give(document, to: "case-1")
            let cells = try await test.database.read { connection in
                try connection.all("SELECT cipher FROM document_chunk") { try $0.blob(0) }
                    + connection.all("SELECT shown_name FROM case_document") { try $0.blob(0) }
            }
            #expect(cells.count == 2)
            for cell in cells {
                #expect(!TestImages.contains(cell, Array("%PDF".utf8)))
                #expect(!TestImages.contains(cell, Array("مدرک".utf8)))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a refused or abandoned file leaves no row`(_ engine: TestEngine) async throws {
        try await TestDocuments.with(engine) { test in
            let large = TestDocuments.pdf(DocumentLimit.bytes + 1)
            #expect(try await test.upload(large, parts: 1_000_000) == .refused(.tooLarge))
            #expect(try await test.upload([]) == .refused(.empty))
            var image = TestPNG.plain
            image.chunks.insert(
                TestPNG.chunk("IDAT", [UInt8](repeating: 7, count: 600_000)),
                at: 1
            )
            image.chunks.removeLast()
            #expect(try await test.upload(image.bytes) == .refused(.truncated))
            var intake = test.documents.intake(by: TestDocuments.person, at: TestDocuments.now)
            let bytes = TestDocuments.pdf(900_000)
            #expect(try await intake.receive(bytes) == nil)
            #expect(try await test.counts() == [1, 3])
            #expect(try await test.problems() == [])
            try await intake.abandon()
            #expect(try await test.counts() == [0, 0])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the same file of a person is one document, and of two persons two`(
        _ engine: TestEngine
    ) async throws {
        try await TestDocuments.with(engine) { test in
            let bytes = TestDocuments.pdf(700_000)
            let first = try await test.store(bytes)
            #expect(try await test.store(bytes).id == first.id)
            #expect(try await test.store(bytes, by: TestDocuments.other).id != first.id)
            #expect(try await test.counts() == [2, 6])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `equal files of a case are one document, and two cases share none`(
        _ engine: TestEngine
    ) async throws {
        try await TestDocuments.with(engine) { test in
            let bytes = TestDocuments.pdf(1_000)
            let first = try await test.store(bytes)
            try await test.give(first, to: "case-1", field: "/scan")
            let again = try await test.store(bytes)
            #expect(again.id != first.id)
            try await test.give(again, to: "case-1", field: "/copy")
            #expect(Set(try await test.decisions(of: "case-1").map(\.file.document)) == [first.id])
            try await test.give(again, to: "case-2")
            #expect(try await test.decisions(of: "case-2").map(\.file.document) == [again.id])
            await #expect(throws: UnknownDocument.self) {
                try await test.give(first, to: "case-2", field: "/other")
            }
            #expect(try await test.problems() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a file that no case uses is usable by its owner only, and disappears after a day`(
        _ engine: TestEngine
    ) async throws {
        try await TestDocuments.with(engine) { test in
            let (unused, used) = (
                try await test.store(TestDocuments.pdf(700_000)),
                try await test.store(TestDocuments.pdf(500))
            )
            try await test.give(used, to: "case-1")
            let files = test.documents.caseFiles
            for (person, count) in [(TestDocuments.person, 1), (TestDocuments.other, 0)] {
                let found = try await test.database.read { connection in
                    let use = CaseFileUse(caseID: nil, person: person)
                    return try files.stored([unused.id, used.id], use, connection)
                }
                #expect(found.count == count)
            }
            let day = TestDocuments.now.adding(seconds: DocumentLimit.unusedSeconds)
            #expect(try await test.documents.prune(before: TestDocuments.now) == 0)
            #expect(try await test.documents.prune(before: day) == 1)
            #expect(try await test.documents.document(unused.id) == nil)
            #expect(try await test.read(used).count == 500)
            #expect(try await test.counts() == [1, 1])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a file that was uploaded again lives a day from then`(_ engine: TestEngine) async throws {
        try await TestDocuments.with(engine) { test in
            let bytes = TestDocuments.pdf(500)
            _ = try await test.store(bytes)
            let later = TestDocuments.now.adding(seconds: 80_000)
            _ = try await test.store(bytes, at: later)
            #expect(try await test.documents.prune(before: later) == 0)
            #expect(try await test.problems() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a person has no more unused files than three forms take`(
        _ engine: TestEngine
    ) async throws {
        try await TestDocuments.with(engine) { test in
            for number in 0..<DocumentLimit.unused {
                _ = try await test.store(TestDocuments.pdf(40, seed: UInt64(number)))
            }
            let more = TestDocuments.pdf(40, seed: 1_000)
            #expect(try await test.upload(more) == .refused(.tooMany))
            let large = TestDocuments.pdf(900_000, seed: 1_001)
            #expect(try await test.upload(large) == .refused(.tooMany))
            _ = try await test.store(more, by: TestDocuments.other)
            #expect(try await test.counts()[0] == Int64(DocumentLimit.unused + 1))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after the retention the hash and the decision stay, and the bytes are gone`(
        _ engine: TestEngine
    ) async throws {
        try await TestDocuments.with(engine) { test in
            let document = try await test.store(TestDocuments.pdf(600_000))
            try await test.give(document, to: "case-1", accepted: true)
            #expect(try await test.documents.removeBytes(of: "case-1") == 1)
            #expect(try await test.documents.removeBytes(of: "case-1") == 0)
            let removed = try #require(try await test.documents.document(document.id))
            #expect(removed.isRemoved && removed.hash == document.hash)
            let file = try #require(try await test.decisions(of: "case-1").first)
            #expect(file.file.hash == document.hash && file.isAccepted == true)
            #expect(try await test.counts() == [1, 0])
            for known in [document, removed] {
                await #expect(throws: DocumentError.removed) { try await test.read(known) }
            }
            // The same bytes may come again, as another document.
            let again = try await test.store(TestDocuments.pdf(600_000))
            try await test.give(again, to: "case-1", field: "/again")
            #expect(try await test.problems() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a hundred uploads at the same time are all stored`(_ engine: TestEngine) async throws {
        try await TestDocuments.with(engine) { test in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        let bytes = TestDocuments.pdf(30_000 + number, seed: UInt64(number))
                        let owner = PersonID("person-\(number % 10)")
                        let document = try await test.store(bytes, by: owner)
                        #expect(try await test.read(document) == bytes)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await test.counts() == [100, 100])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two uploads of the same file at the same time make one document`(
        _ engine: TestEngine
    ) async throws {
        try await TestDocuments.with(engine) { test in
            let bytes = TestDocuments.pdf(600_000)
            async let first = test.store(bytes)
            async let second = test.store(bytes)
            let ids = try await [first.id, second.id]
            #expect(Set(ids).count == 1)
            #expect(try await test.counts() == [1, 3])
        }
    }
}
