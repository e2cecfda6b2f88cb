import Store

extension Registry {
    /// The module of the migrations of seals, which come after every table of the register.
    package static let sealModule = "seals"

    /// The columns of seals, after the tables that they belong to.
    ///
    /// NULL in rows of an earlier version: such a row counts as changed until `sealEarlierRows` has sealed it
    /// (docs/decisions/0038-every-column-is-sealed-or-named.md).
    static let sealColumns = [
        Migration(
            sealModule,
            1,
            "seals on degrees, events, institutions and results",
            """
            ALTER TABLE degree ADD COLUMN document BLOB;
            ALTER TABLE degree ADD COLUMN seal BLOB;
            CREATE UNIQUE INDEX degree_of_document ON degree (document, replaced);

            ALTER TABLE degree_event ADD COLUMN seal BLOB;
            ALTER TABLE institution ADD COLUMN seal BLOB;
            ALTER TABLE institution_event ADD COLUMN seal BLOB;
            ALTER TABLE bulk_job_result ADD COLUMN seal BLOB;
            """
        ),
        // NULL in the row of a degree that no case decided, and then no part of its seal: earlier seals stay valid. One
        // decision makes one current degree.
        Migration(
            sealModule,
            2,
            "the decision of a case, in the degree's row",
            """
            ALTER TABLE degree ADD COLUMN decision TEXT;
            CREATE UNIQUE INDEX degree_of_decision ON degree (decision, replaced)
                WHERE decision IS NOT NULL;
            """
        ),
    ]
}
