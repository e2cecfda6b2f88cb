package import Persian
package import VerifyCore

/// The degrees of a holder as JSON, for the holder's own file.
extension Registry {
    /// The most lines of an access log in a file.
    private static let exportedViews = 1_000

    /// Returns the degrees of a holder with their records, their links and the newest lines of their access logs.
    ///
    /// - Throws: `RegistryError.integrityFailure`; `.keyUnusable`; `MissingKey`; `StoreError`.
    package func export(
        heldBy numbers: Set<HolderIdentity>,
        at now: Timestamp
    ) async throws -> JSON {
        var exported: [JSON] = []
        for held in try await degrees(heldBy: numbers).degrees {
            let id = held.degree.id
            let shares = try await shares(ofDegree: id, heldBy: numbers, at: now) ?? []
            let log = try await accessLog(
                ofDegree: id,
                heldBy: numbers,
                limit: Self.exportedViews
            )
            let links = shares.map { JSON($0) }
            let views = (log?.entries ?? []).map { JSON($0) }
            exported.append(
                JSON(held.degree).with(
                    .init("record", JSON(held.record)),
                    .init("links", .array(links)),
                    .init("views", .array(views))
                )
            )
        }
        return .array(exported)
    }
}

extension JSON {
    /// A link without its token and PIN.
    fileprivate init(_ share: ShareGrant) {
        self = [
            "id": .string(share.id),
            "fields": .array(share.fields.map { .string($0.rawValue) }),
            "pin": .bool(share.hasPIN), "uses_left": .integer(share.usesLeft),
            "made_at": .string(share.madeAt.description),
            "expires_at": .string(share.expiresAt.description),
            "open": .bool(share.state == .open),
        ]
    }
}
