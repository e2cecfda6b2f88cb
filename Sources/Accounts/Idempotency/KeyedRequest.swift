import Store
import VerifyCore

/// A request lost its idempotency key to a later arrival: its daemon hung, or a clock is wrong.
package struct KeyTakenOver: Error {}

/// One arrival of a request with an `Idempotency-Key`.
package struct KeyedRequest: Sendable {
    let key: String
    let owner: String
    let fingerprint: [UInt8]
    /// The name of this arrival in the row while it has the key.
    let holder: String

    /// Whether this arrival has the key and has no response yet, as a condition on its row.
    var isHeld: SQL {
        "owner = \(owner) AND key = \(key) AND instance = \(holder) AND status IS NULL"
    }

    /// The table, column and row of its response, which the encryption authenticates with it: a ciphertext that was
    /// moved to another place does not open.
    var place: RowStatement {
        RowStatement(.answer, .text(owner), .text(key), .bytes(fingerprint))
    }
}
