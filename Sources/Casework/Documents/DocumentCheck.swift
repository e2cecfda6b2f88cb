import Store
import VerifyCore

/// `db check --keys`: every row, and every byte of every document.
extension Documents {
    private static let checkedAtOnce = 200

    /// Checks the seals of all rows, and the chunks of every document against its hash.
    ///
    /// Calls `problem` with one sentence for each row or chunk that was made or changed by hand, or that names a data key
    /// which is not in the keyring or is retired or compromised. It decrypts everything that is stored.
    package func check(_ problem: (String) -> Void) async throws {
        var last = ""
        while true {
            let after = last
            let rows = try await database.read { connection in
                try DocumentRow.page(after: after, limit: Self.checkedAtOnce, in: connection)
            }
            for row in rows {
                var found = [keyring.current.problem(row.statement, row.seal, row.name)]
                    .compactMap(\.self)
                if found.isEmpty { found = try await chunkProblems(of: row) }
                if !found.isEmpty, try await isUnchanged(row) { found.forEach(problem) }
            }
            guard let end = rows.last?.id else { break }
            last = end
        }
        try await checkDecisions(problem)
    }

    /// Whether a row is still as it was read; a move, an upload or a removal may have come between.
    private func isUnchanged(_ row: DocumentRow) async throws -> Bool {
        try await database.read { try DocumentRow.find(row.id, in: $0)?.seal == row.seal }
    }

    private func chunkProblems(of row: DocumentRow) async throws -> [String] {
        let numbers = try await database.read {
            try DocumentChunk.numbers(of: row.id, in: $0)
        }
        let keys = keyring.current
        let hash = RunningSHA256()
        var problems: [String] = []
        for number in numbers {
            guard
                let chunk = try await database.read({
                    try DocumentChunk.find(number, of: row.id, in: $0)
                })
            else { continue }
            do {
                hash.update(try chunk.opened(by: keys))
            } catch let missing as MissingKey {
                problems.append(
                    "chunk \(number) of \(row.name): its data key \(missing.id) is not in the keyring"
                )
            } catch {
                problems.append("chunk \(number) of \(row.name) was changed by hand")
            }
        }
        guard problems.isEmpty, let content = row.content else { return problems }
        let expected = row.state == .stored ? Array(1...max(1, content.chunks)) : []
        if numbers != expected {
            problems.append("\(row.name): its number of chunks was changed by hand")
        } else if row.state == .stored, hash.finish().bytes != content.hash {
            problems.append("\(row.name): its bytes are not those of its hash")
        }
        return problems
    }

    private func checkDecisions(_ problem: (String) -> Void) async throws {
        let keys = keyring.current
        var last: CaseDocumentRow?
        while true {
            let after = last
            let rows = try await database.read { connection in
                try CaseDocumentRow.page(after: after, limit: Self.checkedAtOnce, in: connection)
                    .map { ($0, try DocumentRow.find($0.document, in: connection)?.caseID) }
            }
            for (row, caseID) in rows {
                if let found = keys.problem(row.statement, row.seal, row.name) {
                    problem(found)
                } else if caseID != row.caseID {
                    problem("\(row.name): its document belongs to another case")
                }
            }
            guard let end = rows.last?.0 else { return }
            last = end
        }
    }
}

extension Keyring {
    /// What is wrong with the seal of a row, as one sentence; nil for an intact one.
    fileprivate func problem(
        _ statement: RowStatement,
        _ seal: [UInt8],
        _ name: String
    ) -> String? {
        switch verdict(on: statement, sealed: seal) {
        case .intact: nil
        case .broken: "\(name): the row was changed by hand"
        case .distrusted: "\(name): its data key is retired or compromised"
        case .undecided(let missing): "\(name): its data key \(missing.id) is not in the keyring"
        }
    }
}
