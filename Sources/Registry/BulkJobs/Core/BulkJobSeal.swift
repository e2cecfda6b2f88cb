import Persian
import Store
import VerifyCore

/// The seal on a file that was sent: who sent it, what is to be done, and how much of it there is.
///
/// Whoever can write the database could otherwise put a file beside the others, or turn somebody's list
/// into an order to issue. How far the work got is not sealed: a record done twice is done once.
extension BulkJob {
    /// What is sealed; only a file that has arrived whole is worked on.
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

/// A chunk of a file's bytes, with the seal beside it.
struct BulkChunk: Sendable {
    let job: String
    let number: Int
    let bytes: [UInt8]
    let seal: [UInt8]

    var statement: RowStatement { Self.statement(number, of: job, bytes) }

    /// What is sealed of a chunk.
    static func statement(_ number: Int, of id: String, _ bytes: [UInt8]) -> RowStatement {
        RowStatement(.piece, .text(id), .integer(Int64(number)), .bytes(bytes))
    }

    /// The chunk with a number, counted from 1; nil when there is none.
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
    /// A seal under the active data key.
    func seal(_ statement: RowStatement) throws(RegistryError) -> [UInt8] {
        guard let seal = keyring.current.seal(statement) else { throw .noActiveKey(.data) }
        return seal
    }

    /// Requires that a row is as it was written; what is not raises the alarm and is never used.
    ///
    /// Throws `MissingKey` where another machine has to tell.
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

/// The bytes of a file that has arrived, chunk by chunk, each with its seal checked.
struct BulkJobBytes: Sendable {
    let registry: Registry
    let id: String
    /// As the file's own seal says.
    let chunks: Int

    /// The bytes of a chunk, counted from 1; nil after the last.
    func chunk(_ number: Int) async throws -> [UInt8]? {
        guard number <= chunks else { return nil }
        let found = try await registry.database.read { [id] connection in
            let chunk = try BulkChunk.find(number, of: id, in: connection)
            // Whoever was quicker has dropped the bytes at the end of the work.
            if chunk == nil, try BulkJob.find(id, in: connection)?.state != .working {
                throw BulkJobError.takenOver
            }
            return chunk
        }
        guard let chunk = found else {
            registry.observer.notice(.tampering)
            throw RegistryError.integrityFailure
        }
        try registry.require(chunk.statement, sealed: chunk.seal)
        return chunk.bytes
    }
}
