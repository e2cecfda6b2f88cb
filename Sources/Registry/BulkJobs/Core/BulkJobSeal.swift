import Persian
import Store
import VerifyCore

/// The seal on a job: its sender, its task and its size.
///
/// Without it an attacker who can write the database could add a job, or turn a list of graduates into an order to
/// issue. Progress is not sealed: processing a record twice has the effect of processing it once.
extension BulkJob {
    /// The statement that is sealed; only a job that is complete is processed.
    func statement(isWhole: Bool) -> RowStatement {
        RowStatement(
            .delivery,
            .text(id),
            .integer(kind.rawValue),
            .text(owner.columns.kind),
            .text(owner.columns.code),
            .text(owner.columns.name),
            .integer(issues ? 1 : 0),
            .integer(isDryRun ? 1 : 0),
            .text(purpose),
            .text(consentReference),
            .text(createdAt.description),
            .integer(Int64(bytes)),
            .integer(Int64(chunks)),
            .integer(isWhole ? 1 : 0)
        )
    }
}

/// A chunk of a file's bytes with its seal.
struct BulkChunk: Sendable {
    let job: String
    let number: Int
    let bytes: [UInt8]
    let seal: [UInt8]

    var statement: RowStatement { Self.statement(number, of: job, bytes) }

    /// The statement about a chunk that is sealed.
    static func statement(_ number: Int, of id: String, _ bytes: [UInt8]) -> RowStatement {
        RowStatement(.piece, .text(id), .integer(Int64(number)), .bytes(bytes))
    }

    /// Returns the chunk with a number, counted from 1; nil if there is none.
    static func find(
        _ number: Int,
        of id: String,
        in connection: Connection
    ) throws -> BulkChunk? {
        try connection.first(
            """
            SELECT bytes, seal
            FROM bulk_job_chunk
            WHERE bulk_job = \(id) AND number = \(number)
            """
        ) { row in
            BulkChunk(
                job: id,
                number: number,
                bytes: try row.blob(0),
                seal: try row.blob(1)
            )
        }
    }
}

extension Registry {
    /// Returns a seal under the active data key.
    func seal(_ statement: RowStatement) throws(RegistryError) -> [UInt8] {
        guard let seal = keyring.current.seal(statement) else { throw .noActiveKey(.data) }
        return seal
    }

    /// Requires that a row is unchanged since it was sealed; a changed row raises the alarm.
    ///
    /// - Throws: `RegistryError.integrityFailure`, or `MissingKey` where only a machine with that key can decide.
    func require(_ statement: RowStatement, sealed seal: [UInt8]) throws {
        switch keyring.current.verdict(on: statement, sealed: seal) {
        case .intact: return
        case .broken: observer.notice(.tampering)
        case .distrusted: observer.notice(.distrustedKey)
        case .undecided(let missing): throw missing
        }
        throw RegistryError.integrityFailure
    }
}

/// The bytes of a complete file, chunk by chunk; the seal of each is verified.
struct BulkJobBytes: Sendable {
    let registry: Registry
    let id: String
    /// The number of chunks, by the job's seal.
    let chunks: Int

    /// Returns the bytes of a chunk, counted from 1; nil after the last.
    func chunk(_ number: Int) async throws -> [UInt8]? {
        guard number <= chunks else { return nil }
        return try await registry.database.read { try chunk(number, in: $0) }
    }

    /// Returns the bytes of a chunk that the file has.
    func chunk(_ number: Int, in connection: Connection) throws -> [UInt8] {
        guard let chunk = try BulkChunk.find(number, of: id, in: connection) else {
            // Another worker finished the job and deleted the bytes.
            if try BulkJob.find(id, in: connection)?.state != .working {
                throw BulkJobError.takenOver
            }
            registry.observer.notice(.tampering)
            throw RegistryError.integrityFailure
        }
        try registry.require(chunk.statement, sealed: chunk.seal)
        return chunk.bytes
    }
}
