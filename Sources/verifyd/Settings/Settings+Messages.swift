import Accounts
import Casework
import Web

/// The senders of messages that the settings describe.
extension Settings {
    /// Returns the senders in the order in which they are tried.
    ///
    /// In the development environment, a channel without a sender has `development`.
    ///
    /// - Throws: `Settings.Faults` for what is missing, and for a secret that cannot be read.
    func messageSenders(development: DevelopmentMessages?) throws(Faults) -> [any MessageSender] {
        let limits = OutboundLimits(authorities: self[\.messages.authorities])
        var senders: [any MessageSender] = []
        if let mail = try mailSender(limits) { senders.append(mail) }
        if let first = try firstGateway(limits) { senders.append(first) }
        if let second = try secondGateway(limits) { senders.append(second) }
        if let development { senders.append(development) }
        return senders
    }

    /// The channels for which the settings have no sender.
    var channelsWithoutSender: Set<AccountMessage.Channel> {
        var missing: Set<AccountMessage.Channel> = []
        if self[\.messages.smtpServer] == nil { missing.insert(.email) }
        if self[\.messages.smsGateway] == nil, self[\.messages.secondGateway] == nil {
            missing.insert(.sms)
        }
        return missing
    }

    /// The budgets of text messages.
    func messageBudgets() throws(Faults) -> MessageBudgets {
        MessageBudgets([
            .registrations: try value(\.messages.registrations),
            .others: try value(\.messages.others),
        ])
    }

    private func mailSender(_ limits: OutboundLimits) throws(Faults) -> SMTPSender? {
        guard let server = self[\.messages.smtpServer] else { return nil }
        var credentials: MailCall.Credentials?
        if let user = self[\.messages.smtpUser] {
            let password = try secret(\.messages.smtpPasswordFile, "smtp-password")
            credentials = .init(user: user, password: password)
        }
        return SMTPSender(
            name: "smtp",
            sender: try value(\.messages.smtpSender),
            server: .init(
                address: "\(server)/\(publicName)",
                requiresTLS: self[\.messages.smtpTLS] != "off",
                credentials: credentials
            ),
            call: { $0.send(limits) }
        )
    }

    private func firstGateway(_ limits: OutboundLimits) throws(Faults) -> PathKeyGateway? {
        guard let base = self[\.messages.smsGateway] else { return nil }
        let key = try secret(\.messages.smsKeyFile, "sms-key")
        let isWord = key.utf8.allSatisfy { byte in
            UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "-_".utf8.contains(byte)
        }
        guard isWord else {
            let name = SettingTable().messages.smsKeyFile.name
            throw Faults(all: [
                .dangerous(name: name, reason: "a key in a path has letters, digits, - and _ only")
            ])
        }
        return PathKeyGateway(
            name: "sms",
            base: base,
            key: key,
            line: try value(\.messages.smsLine),
            call: { $0.send(limits) }
        )
    }

    private func secondGateway(_ limits: OutboundLimits) throws(Faults) -> BearerGateway? {
        guard let base = self[\.messages.secondGateway] else { return nil }
        return BearerGateway(
            name: "sms-second",
            base: base,
            key: try secret(\.messages.secondKeyFile, "sms-second-key"),
            line: try value(\.messages.secondLine),
            call: { $0.send(limits) }
        )
    }

    /// The secret of a setting.
    private func secret(
        _ row: KeyPath<SettingTable, Setting<String>>,
        _ credential: String
    ) throws(Faults) -> String {
        let setting = SettingTable()[keyPath: row].name
        let file = SecretFile(setting: setting, credential: credential)
        guard let secret = try file.read(self[row]), !secret.isEmpty else {
            throw Faults(all: [.missing(name: setting)])
        }
        return secret
    }

    /// The host of the public address, which the daemon gives as its name to the SMTP server.
    private var publicName: String {
        let url = self[\.publicURL] ?? ""
        let host = url.firstRange(of: "://").map { url[$0.upperBound...] } ?? url[...]
        return String(host.prefix { $0 != ":" && $0 != "/" })
    }
}
