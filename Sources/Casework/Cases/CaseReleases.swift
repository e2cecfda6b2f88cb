package import Persian

extension Cases {
    /// Checks before a program starts that every effect has a body, and that the versions are those of the open cases.
    ///
    /// - Throws: `ServiceReleaseRefusal` with every reason; `StoreError`.
    package func recordReleases(at moment: Timestamp) async throws -> ServiceReleases.Report {
        var refusal = ServiceReleaseRefusal()
        for service in catalog.services {
            refusal.withoutBody += effects.missing(in: service)
                .map { "\($0) of \(service.id)/\(service.version)" }
        }
        guard refusal.withoutBody.isEmpty else { throw refusal }
        return try await ServiceReleases.record(catalog, at: moment, in: database)
    }
}
