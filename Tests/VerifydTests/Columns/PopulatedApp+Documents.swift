import Accounts
import Casework
import Persian
import Store
import Testing

@testable import Web

extension PopulatedApp {
    /// Leaves files in each state: of cases, with and without a decision, removed, unused and arriving.
    static func leaveDocuments(_ test: TestApp) async throws {
        let (documents, now) = (test.app.domain.documents, test.app.edge.now())
        for (number, isAccepted) in [nil, true, false].enumerated() {
            for caseID in ["case-1", "case-2"] {
                let document = try await upload("\(caseID) \(number)", documents, at: now)
                try await give(document, number, isAccepted, to: caseID, documents)
            }
        }
        let removed = try await upload("removed", documents, at: now)
        try await give(removed, 0, true, to: "case-3", documents)
        #expect(try await documents.removeBytes(of: "case-3") == 1)
        _ = try await upload("unused", documents, at: now)
        var arriving = documents.intake(by: PersonID("uploader-2"), at: now)
        let part = [UInt8](repeating: 0x20, count: 600_000)
        #expect(try await arriving.receive(Array("%PDF-1.7".utf8) + part) == nil)
    }

    private static func upload(
        _ text: String,
        _ documents: Documents,
        at now: Timestamp
    ) async throws -> StoredDocument {
        var intake = documents.intake(by: PersonID("uploader-1"), at: now)
        // One image among them, so that there is a size.
        let bytes = text.hasSuffix("1") ? pixel : Array("%PDF-1.7 \(text)".utf8)
        _ = try await intake.receive(bytes)
        guard case .stored(let document) = try await intake.finish() else {
            throw NotStored()
        }
        return document
    }

    private static func give(
        _ document: StoredDocument,
        _ number: Int,
        _ isAccepted: Bool?,
        to caseID: String,
        _ documents: Documents
    ) async throws {
        let decision = FileDecision(
            field: "/scan-\(number)",
            ordinal: number,
            file: FileReference(document: document.id, hash: document.hash, shownName: "a.pdf"),
            isAccepted: isAccepted,
            decidedSeq: isAccepted.map { _ in Int64(number + 1) },
            reason: isAccepted == false ? "blurred" : nil
        )
        try await documents.database.write { connection in
            try documents.caseFiles.write(caseID, number + 1, [decision], connection)
        }
    }

    /// A PNG of one grey pixel.
    private static let pixel: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0,
        0,
        1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3A, 0x7E, 0x9B, 0x55, 0, 0, 0, 13, 0x49, 0x44, 0x41, 0x54,
        0x78, 0x01, 0x01, 0x02, 0x00, 0xFD, 0xFF, 0x00, 0x80, 0x00, 0x82, 0x00, 0x81, 0xC3, 0x6E,
        0x25, 0xE0, 0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]
}

/// A file of the test was refused.
private struct NotStored: Error {}
