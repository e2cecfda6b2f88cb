import Store
import VerifyCore

extension Registry {
    /// Checks the seal of every upload and batch that has not failed, and of the bytes that wait in them.
    ///
    /// Calls `problem` with a sentence for each that is not as it was sent.
    package func checkBulkJobs(_ problem: (String) -> Void) async throws {
        let keys = keyring.current
        var last = ""
        while true {
            let after = last
            let page: [(id: String, delivery: BulkJob?)] = try await database.read { connection in
                try connection.all(
                    """
                    SELECT \(BulkJob.columns)
                    FROM delivery
                    WHERE id > \(after)
                    ORDER BY id
                    LIMIT \(Self.checkedAtOnce)
                    """
                ) { (try $0.text(0), try? BulkJob($0)) }
            }
            for row in page {
                guard let delivery = row.delivery else {
                    observer.notice(.tampering)
                    problem("upload or batch \(row.id): the row cannot be read")
                    continue
                }
                // Nothing came of it, and nothing will.
                if delivery.state == .failed { continue }
                let name = "\(delivery.kind == .graduates ? "upload" : "batch") \(delivery.id)"
                let isWhole = delivery.state != .receiving
                let statement = delivery.statement(isWhole: isWhole)
                switch keys.verdict(on: statement, sealed: delivery.seal) {
                case .broken:
                    observer.notice(.tampering)
                    problem("\(name): the row does not match its seal")
                case .undecided(let missing):
                    problem("\(name): its data key \(missing.id) is not here")
                case .intact, .distrusted:
                    try await checkPieces(of: delivery, name, keys, problem)
                }
            }
            guard let end = page.last?.id else { return }
            last = end
        }
    }

    /// Says the first thing that is wrong with the bytes that wait.
    private func checkPieces(
        of delivery: BulkJob,
        _ name: String,
        _ keys: Keyring,
        _ problem: (String) -> Void
    ) async throws {
        if delivery.state.isFinal || delivery.chunks == 0 { return }
        for number in 1...delivery.chunks {
            let id = delivery.id
            let (piece, state) = try await database.read { connection in
                (
                    try BulkChunk.find(number, of: id, in: connection),
                    try BulkJob.find(id, in: connection)?.state
                )
            }
            // A daemon at work may end it meanwhile.
            guard state?.isFinal == false else { return }
            switch piece.map({ keys.verdict(on: $0.statement, sealed: $0.seal) }) {
            case .intact, .distrusted: continue
            case .undecided(let missing):
                problem("\(name): the data key \(missing.id) of its bytes is not here")
            case .broken, nil:
                observer.notice(.tampering)
                problem("\(name): its bytes are not as they were sent")
            }
            return
        }
    }
}
