package import Persian
import Store
import VerifyCore

/// A file that has wholly arrived, as the resource that its sender asks for.
package enum ReceivedFile: Sendable {
    /// Graduates.
    case upload(Upload)
    /// Codes.
    case batch(Batch)

    init(_ delivery: BulkJob) {
        switch delivery.kind {
        case .graduates: self = .upload(Upload(delivery))
        case .codes: self = .batch(Batch(delivery))
        }
    }
}

/// How the bytes of a file come in.
extension Registry {
    func begin(_ delivery: BulkJob) async throws {
        let seal = try seal(delivery.statement(isWhole: false))
        try await database.write { try delivery.insert(sealed: seal, in: $0) }
    }

    /// Appends the next bytes of a file that is being received; they are on disk when this returns.
    ///
    /// Pieces of about `BulkJobLimits.chunkBytes` cost least: each call is a write. Throws
    /// `BulkJobError`.
    package func append(_ bytes: [UInt8], to id: String, at now: Timestamp) async throws {
        if bytes.isEmpty { return }
        try await database.write { connection in
            var start = 0
            while start < bytes.count {
                let end = min(start + BulkJobLimits.chunkBytes, bytes.count)
                try append(Array(bytes[start..<end]), to: id, at: now, in: connection)
                start = end
            }
        }
    }

    private func append(
        _ piece: [UInt8],
        to id: String,
        at now: Timestamp,
        in connection: Connection
    ) throws {
        var delivery = try receiving(id, in: connection)
        guard delivery.bytes + piece.count <= BulkJobLimits.bytes else {
            throw BulkJobError.tooLarge(limit: BulkJobLimits.bytes)
        }
        delivery.bytes += piece.count
        delivery.chunks += 1
        try connection.execute(
            """
            UPDATE delivery
            SET
                bytes = \(delivery.bytes), chunks = \(delivery.chunks),
                seal = \(try seal(delivery.statement(isWhole: false))),
                changed_at = \(now.description)
            WHERE id = \(id)
            """
        )
        let statement = BulkChunk.statement(delivery.chunks, of: id, piece)
        try connection.execute(
            """
            INSERT INTO delivery_chunk (delivery, number, bytes, seal)
            VALUES (\(id), \(delivery.chunks), \(piece), \(try seal(statement)))
            """
        )
    }

    /// The file with this identifier, which must be arriving, its seal checked.
    private func receiving(_ id: String, in connection: Connection) throws -> BulkJob {
        guard let delivery = try BulkJob.find(id, in: connection) else {
            throw BulkJobError.notFound
        }
        guard delivery.state == .receiving else { throw BulkJobError.state(delivery.state) }
        try require(delivery.statement(isWhole: false), sealed: delivery.seal)
        return delivery
    }

    /// Says that all bytes of a file are there; it may now be worked on.
    @discardableResult
    package func finishReceiving(
        _ id: String,
        at now: Timestamp,
        alongside: @escaping TransactionHook<ReceivedFile> = { _, _ in }
    ) async throws -> ReceivedFile {
        try await database.write { connection in
            var delivery = try receiving(id, in: connection)
            try connection.execute(
                """
                UPDATE delivery
                SET
                    state = \(BulkJobState.queued),
                    seal = \(try seal(delivery.statement(isWhole: true))),
                    changed_at = \(now.description)
                WHERE id = \(id)
                """
            )
            delivery.state = .queued
            let file = ReceivedFile(delivery)
            try alongside(file, connection)
            return file
        }
    }

    /// Drops a file whose sender went away before its end.
    package func discard(_ id: String) async throws {
        try await database.write { connection in
            guard let delivery = try BulkJob.find(id, in: connection) else { return }
            guard delivery.state == .receiving else { throw BulkJobError.state(delivery.state) }
            try BulkJob.delete(id, in: connection)
        }
    }

    /// The uploads and batches that a worker can take up now, at most `limit` of them.
    ///
    /// Whoever asks by turns for the oldest and for the smallest lets nobody's few codes wait behind a
    /// university's years, and no flood of small files keep a large one waiting.
    package func waitingBulkJobs(
        _ order: BulkJobOrder = .oldest,
        limit: Int = .max,
        at now: Timestamp
    ) async throws -> [String] {
        let columns: SQL =
            switch order {
            case .oldest: "CASE owner_kind WHEN 'visitor' THEN 1 ELSE 0 END, created_at, id"
            case .smallest: "bytes, created_at, id"
            }
        return try await database.read { connection in
            try connection.all(
                """
                SELECT id
                FROM delivery
                WHERE state IN (\(BulkJobState.queued), \(BulkJobState.working))
                    AND (leased_until IS NULL OR leased_until < \(now.description))
                ORDER BY \(columns)
                LIMIT \(limit)
                """
            ) { try $0.text(0) }
        }
    }

    /// Drops what nobody will ask for any more: files that stopped arriving, and old batches.
    ///
    /// Returns how many were dropped. Uploads of graduates are kept.
    package func dropStaleBulkJobs(at now: Timestamp) async throws -> Int {
        let stopped = now.adding(seconds: -BulkJobLimits.receivingHours * 3600)
        let old = now.adding(seconds: -BulkJobLimits.batchDays * 86_400)
        return try await database.write { connection in
            let stale = try connection.all(
                """
                SELECT id
                FROM delivery
                WHERE (state = \(BulkJobState.receiving) AND changed_at < \(stopped.description))
                    OR (kind = \(BulkJob.Kind.codes) AND finished_at < \(old.description))
                """
            ) { try $0.text(0) }
            for id in stale { try BulkJob.delete(id, in: connection) }
            return stale.count
        }
    }
}

extension BulkJob {
    /// Drops the bytes, which nobody needs once every record has its result.
    static func dropBytes(of id: String, in connection: Connection) throws {
        try connection.execute("DELETE FROM delivery_chunk WHERE delivery = \(id)")
        try DataBank.endTrial(of: id, in: connection)
    }

    fileprivate static func delete(_ id: String, in connection: Connection) throws {
        try dropBytes(of: id, in: connection)
        try connection.execute("DELETE FROM delivery_part WHERE delivery = \(id)")
        try connection.execute("DELETE FROM delivery WHERE id = \(id)")
    }
}
