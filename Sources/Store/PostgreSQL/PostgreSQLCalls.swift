#if PostgreSQL
import CPostgres

extension PostgreSQLSession {
    func prepare(_ text: String) throws(StoreError) -> any Statement {
        PostgreSQLStatement(text, in: self)
    }

    func prepare(inserting text: String) throws(StoreError) -> any Statement {
        PostgreSQLStatement(text + " RETURNING id", in: self)
    }

    /// Prepares a statement on the server; returns its name there.
    ///
    /// That is not part of a transaction, so a BEGIN that has not been sent stays unsent.
    func prepare(_ text: String, types: [Oid]) throws(StoreError) -> String {
        count += 1
        let name = "s\(count)"
        let result = result {
            unsafe PQsendPrepare(handle, name, text, Int32(types.count), types) == 1
        }
        guard result.isGood else {
            throw error(result)
        }
        return name
    }

    /// Removes a prepared statement from the server, before the next transaction.
    func forget(_ name: String) {
        forgotten.append(name)
    }

    /// Runs a prepared statement, values and rows in binary.
    func run(prepared name: String, _ values: [SQLValue]) throws(StoreError) -> PostgreSQLResult {
        changes += 1
        let command = Command(name: name, values: values)
        let result = takeFetched(command) ?? result(of: command)
        guard result.isGood else {
            throw error(result)
        }
        return result
    }

    /// The result of a statement, or of the BEGIN before it when that failed.
    private func result(of command: Command) -> PostgreSQLResult {
        let begin = begin
        self.begin = nil
        let count = begin == nil ? 1 : 2
        let results = pipeline(count) { index in
            guard let begin, index == 0 else {
                return send(command)
            }
            return unsafe PQsendQueryParams(handle, begin, 0, nil, nil, nil, nil, 0) == 1
        }
        let failed = results.first { !$0.isGood }
        return unsafe failed ?? (results.count == count ? results.last : nil)
            ?? PostgreSQLResult(nil)
    }

    private func send(_ command: Command) -> Bool {
        unsafe withParameters(command.values) { pointers, lengths, formats in
            unsafe PQsendQueryPrepared(
                handle,
                command.name,
                Int32(command.values.count),
                pointers,
                lengths,
                formats,
                1
            ) == 1
        }
    }

    /// Sends commands in one message; returns their results in order, fewer when the connection was lost.
    ///
    /// `send` sends the command of an index; false when that failed.
    private func pipeline(_ count: Int, _ send: (Int) -> Bool) -> [PostgreSQLResult] {
        startAnswerTimeout()
        guard unsafe PQenterPipelineMode(handle) == 1 else {
            return []
        }
        defer {
            if unsafe PQexitPipelineMode(handle) == 0 {
                isSpoilt = true
            }
        }
        guard (0..<count).allSatisfy(send), unsafe PQpipelineSync(handle) == 1 else {
            return []
        }
        var results: [PostgreSQLResult] = []
        var ends = 0
        // A result and a NULL for each, then the result of the synchronisation.
        while ends <= count {
            if let result = nextResult() {
                if result.status == PGRES_PIPELINE_SYNC {
                    break
                }
                results.append(result)
            } else if unsafe PQstatus(handle) == CONNECTION_OK {
                ends += 1
            } else {
                break
            }
        }
        return results
    }

    /// Sends one command outside a pipeline and returns its last result.
    ///
    /// `send` returns false when it failed.
    private func result(_ send: () -> Bool) -> PostgreSQLResult {
        startAnswerTimeout()
        guard send() else {
            return unsafe PostgreSQLResult(nil)
        }
        var last: PostgreSQLResult?
        while let next = nextResult() {
            last = next
            guard unsafe PQstatus(handle) == CONNECTION_OK else { break }
        }
        return unsafe last ?? PostgreSQLResult(nil)
    }

    /// Waits for the next result of a command; returns nil at its end.
    ///
    /// A COPY, which this program never requests, would have no end.
    private func nextResult() -> PostgreSQLResult? {
        waitForResult()
        guard let pointer = unsafe PQgetResult(handle) else {
            return nil
        }
        let result = unsafe PostgreSQLResult(pointer)
        switch result.status {
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            isSpoilt = true
            return nil
        default:
            return result
        }
    }

    /// Calls `body` with the values as libpq takes them: addresses, lengths and formats, all binary.
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
        // Empty values still need an address, or they would be NULL.
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

    func fetch(_ ahead: [(statement: any Statement, values: [SQLValue])]) {
        let commands = ahead.compactMap { statement, values -> Command? in
            let name = try? (statement as? PostgreSQLStatement)?.prepared(for: values)
            return name.map { Command(name: $0, values: values) }
        }
        let results = pipeline(commands.count) { send(commands[$0]) }
        fetched = zip(commands, results).filter { $1.isGood }
    }

    /// Returns the result of a command that was sent ahead, and discards those fetched before it.
    private func takeFetched(_ command: Command) -> PostgreSQLResult? {
        guard let index = fetched.firstIndex(where: { $0.command == command }) else {
            return nil
        }
        defer { fetched.removeFirst(index + 1) }
        return fetched[index].result
    }

    func forgetFetched() {
        fetched = []
    }

    /// Runs statements of plain text; returns the first value of the last one, empty for NULL.
    @discardableResult
    func run(_ text: String) throws(StoreError) -> String? {
        if let begin {
            self.begin = nil
            try run(begin)
        }
        let result = result { unsafe PQsendQuery(handle, text) == 1 }
        guard result.isGood else {
            throw error(result)
        }
        // COMMIT of a failed transaction is a ROLLBACK, which only the command's tag shows.
        if text.hasSuffix("COMMIT"),
            unsafe String(cString: PQcmdStatus(result.pointer)) == "ROLLBACK"
        {
            throw .conflict
        }
        guard result.count > 0, unsafe PQnfields(result.pointer) > 0 else {
            return nil
        }
        return unsafe String(cString: PQgetvalue(result.pointer, 0, 0))
    }
}
#endif
