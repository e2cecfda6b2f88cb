import Accounts
import Web

/// What is dangerous in the settings of messages.
extension Settings {
    func messageHazards(_ table: SettingTable) -> [SettingHazard] {
        let single = [mailHazard(table), senderHazard(table, .email), senderHazard(table, .sms)]
        return single.compactMap { $0 }
            + [
                gatewayHazard(table.messages.smsGateway),
                gatewayHazard(table.messages.secondGateway),
            ]
            .compactMap { $0 }
    }

    /// A password and codes that cross a network in clear.
    private func mailHazard(_ table: SettingTable) -> SettingHazard? {
        guard let server = self[\.messages.smtpServer], self[\.messages.smtpTLS] == "off",
            reach(of: server) != .machine
        else { return nil }
        return SettingHazard(
            setting: table.messages.smtpTLS.name,
            severity: .refused,
            reason: "e-mails and the password go in clear to another machine: use TLS"
        )
    }

    private func gatewayHazard(_ setting: Setting<String>) -> SettingHazard? {
        guard let gateway = self[setting], gateway.hasPrefix("http://"),
            reach(of: gateway) != .machine
        else { return nil }
        return SettingHazard(
            setting: setting.name,
            severity: .refused,
            reason: "the key and codes go in clear to another machine: use https"
        )
    }

    /// Messages that wait for a sender; the development environment has a sender for every channel.
    private func senderHazard(
        _ table: SettingTable,
        _ channel: AccountMessage.Channel
    ) -> SettingHazard? {
        guard self[\.environment] != "development", channelsWithoutSender.contains(channel),
            self[\.messages.workers] != 0
        else { return nil }
        switch channel {
        case .email:
            return SettingHazard(
                setting: table.messages.smtpServer.name,
                severity: .warned,
                reason: "no sender of e-mails: invitations and notices wait, and codes expire"
            )
        case .sms:
            return SettingHazard(
                setting: table.messages.smsGateway.name,
                severity: .warned,
                reason: "no SMS gateway: text messages wait, and codes expire"
            )
        }
    }

    private func reach(of address: String) -> Reach {
        let rest = address.firstRange(of: "://").map { address[$0.upperBound...] } ?? address[...]
        let host = rest.prefix { $0 != "/" }
        if host.hasPrefix("[") {
            return Reach(host: String(host.prefix { $0 != "]" }) + "]")
        }
        return Reach(host: String(host.prefix { $0 != ":" }))
    }
}
