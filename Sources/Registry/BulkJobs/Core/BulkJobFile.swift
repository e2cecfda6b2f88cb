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

    private let registry: Registry
    private let id: String
    private let part: Part
    private let render: Rendering
    /// How many records had results when the file was requested, by the job's seal.
    private let records: Int
    private var writer = CSVWriter()
    private var last = 0
    private var hasEnded = false
    private let closing: [[String]]

    /// A file that ends with the lines `closing`, which are about the sent file as a whole.
    init(
        of id: String,
        records: Int,
        _ part: Part,
        titles: [String],
        closing: [[String]] = [],
        from registry: Registry,
        _ render: @escaping Rendering
    ) {
        self.registry = registry
        self.id = id
        self.records = records
        self.part = part
        self.render = render
        self.closing = closing
        writer.row(titles)
    }

    /// Returns the next chunk of the file's bytes; nil at its end.
    ///
    /// - Throws: `RegistryError.integrityFailure`, with an alarm, where results were changed by hand or are missing;
    ///   `MissingKey`.
    package mutating func next() async throws -> [UInt8]? {
        while !hasEnded {
            let (current, start, isErrors) = (self, writer, part == .errors)
            let chunk = try await registry.database.read { connection in
                guard let results = try current.nextResults(in: connection) else {
                    return (last: nil as Int?, writer: start)
                }
                if isErrors, results.errors == 0 { return (results.last, start) }
                var writer = start
                let lines = results.lines
                try current.render(JSON(parsing: lines, size: lines.count), &writer, connection)
                return (results.last, writer)
            }
            writer = chunk.writer
            if let last = chunk.last {
                self.last = last
            } else {
                hasEnded = true
                for line in closing { writer.row(line) }
            }
            let bytes = writer.take()
            if !bytes.isEmpty { return bytes }
        }
        return nil
    }

    /// Reads the results that follow, which begin where the last ones ended, and verifies their seal.
    private func nextResults(in connection: Connection) throws -> BulkJobResults? {
        let results = try BulkJobResults.next(after: last, of: id, in: connection)
        guard results.map({ $0.first == last + 1 }) ?? (last >= records) else {
            registry.observer.notice(.tampering)
            throw RegistryError.integrityFailure
        }
        if let results { try registry.require(results.statement, sealed: results.seal ?? []) }
        return results
    }
}
