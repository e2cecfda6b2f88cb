package import Persian
import Store
import VerifyCore

/// How far receivers are, for the metrics.
package struct WebhookCounts: Sendable, Equatable {
    /// Receivers that are disabled after failures.
    package let disabled: Int
    /// Receivers whose last attempt failed.
    package let failing: Int
    /// Seconds since the oldest change that a working receiver does not have; 0 for none.
    package let delay: Int
}

extension Webhooks {
    /// Returns how far receivers are.
    package func counts(at now: Timestamp) async throws -> WebhookCounts {
        let keys = keyring.current
        return try await database.read { connection in
            var (disabled, failing) = (0, 0)
            var oldest = now
            for row in try WebhookRow.all(in: connection) {
                guard let webhook = try? row.opened(by: keys).webhook,
                    let progress = try WebhookProgress.find(row.id, in: connection)
                else { continue }
                if webhook.disabledAt != nil {
                    disabled += 1
                    continue
                }
                if progress.tries > 0 { failing += 1 }
                let next = try Feed.entries(
                    of: webhook.organisation,
                    after: progress.position,
                    limit: 1,
                    in: connection
                )
                oldest = min(oldest, next.first?.at ?? now)
            }
            return WebhookCounts(
                disabled: disabled,
                failing: failing,
                delay: Int(now.secondsSinceEpoch - oldest.secondsSinceEpoch)
            )
        }
    }

    /// Encrypts every receiver under the active data key that is right under a former one; returns how many.
    ///
    /// A row that cannot be opened stays as it is, and `check` names it.
    ///
    /// - Throws: `CaseError.noActiveKey`; `MissingKey`; `StoreError`.
    package func renewCiphers() async throws -> Int {
        let keys = keyring.current
        guard let key = keys.activeDataKey else { throw CaseError.noActiveKey }
        return try await database.write { connection in
            try WebhookRow.all(in: connection).count { row in
                guard !row.isUnder(key), let opened = try? row.opened(by: keys) else {
                    return false
                }
                try WebhookRow(opened, by: keys).update(replacing: row, in: connection)
                return true
            }
        }
    }

    /// Calls `problem` with one sentence for each row that was made or changed by hand, or whose data key is not in the keyring.
    package func check(_ problem: (String) -> Void) async throws {
        let keys = keyring.current
        let rows = try await database.read { try WebhookRow.all(in: $0) }
        for row in rows {
            do {
                _ = try row.opened(by: keys)
            } catch let missing as MissingKey {
                problem("webhook \(row.id): its data key \(missing.id) is not in the keyring")
            } catch {
                problem("webhook \(row.id): the row was changed by hand")
            }
        }
    }
}
