import Casework
import Web

/// The settings of webhooks: how the feed of an organisation leaves.
struct WebhookSettings: Sendable {
    let workers = Setting<Int>(
        "webhooks.workers",
        .count(0...64),
        "2",
        "Webhooks to which this daemon sends in parallel; 0 leaves them to another daemon."
    )
    let privateRanges = Setting<[AddressRange]>(
        "webhooks.private-ranges",
        .ranges,
        "",
        "Addresses and ranges that are not public and to which webhooks may go, also without TLS."
    )
    let disableAfter = Setting<Duration>(
        "webhooks.disable-after",
        .duration(.seconds(3_600) ... .seconds(2_592_000)),
        "5d",
        "How long a webhook may fail before it is disabled; `webhooks enable` lets it continue."
    )
}

extension Settings {
    /// How messages to webhooks are sent.
    var webhookDelivery: WebhookDelivery {
        let ranges = self[\.webhooks.privateRanges] ?? []
        let limits = WebhookDelivery.limits(authorities: self[\.messages.authorities])
        return WebhookDelivery(
            permits: { address in
                let checked = Address(high: address.high, low: address.low)
                return ranges.contains { $0.contains(checked) }
            },
            call: { $0.send(limits) }
        )
    }

    /// A range from which a webhook could reach more than the offices that it names.
    func webhookHazards(_ table: SettingTable) -> [SettingHazard] {
        let ranges = self[\.webhooks.privateRanges] ?? []
        guard ranges.contains(where: { $0.breadth != .usual }) else { return [] }
        return [
            SettingHazard(
                setting: table.webhooks.privateRanges.name,
                severity: .warned,
                reason:
                    "a wide range lets webhooks reach services of your own network: name single addresses"
            )
        ]
    }
}
