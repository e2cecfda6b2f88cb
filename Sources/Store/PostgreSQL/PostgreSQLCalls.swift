#if PostgreSQL
import CPostgres

extension PostgreSQLSession {
    func prepare(_ text: String) throws(StoreError) -> any Statement {
        PostgreSQLStatement(text, in: self)
    }

    /// Prepares a statement on the server; returns the name that it got.
    ///
    /// That is no part of a transaction, so a BEGIN that waits goes on waiting.
    func prepare(_ text: String, types: [Oid]) throws(StoreError) -> String {
        count += 1
        let name = "s\(count)"
        let result = unsafe PQprepare(handle, name, text, Int32(types.count), types)
        defer { unsafe PQclear(result) }
        guard unsafe PQresultStatus(result) == PGRES_COMMAND_OK else {
            throw unsafe error(result)
        }
        return name
    }

    /// Removes a prepared statement, at the next occasion.
    func forget(_ name: String) {
        forgotten.append(name)
    }

    /// Runs a prepared statement, values and rows in binary.
    ///
    /// The result is the caller's.
    func run(prepared name: String, _ values: [SQLValue]) throws(StoreError) -> OpaquePointer? {
        let result = unsafe withParameters(values) { pointers, lengths, formats in
            guard let begin else {
                return unsafe PQexecPrepared(
                    handle,
                    name,
                    Int32(values.count),
                    pointers,
                    lengths,
                    formats,
                    1
                )
            }
            self.begin = nil
            return unsafe together(begin) {
                unsafe PQsendQueryPrepared(
                    handle,
                    name,
                    Int32(values.count),
                    pointers,
                    lengths,
                    formats,
                    1
                )
            }
        }
        switch unsafe PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return unsafe result
        default:
            defer { unsafe PQclear(result) }
            throw unsafe error(result)
        }
    }

    /// Sends BEGIN and a statement at once; returns the statement's result, or that of a BEGIN that
    /// failed.
    private func together(_ begin: String, _ send: () -> Int32) -> OpaquePointer? {
        guard unsafe PQenterPipelineMode(handle) == 1 else {
            return nil
        }
        defer {
            if unsafe PQexitPipelineMode(handle) == 0 {
                isSpoilt = true
            }
        }
        guard
            unsafe PQsendQueryParams(handle, begin, 0, nil, nil, nil, nil, 0) == 1,
            send() == 1, unsafe PQpipelineSync(handle) == 1
        else {
            return nil
        }
        var kept: OpaquePointer?
        var ends = 0
        // A result and a NULL for each of the two, then the answer to the synchronisation.
        while ends < 3 {
            guard let result = unsafe PQgetResult(handle) else {
                guard unsafe PQstatus(handle) == CONNECTION_OK else {
                    break
                }
                ends += 1
                continue
            }
            switch unsafe PQresultStatus(result) {
            case PGRES_PIPELINE_SYNC:
                unsafe PQclear(result)
                return unsafe kept
            case PGRES_PIPELINE_ABORTED where unsafe kept != nil:
                unsafe PQclear(result)
            default:
                unsafe PQclear(kept)
                unsafe kept = result
            }
        }
        return unsafe kept
    }

    /// Lends the values as libpq takes them: addresses, lengths and formats, all binary.
    private func withParameters<Answer>(
        _ values: [SQLValue],
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) -> Answer
    ) -> Answer {
        var bytes: [UInt8] = []
        var ranges: [Range<Int>?] = []
        ranges.reserveCapacity(values.count)
        for value in values {
            let start = bytes.count
            switch value {
            case .null: break
            case .integer(let number):
                for shift in stride(from: 56, through: 0, by: -8) {
                    bytes.append(UInt8(truncatingIfNeeded: number >> shift))
                }
            case .text(let text): bytes += text.utf8
            case .blob(let blob): bytes += blob
            }
            ranges.append(value == .null ? nil : start..<bytes.count)
        }
        // No bytes at all still need an address, or they would be NULL.
        bytes.append(0)
        return unsafe bytes.withUnsafeBytes { buffer in
            let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return unsafe body(
                ranges.map { range in
                    guard let range, let base = unsafe base else { return nil }
                    return unsafe UnsafePointer(base + range.lowerBound)
                },
                ranges.map { Int32($0?.count ?? 0) },
                Array(repeating: 1, count: values.count)
            )
        }
    }

    /// Runs statements of plain text; returns the first value of the last one, empty for NULL.
    @discardableResult
    func run(_ text: String) throws(StoreError) -> String? {
        if let begin {
            self.begin = nil
            try run(begin)
        }
        let result = unsafe PQexec(handle, text)
        defer { unsafe PQclear(result) }
        switch unsafe PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: break
        default: throw unsafe error(result)
        }
        // COMMIT of a transaction that has failed is a ROLLBACK, and says so only here.
        if text.hasSuffix("COMMIT"), unsafe String(cString: PQcmdStatus(result)) == "ROLLBACK" {
            throw .conflict
        }
        guard unsafe PQntuples(result) > 0, unsafe PQnfields(result) > 0 else {
            return nil
        }
        return unsafe String(cString: PQgetvalue(result, 0, 0))
    }
}
#endif
