import NIOCore
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
        guard try value(\.rateLimits) else { return [:] }
        return [
            .verifications: GCRA(
                perMinute: try value(\.verificationRate),
                burst: try value(\.verificationBurst)
            ),
            .keyRequests: GCRA(perMinute: try value(\.keyRate), burst: try value(\.keyBurst)),
            .records: GCRA(perMinute: try value(\.recordRate), burst: try value(\.recordBurst)),
            .wrongKeys: GCRA(
                perMinute: try value(\.wrongKeyRate),
                burst: try value(\.wrongKeyBurst)
            ),
            .reports: GCRA(perMinute: try value(\.reportRate), burst: try value(\.reportBurst)),
        ]
    }

    /// Returns the limits that every request needs.
    func bounds() throws(Faults) -> Edge.Bounds {
        Edge.Bounds(
            body: try value(\.bodyLimit),
            upload: try value(\.uploadLimit),
            notFoundCost: try value(\.missCost),
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
            trustedProxies: self[\.trustedProxies] ?? []
        )
    }
}
