import Persian
import Store
import Tabular
import VerifyCore

/// A file of results, written while it is sent: a chunk for each transaction of the processing.
///
///     while let chunk = try await file.next() { try await writer.write(chunk) }
package struct BulkJobFile: Sendable {
    /// The selection of records.
    package enum Part: Sendable {
        /// Every record.
        case results
        /// The rejected records, or the codes that are not in force.
        case errors
    }

    /// Writes the lines of one chunk of results.
    typealias Rendering = @Sendable (JSON, inout CSVWriter, Connection) throws -> Void

    private let database: Database
    private let id: String
    private let part: Part
    private let render: Rendering
    private var writer = CSVWriter()
    private var last = 0
    private var hasEnded = false
    private let closing: [[String]]

    /// A file that ends with the lines `closing`, which are about the sent file as a whole.
    init(
        of id: String,
        _ part: Part,
        titles: [String],
        closing: [[String]] = [],
        in database: Database,
        _ render: @escaping Rendering
    ) {
        self.database = database
        self.id = id
        self.part = part
        self.render = render
        self.closing = closing
        writer.row(titles)
    }

    /// Returns the next chunk of the file's bytes; nil at its end.
    package mutating func next() async throws -> [UInt8]? {
        if hasEnded { return nil }
        let least = part == .errors ? 1 : 0
        let (id, after, render, begun) = (id, last, render, writer)
        let chunk = try await database.read { connection -> (last: Int, writer: CSVWriter)? in
            let found = try connection.first(
                """
                SELECT last, results
                FROM bulk_job_result
                WHERE bulk_job = \(id) AND first > \(after) AND errors >= \(least)
                ORDER BY first
                LIMIT 1
                """
            ) { row in (Int(try row.int(0)), try row.blob(1)) }
            guard let (last, results) = found else { return nil }
            var writer = begun
            try render(JSON(parsing: results, size: results.count), &writer, connection)
            return (last, writer)
        }
        guard let chunk else {
            hasEnded = true
            for line in closing { writer.row(line) }
            let rest = writer.take()
            return rest.isEmpty ? nil : rest
        }
        last = chunk.last
        writer = chunk.writer
        return writer.take()
    }
}
