import Store
import VerifyCore

extension Registry {
    /// Checks the seal of every upload and batch that has not failed, and of the bytes that wait in them.
    ///
    /// Calls `problem` with a sentence for each that is not as it was sent.
    package func checkDeliveries(_ problem: (String) -> Void) async throws {
        let keys = keyring.current
        var last = ""
        while true {
            let after = last
            let page: [(id: String, delivery: Delivery?)] = try await database.read { connection in
                try connection.all(
                    """
                    SELECT \(Delivery.columns)
                    FROM delivery
                    WHERE id > \(after)
                    ORDER BY id
                    LIMIT \(Self.checkedAtOnce)
                    """
                ) { (try $0.text(0), try? Delivery($0)) }
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
                if keys.verdict(on: statement, sealed: delivery.seal) == .broken {
                    observer.notice(.tampering)
                    problem("\(name): the row does not match its seal")
                } else if try await hasBrokenPiece(delivery, keys) {
                    observer.notice(.tampering)
                    problem("\(name): its bytes are not as they were sent")
                }
            }
            guard let end = page.last?.id else { return }
            last = end
        }
    }

    private func hasBrokenPiece(_ delivery: Delivery, _ keys: Keyring) async throws -> Bool {
        if delivery.state.isFinal || delivery.chunks == 0 { return false }
        for number in 1...delivery.chunks {
            let id = delivery.id
            let (piece, state) = try await database.read { connection in
                (
                    try DeliveryPiece.find(number, of: id, in: connection),
                    try Delivery.find(id, in: connection)?.state
                )
            }
            // A daemon at work may end it meanwhile.
            guard state?.isFinal == false else { return false }
            guard let piece, keys.verdict(on: piece.statement, sealed: piece.seal) != .broken
            else { return true }
        }
        return false
    }
}
