package import Persian
package import Store

/// The start-up check of released versions (invariant I19): a version with open cases is present and unchanged.
package enum ServiceReleases {
    /// A version of a service with its open cases.
    package struct OpenCases: Sendable, Hashable {
        /// The service.
        package let service: ServiceID
        /// The version.
        package let version: Int
        /// The number of cases that are open.
        package let count: Int

        /// The open cases of a version.
        package init(service: ServiceID, version: Int, count: Int) {
            self.service = service
            self.version = version
            self.count = count
        }
    }

    /// What the check recorded.
    package struct Report: Sendable, Equatable {
        /// Versions that ran for the first time: `name/1`.
        package var new: [String] = []
        /// Versions without open cases that have another text than before.
        package var replaced: [String] = []

        /// A check that recorded nothing.
        package init() {}
    }

    /// Compares the versions of a program with those that ran before, and records them, in one transaction.
    ///
    /// - Throws: `ServiceReleaseRefusal` with every version that keeps the program from starting; `StoreError`.
    package static func record(
        _ catalog: ServiceCatalog,
        at moment: Timestamp,
        in database: Database
    ) async throws -> Report {
        try await database.write { connection in
            try record(catalog, openCases: openCases(in: connection), at: moment, in: connection)
        }
    }

    /// Returns the number of open cases of each version, in the order of the names.
    package static func openCases(in connection: Connection) throws -> [OpenCases] {
        try connection.all(
            """
            SELECT service, version, count(*)
            FROM case_file
            WHERE closed_at IS NULL
            GROUP BY service, version
            ORDER BY service, version
            """
        ) { row in
            OpenCases(
                service: ServiceID(try row.text(0)),
                version: Int(try row.int(1)),
                count: Int(try row.int(2))
            )
        }
    }
}

extension ServiceReleases {
    /// Compares and records in a transaction of the caller, with the open cases that it counted.
    ///
    /// - Throws: `ServiceReleaseRefusal`; `StoreError`.
    package static func record(
        _ catalog: ServiceCatalog,
        openCases: [OpenCases],
        at moment: Timestamp,
        in connection: Connection
    ) throws -> Report {
        var report = Report()
        var refusal = ServiceReleaseRefusal()
        refusal.missing = openCases.filter { catalog[$0.service, $0.version] == nil }
        for service in catalog.services {
            let name = "\(service.id)/\(service.version)"
            let fingerprint = service.fingerprint
            let former = try Self.fingerprint(of: service.id, service.version, in: connection)
            if former == fingerprint {
                try storeText(of: service, fingerprint, in: connection)
                continue
            }
            let open = openCases.first {
                $0.service == service.id && $0.version == service.version
            }
            if former != nil, let open {
                refusal.changed.append(open)
                continue
            }
            try store(fingerprint, of: service, at: moment, in: connection)
            try storeText(of: service, fingerprint, in: connection)
            if former == nil { report.new.append(name) } else { report.replaced.append(name) }
        }
        guard refusal.missing.isEmpty, refusal.changed.isEmpty else { throw refusal }
        return report
    }

    /// Returns the fingerprint of a version that ran before; nil for one that did not.
    static func fingerprint(
        of service: ServiceID,
        _ version: Int,
        in connection: Connection
    ) throws -> String? {
        try connection.first(
            """
            SELECT fingerprint FROM service_version
            WHERE service = \(service.text) AND version = \(version)
            """
        ) { try $0.text(0) }
    }

    /// Keeps the text of a version, so that a program without it can move its cases to another one.
    private static func storeText(
        of service: Service,
        _ fingerprint: String,
        in connection: Connection
    ) throws {
        let isKnown = try connection.first(
            "SELECT 1 FROM service_text WHERE fingerprint = \(fingerprint)"
        ) { _ in true }
        guard isKnown == nil else { return }
        try connection.execute(
            """
            INSERT INTO service_text (fingerprint, body)
            VALUES (\(fingerprint), \(service.canonicalText))
            """
        )
    }

    private static func store(
        _ fingerprint: String,
        of service: Service,
        at moment: Timestamp,
        in connection: Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO service_version (service, version, fingerprint, first_run_at)
            VALUES (\(service.id.text), \(service.version), \(fingerprint), \(moment.description))
            ON CONFLICT (service, version) DO UPDATE SET fingerprint = excluded.fingerprint
            """
        )
    }
}

/// Why a program does not start: its services are not those of the open cases.
package struct ServiceReleaseRefusal: Error, Equatable, Sendable {
    /// Versions with open cases that the program does not have.
    package var missing: [ServiceReleases.OpenCases] = []
    /// Versions with open cases that have another text than when they first ran.
    package var changed: [ServiceReleases.OpenCases] = []
    /// Effects for which the program has registered no body, each with its service: `name of service/1`.
    package var withoutBody: [String] = []

    /// A refusal without a reason yet.
    init() {}

    /// One sentence for each version, in lower case without a full stop.
    package var sentences: [String] {
        missing.map { "\(Self.cases($0)), and this program does not have the version" }
            + changed.map { "\(Self.cases($0)), and this program has changed the version" }
            + withoutBody.map { "this program has no body for the effect \($0)" }
    }

    /// What the operator can do.
    package var hint: String {
        let unchanged = "start a program that has these versions unchanged"
        if let open = missing.first {
            return unchanged
                + ", or move the cases: verify-cli cases migrate preview \(open.service) --from \(open.version)"
        }
        guard !changed.isEmpty else { return "register a body for each effect" }
        return unchanged
            + "; a change of a service is a new version, to which verify-cli cases migrate moves the cases"
    }

    private static func cases(_ open: ServiceReleases.OpenCases) -> String {
        let cases = open.count == 1 ? "1 case is open" : "\(open.count) cases are open"
        return "\(cases) under version \(open.version) of \(open.service)"
    }
}
