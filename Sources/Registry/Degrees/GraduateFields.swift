package import Persian

extension Registry {
    /// Reads a graduate from columns of an upload; absent columns are taken from a former graduate.
    ///
    /// So a correction names only the fields that change.
    ///
    /// `former`: The graduate as issued; nil for a new one, whose absent columns are empty.
    package func readGraduate(
        _ columns: [GraduateColumn: String],
        over former: Graduate? = nil,
        by actor: Actor,
        at now: Timestamp
    ) async throws -> GraduateReader.Reading {
        let code = Letters.stored(
            Digits.folded(columns[.institutionCode] ?? former?.institutionCode ?? "")
        )
        let institution = try await institution(code)
        let reader = GraduateReader(
            institutions: institution.map { [$0.code] } ?? [],
            own: actor.institution,
            today: now.tehranDate
        )
        return reader.read(columns, over: former)
    }
}
