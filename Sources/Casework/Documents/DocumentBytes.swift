import Store
import VerifyCore

/// Why the bytes of a document cannot be read.
package enum DocumentError: Error, Sendable, Equatable, CustomStringConvertible {
    /// They were removed at the end of their retention.
    case removed

    /// What is wrong, as one clause.
    package var description: String { "the bytes of the document were removed" }
}

/// The bytes of a document: one chunk at a time is in memory.
///
/// Each chunk is authentic before it is returned, and the last one is returned after the hash of all bytes and the number of
/// chunks were verified, so a reader that has everything has the file whose hash the row states.
package struct DocumentBytes: AsyncSequence, Sendable {
    let documents: Documents
    let document: StoredDocument

    /// Begins with the first chunk.
    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(documents: documents, document: document)
    }

    /// Reads the chunks in order.
    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let documents: Documents
        fileprivate let document: StoredDocument
        fileprivate let hash = RunningSHA256()
        fileprivate var number: Int64 = 0
        fileprivate var bytes = 0

        /// Returns the next chunk; nil after the last one.
        ///
        /// - Throws: `DocumentError.removed`; `CaseError.integrityFailure`; `MissingKey`; `StoreError`.
        package mutating func next() async throws -> [UInt8]? {
            guard number < document.chunks else { return nil }
            number += 1
            let (id, number, isLast) = (document.id, number, number == document.chunks)
            let (chunk, isMore, state) = try await documents.database.read { connection in
                (
                    try DocumentChunk.find(number, of: id, in: connection),
                    isLast
                        ? try DocumentChunk.find(number + 1, of: id, in: connection) != nil : false,
                    try DocumentRow.find(id, in: connection)?.state
                )
            }
            guard let chunk, !isMore else {
                if state == .removed { throw DocumentError.removed }
                throw broken
            }
            let part: [UInt8]
            do {
                part = try chunk.opened(by: documents.keyring.current)
            } catch let error as CaseError {
                documents.alarm(.broken)
                throw error
            }
            hash.update(part)
            bytes += part.count
            guard !isLast || (bytes == document.bytes && hash.finish() == document.hash) else {
                throw broken
            }
            return part
        }

        private var broken: CaseError {
            documents.alarm(.broken)
            return .integrityFailure("a chunk of document \(document.id)")
        }
    }
}
