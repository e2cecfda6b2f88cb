import Store

extension Registry {
    /// Returns the documents of the data bank under a number, at most `limit`; none for a birth certificate, which is not
    /// unique.
    ///
    /// `country`: the issuing state of a passport; empty for the other kinds.
    ///
    /// - Throws: `StoreError`.
    package func documents(
        ofHolder kind: HolderIDKind,
        number: String,
        country: String,
        limit: Int
    ) async throws -> [Graduate] {
        guard kind != .birthCertificate else { return [] }
        return try await database.read { connection in
            try connection.all(
                """
                SELECT \(Graduate.columns)
                FROM graduate
                WHERE id_number = \(number) AND id_kind = \(kind.code) AND id_country = \(country)
                ORDER BY id
                LIMIT \(limit)
                """
            ) { try Graduate($0, from: 0) }
        }
    }
}
