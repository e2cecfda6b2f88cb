import Store
import VerifyCore

/// A row of `document_chunk`: bytes of a document, encrypted and bound to document and number.
struct DocumentChunk: Sendable {
    let document: String
    /// The number in the document, from 1.
    let number: Int64
    let cipher: [UInt8]

    private static let column = CaseColumn(table: "document_chunk", column: "cipher")

    /// Encrypts bytes as a chunk.
    ///
    /// - Throws: `CaseError.noActiveKey`.
    init(_ bytes: [UInt8], number: Int64, of document: String, by keys: Keyring) throws {
        self.document = document
        self.number = number
        cipher = try Self.column.seal(bytes, row: "\(document) \(number)", by: keys)
    }

    private init(_ cipher: [UInt8], number: Int64, of document: String) {
        self.document = document
        self.number = number
        self.cipher = cipher
    }

    /// Returns the bytes.
    ///
    /// - Throws: `CaseError.integrityFailure` for a chunk that was changed or moved; `MissingKey`.
    func opened(by keys: Keyring) throws -> [UInt8] {
        try Self.column.open(cipher, row: "\(document) \(number)", by: keys)
    }

    /// Returns the chunk with a number; nil when there is none.
    static func find(
        _ number: Int64,
        of document: String,
        in connection: Connection
    ) throws -> DocumentChunk? {
        try connection.first(
            "SELECT cipher FROM document_chunk WHERE document = \(document) AND n = \(number)"
        ) { DocumentChunk(try $0.blob(0), number: number, of: document) }
    }

    /// Returns the numbers of the chunks of a document.
    static func numbers(of document: String, in connection: Connection) throws -> [Int64] {
        try connection.all(
            "SELECT n FROM document_chunk WHERE document = \(document) ORDER BY n"
        ) { try $0.int(0) }
    }

    func insert(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO document_chunk (document, n, cipher)
            VALUES (\(document), \(number), \(cipher))
            """
        )
    }

    /// Writes a new cipher of the same bytes.
    func update(in connection: Connection) throws {
        try connection.execute(
            """
            UPDATE document_chunk
            SET cipher = \(cipher)
            WHERE document = \(document) AND n = \(number)
            """
        )
    }

    static func deleteAll(of document: String, in connection: Connection) throws {
        try connection.execute("DELETE FROM document_chunk WHERE document = \(document)")
    }
}
