import Store

/// The index from which the numbers of an organisation are read, without its cases.
enum CaseNumbersTable {
    static let migrations = [
        Migration(
            "case-numbers",
            1,
            "closed cases of an organisation",
            """
            CREATE INDEX case_file_of_organisation
                ON case_file (organisation, closed_at, service, opened_at, late_at, id)
                WHERE closed_at IS NOT NULL;
            """
        )
    ]
}
