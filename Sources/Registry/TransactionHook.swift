package import Store

/// A closure that writes more in the transaction of a change, from its outcome: both are done, or neither.
package typealias TransactionHook<Outcome> = @Sendable (Outcome, Connection) throws -> Void
