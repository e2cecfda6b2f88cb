import Store

extension Registry {
    /// Returns the ids of the rows of the data bank under proven numbers, at most `mostOfHolder`.
    ///
    /// - Throws: `StoreError`.
    package func rows(heldBy numbers: Set<HolderIdentity>) async throws -> [Int64] {
        guard !numbers.isEmpty else { return [] }
        return try await database.read { connection in
            var ids: [Int64] = []
            for holder in numbers {
                // Two states may give the same number of a passport, and two kinds of ID too.
                ids += try connection.all(
                    """
                    SELECT id
                    FROM graduate
                    WHERE id_number = \(holder.number) AND id_country = \(holder.country)
                        AND id_kind = \(HolderIDKind(holder.kind).code)
                    ORDER BY id
                    LIMIT \(Self.mostOfHolder)
                    """
                ) { try $0.int(0) }
            }
            return Array(ids.sorted().prefix(Self.mostOfHolder))
        }
    }

    private static let mostOfHolder = 100
}
