import Store
import Tabular

/// Reads the rows of a job's workbook, step by step, from the chunks in the database.
///
/// A workbook's directory is at its end, so its bytes are requested by their offset. Each step runs on a thread of
/// the database, where a requested chunk can be waited for.
///
/// A copy shares the reader: only the newest copy may be read.
struct WorkbookSource: Sendable {
    private let bytes: BulkJobBytes
    private let reader: WorkbookReader
    /// The offset at which each chunk ends.
    private let ends: [Int]

    /// Chunks that stay in memory during a step: those of the directory and of the part that is read.
    private static let kept = 2

    init(_ bytes: BulkJobBytes) async throws {
        let sizes = try await bytes.sizes()
        var end = 0
        ends = sizes.map { size in
            end += size
            return end
        }
        self.bytes = bytes
        reader = WorkbookReader(size: end)
    }

    /// Reads on.
    ///
    /// - Throws: `BulkJobProblem` for a file that is not a workbook, or one that cannot be read.
    func next() async throws -> WorkbookReader.Step {
        do {
            return try await bytes.registry.database.read { [self] connection in
                var cache: [(number: Int, bytes: [UInt8])] = []
                return try reader.next { offset, count in
                    try read(count, at: offset, &cache, in: connection)
                }
            }
        } catch let error as TableFileError {
            throw BulkJobProblem(error)
        }
    }

    private func read(
        _ count: Int,
        at offset: Int,
        _ cache: inout [(number: Int, bytes: [UInt8])],
        in connection: Connection
    ) throws -> [UInt8] {
        guard let index = index(of: offset) else { return [] }
        let number = index + 1
        let start = offset - (index == 0 ? 0 : ends[index - 1])
        let chunk: [UInt8]
        if let known = cache.first(where: { $0.number == number }) {
            chunk = known.bytes
        } else {
            chunk = try bytes.chunk(number, in: connection)
            if cache.count == Self.kept { cache.removeFirst() }
            cache.append((number, chunk))
        }
        // The sizes have no seal; the bytes have.
        guard start < chunk.count else { throw RegistryError.integrityFailure }
        return Array(chunk[start..<min(start + count, chunk.count)])
    }

    /// The index of the chunk with the byte at an offset; nil after the end.
    private func index(of offset: Int) -> Int? {
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] <= offset { low = middle + 1 } else { high = middle }
        }
        return low < ends.count ? low : nil
    }
}

extension BulkJobBytes {
    /// The number of bytes of each chunk.
    fileprivate func sizes() async throws -> [Int] {
        try await registry.database.read { [id] connection in
            try connection.all(
                """
                SELECT length(bytes)
                FROM bulk_job_chunk
                WHERE bulk_job = \(id)
                ORDER BY number
                """
            ) { Int(try $0.int(0)) }
        }
    }
}
