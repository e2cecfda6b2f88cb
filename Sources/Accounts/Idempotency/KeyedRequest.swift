import Store

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

    /// What the seal of its response covers in addition; the length separates owner and key.
    var associatedData: [UInt8] {
        Array("\(owner.utf8.count) \(owner)\(key)".utf8) + fingerprint
    }
}
