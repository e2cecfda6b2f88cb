import Store

extension Registry {
    /// Returns the ids of the rows of the data bank under proven numbers, at most `mostOfHolder`.
    ///
    /// - Throws: `StoreError`.
    package func rows(heldBy numbers: Set<HolderIdentity>) async throws -> [Int64] {
        guard !numbers.isEmpty else { return [] }
        return try await database.read { connection in
            try connection.all(
                """
                SELECT id
                FROM graduate
                WHERE id_number IN (\(list: numbers.map(\.number)))
                ORDER BY id
                LIMIT \(Self.mostOfHolder)
                """
            ) { try $0.int(0) }
        }
    }

    private static let mostOfHolder = 100
}
