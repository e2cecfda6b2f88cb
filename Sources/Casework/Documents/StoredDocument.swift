package import Accounts
import Persian
package import VerifyCore

/// A document whose row was verified.
package struct StoredDocument: Sendable, Hashable {
    /// The id of the row of `document`.
    package let id: String
    /// The case that uses it; nil before one does.
    package let caseID: String?
    /// The person who uploaded it; nil when a case uses it.
    package let owner: PersonID?
    /// The SHA-256 of the kept bytes.
    package let hash: Digest
    /// The number of bytes.
    package let bytes: Int
    /// The kind.
    package let kind: FileKind
    /// The size of an image; nil for a PDF.
    package let size: ImageSize?
    /// Whether the kept bytes differ from those that were uploaded.
    package let isStripped: Bool
    /// Whether the bytes were removed at the end of their retention.
    package let isRemoved: Bool
    /// The number of chunks.
    let chunks: Int64
}

extension DocumentRow {
    /// The document of a row whose seal was verified; nil while its bytes arrive.
    ///
    /// - Throws: `CaseError.integrityFailure` for a column that no version writes.
    func document() throws -> StoredDocument? {
        guard let content else { return nil }
        guard let hash = Digest(content.hash) else { throw CaseError.integrityFailure(name) }
        var size: ImageSize?
        if let width = content.width, let height = content.height {
            size = try ImageSize(width: Int(width), height: Int(height))
        }
        return StoredDocument(
            id: id,
            caseID: caseID,
            owner: owner,
            hash: hash,
            bytes: Int(content.bytes),
            kind: try StoredWord.required(content.kind, "document.kind"),
            size: size,
            isStripped: content.isStripped,
            isRemoved: state == .removed,
            chunks: content.chunks
        )
    }
}
