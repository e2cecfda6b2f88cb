import Accounts
import NIOCore
import Registry
import Web

/// The settings as the parts of the daemon need them.
extension Settings {
    /// Refuses settings with which the daemon cannot serve.
    ///
    /// - Throws: Every setting that is missing and has no default.
    func requireServable() throws(Faults) {
        var faults: [Fault] = []
        let table = SettingTable()
        for setting in [table.database, table.keys, table.publicURL]
        where self[setting]?.isEmpty ?? true {
            faults.append(.missing(name: setting.name))
        }
        guard faults.isEmpty else { throw Faults(all: faults) }
    }

    /// Returns the rate of each budget; none while rate limits are off.
    func rates() throws(Faults) -> [Budget: GCRA] {
        guard try value(\.rates.rateLimits) else { return [:] }
        return [
            .requests: GCRA(
                perMinute: try value(\.rates.requestRate),
                burst: try value(\.rates.requestBurst)
            ),
            .verifications: GCRA(
                perMinute: try value(\.rates.verificationRate),
                burst: try value(\.rates.verificationBurst)
            ),
            .keyRequests: GCRA(
                perMinute: try value(\.rates.keyRate),
                burst: try value(\.rates.keyBurst)
            ),
            .records: GCRA(
                perMinute: try value(\.rates.recordRate),
                burst: try value(\.rates.recordBurst)
            ),
            .caseFiles: GCRA(perDay: try value(\.rates.caseFileVolume) / 1024),
            .uploads: GCRA(perDay: try value(\.rates.uploadVolume) / 1024),
            .wrongKeys: GCRA(
                perMinute: try value(\.rates.wrongKeyRate),
                burst: try value(\.rates.wrongKeyBurst)
            ),
            .reports: GCRA(
                perMinute: try value(\.rates.reportRate),
                burst: try value(\.rates.reportBurst)
            ),
        ]
    }

    /// Returns how many times the usual budget each network has.
    func networkFactors() throws(Faults) -> NetworkFactors {
        NetworkFactors(
            shared: self[\.rates.sharedNetworks] ?? [],
            sharedFactor: try value(\.rates.sharedFactor),
            siteFactor: try value(\.rates.siteFactor)
        )
    }

    /// Returns how long rows are kept that requests add without end, and how many.
    func retention() throws(Faults) -> Retention {
        Retention(
            accessLog: try value(\.retention.accessLogAge).components.seconds,
            reports: try value(\.retention.reportAge).components.seconds,
            batches: try value(\.retention.batchAge).components.seconds,
            mostViews: Int64(try value(\.retention.mostViews)),
            mostReports: Int64(try value(\.retention.mostReports)),
            mostVisitorBatches: Int64(try value(\.retention.mostVisitorBatches))
        )
    }

    /// Returns what the operator sets for persons and sign-in.
    func people() throws(Faults) -> PeopleSettings {
        let address = try value(\.publicURL)
        return PeopleSettings(
            host: address.firstRange(of: "://").map { String(address[$0.upperBound...]) }
                ?? address,
            address: address,
            registrationsPerHour: try value(\.people.registrations),
            signInsPerHour: try value(\.people.signIns),
            challengeAge: try value(\.people.challengeAge).components.seconds,
            sessionAge: try value(\.people.sessionAge).components.seconds
        )
    }

    /// The port to the national registers.
    var identityCheck: any IdentityCheck {
        self[\.people.identityCheck] == "sandbox" ? SandboxIdentityCheck() : NoIdentityCheck()
    }

    /// Returns the limits that every request needs.
    func bounds() throws(Faults) -> Edge.Bounds {
        Edge.Bounds(
            body: try value(\.bodyLimit),
            upload: try value(\.uploadLimit),
            notFoundCost: try value(\.rates.missCost),
            proxies: self[\.trustedProxies] ?? []
        )
    }

    /// Returns the limits of one connection.
    func connectionLimits() throws(Faults) -> ConnectionLimits {
        ConnectionLimits(
            headerTime: TimeAmount(try value(\.headerTime)),
            idleTime: TimeAmount(try value(\.idleTime)),
            bodyRate: try value(\.bodyRate),
            connections: try value(\.connections),
            perNetwork: try value(\.connectionsPerNetwork),
            factors: try networkFactors(),
            trustedProxies: self[\.trustedProxies] ?? []
        )
    }
}
