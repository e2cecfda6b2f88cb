import Foundation
import Store
import Web

/// A setting whose value is well-formed and dangerous.
struct SettingHazard: Sendable, Equatable {
    /// What follows from it.
    enum Severity: Sendable, Equatable {
        /// The daemon does not start.
        case refused
        /// `config check` and the log of the daemon name it.
        case warned
    }

    let setting: String
    let severity: Severity
    /// What is dangerous, and the way out: one sentence in lower case.
    let reason: String
}

extension Settings {
    /// Returns every setting that is dangerous.
    ///
    /// - Throws: What is malformed in the address of the database.
    func hazards() throws -> [SettingHazard] {
        let table = SettingTable()
        let single: [SettingHazard?] = [
            publicURLHazard(table), developmentHazard(table), metricsHazard(table),
            limitsHazard(table), connectionsHazard(table), identityHazard(table),
        ]
        let database = try databaseHazards(table)
        return single.compactMap { $0 } + proxyHazards(table) + messageHazards(table)
            + webhookHazards(table) + database
    }

    /// Refuses to start with a setting that is too dangerous.
    func requireSafe() throws {
        let refused = try hazards().filter { $0.severity == .refused }
        guard refused.isEmpty else {
            throw Faults(all: refused.map { .dangerous(name: $0.setting, reason: $0.reason) })
        }
    }
}

/// Where the daemon is reached.
extension Settings {
    private func publicURLHazard(_ table: SettingTable) -> SettingHazard? {
        guard let url = self[\.publicURL], url.hasPrefix("http://") else { return nil }
        let reason = "codes and names are sent in clear to \(url): use https, at a proxy"
        switch publicReach {
        case .machine: return nil
        case .privateNetwork, .everyInterface:
            return SettingHazard(setting: table.publicURL.name, severity: .warned, reason: reason)
        case .everywhere, .name:
            return SettingHazard(setting: table.publicURL.name, severity: .refused, reason: reason)
        }
    }

    private func developmentHazard(_ table: SettingTable) -> SettingHazard? {
        guard self[\.environment] == "development" else { return nil }
        let name = table.environment.name
        let reason = "development keys are public, and any person can issue degrees with them"
        let listening = self[\.listen].map { Reach(host: $0.host) } ?? .machine
        if listening == .everywhere || publicReach == .everywhere || publicReach == .name {
            return SettingHazard(setting: name, severity: .refused, reason: reason)
        }
        guard listening != .machine || publicReach != .machine else { return nil }
        return SettingHazard(setting: name, severity: .warned, reason: reason)
    }

    private func metricsHazard(_ table: SettingTable) -> SettingHazard? {
        guard self[\.metrics] == true, let endpoint = self[\.metricsListen] else { return nil }
        let reason =
            "anyone who reaches \(endpoint) reads the metrics: use an address of this machine"
        switch Reach(host: endpoint.host) {
        case .machine, .privateNetwork, .name: return nil
        case .everyInterface:
            return SettingHazard(
                setting: table.metricsListen.name,
                severity: .warned,
                reason: reason
            )
        case .everywhere:
            return SettingHazard(
                setting: table.metricsListen.name,
                severity: .refused,
                reason: reason
            )
        }
    }

    private var publicReach: Reach {
        let url = self[\.publicURL] ?? ""
        let host = url.firstRange(of: "://").map { String(url[$0.upperBound...]) } ?? url
        let isBracketed = host.hasPrefix("[")
        return Reach(host: isBracketed ? host : String(host.prefix { $0 != ":" }))
    }
}

/// Who is believed, and how much one client may do.
extension Settings {
    private func proxyHazards(_ table: SettingTable) -> [SettingHazard] {
        (self[\.trustedProxies] ?? []).compactMap { range -> SettingHazard? in
            switch range.breadth {
            case .everything:
                SettingHazard(
                    setting: table.trustedProxies.name,
                    severity: .refused,
                    reason: "with \(range) every client names its own address, and no limit holds"
                )
            case .wide:
                SettingHazard(
                    setting: table.trustedProxies.name,
                    severity: .warned,
                    reason:
                        "\(range) is very wide: every machine in it names the addresses of clients"
                )
            case .usual: nil
            }
        }
    }

    private func limitsHazard(_ table: SettingTable) -> SettingHazard? {
        guard self[\.rates.rateLimits] == false else { return nil }
        return SettingHazard(
            setting: table.rates.rateLimits.name,
            severity: .warned,
            reason: "one client can use all of the service: off is for benchmarks"
        )
    }

    private func identityHazard(_ table: SettingTable) -> SettingHazard? {
        guard self[\.people.identityCheck] == "sandbox", self[\.environment] != "development" else {
            return nil
        }
        return SettingHazard(
            setting: table.people.identityCheck.name,
            severity: .refused,
            reason: "the sandbox proves every identity: it is for the development environment only"
        )
    }

    private func connectionsHazard(_ table: SettingTable) -> SettingHazard? {
        guard self[\.connectionsPerNetwork] == 0 else { return nil }
        return SettingHazard(
            setting: table.connectionsPerNetwork.name,
            severity: .warned,
            reason: "one client can take every connection"
        )
    }
}

/// Where the data is.
extension Settings {
    private func databaseHazards(_ table: SettingTable) throws -> [SettingHazard] {
        guard self[\.database]?.isEmpty == false else { return [] }
        let location = try database()
        let name = table.database.name
        var hazards: [SettingHazard] = []
        if !location.isDurable {
            hazards.append(
                SettingHazard(
                    setting: name,
                    severity: .warned,
                    reason: "synchronous=normal loses acknowledged writes in a power cut"
                )
            )
        }
        if let file = location.file, Self.isReadableByOthers(file) {
            hazards.append(
                SettingHazard(
                    setting: name,
                    severity: .warned,
                    reason: "every user of the machine can read \(file): chmod 600 \(file)"
                )
            )
        }
        return hazards
    }

    /// Whether the permissions of a file let every user read or write it; false for an absent one.
    private static func isReadableByOthers(_ path: String) -> Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
        return mode & 0o006 != 0
    }
}
