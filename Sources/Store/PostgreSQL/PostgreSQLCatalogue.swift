#if PostgreSQL
/// The queries that describe a schema, a row for each object: kind, name, definition.
///
/// The schema is the only one on the search path. Definitions are those of the server's own functions; NOT NULL is
/// taken from the column, since PostgreSQL 18 has a constraint for it and those before it have none.
enum PostgreSQLCatalogue {
    static let schema: SQL = """
        \(relations) UNION ALL \(columns) UNION ALL \(constraints) UNION ALL \(indexes)
        UNION ALL \(triggers) UNION ALL \(rules) UNION ALL \(policies) UNION ALL \(types)
        """

    private static let here: SQL = "current_schema()::regnamespace"

    private static let relations: SQL = """
        SELECT
            CASE relkind
                WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'S' THEN 'sequence'
                WHEN 'v' THEN 'view' WHEN 'm' THEN 'view' ELSE 'relation'
            END AS kind,
            relname::text AS name,
            concat_ws(
                ', ',
                CASE WHEN relkind NOT IN ('r', 'S', 'v') THEN 'kind ' || relkind::text END,
                CASE relpersistence WHEN 'u' THEN 'unlogged' WHEN 't' THEN 'temporary' END,
                CASE WHEN relrowsecurity THEN 'row security' END,
                CASE WHEN relforcerowsecurity THEN 'row security of the owner' END,
                'options ' || reloptions::text,
                (
                    SELECT 'inherits ' || string_agg(inhparent::regclass::text, ' ' ORDER BY inhseqno)
                    FROM pg_inherits WHERE inhrelid = c.oid
                ),
                (
                    SELECT 'inherited by ' || string_agg(inhrelid::regclass::text, ' ' ORDER BY inhrelid)
                    FROM pg_inherits WHERE inhparent = c.oid
                ),
                (
                    SELECT concat_ws(
                        ' ', format_type(seqtypid, NULL), seqstart, seqincrement, seqmin, seqmax,
                        seqcycle
                    )
                    FROM pg_sequence WHERE seqrelid = c.oid
                ),
                CASE WHEN relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END
            ) AS definition
        FROM pg_class AS c
        WHERE relnamespace = \(here) AND relkind NOT IN ('i', 'I')
        """

    private static let columns: SQL = """
        SELECT
            'column', relname || '.' || attname,
            concat_ws(
                ' ',
                format_type(atttypid, atttypmod),
                (
                    SELECT 'COLLATE ' || collname FROM pg_collation
                    WHERE pg_collation.oid = attcollation
                ),
                CASE WHEN attnotnull THEN 'NOT NULL' END,
                CASE attidentity WHEN '' THEN NULL ELSE 'IDENTITY ' || attidentity::text END,
                CASE attgenerated WHEN '' THEN 'DEFAULT' ELSE 'GENERATED AS' END
                    || ' ' || pg_get_expr(adbin, adrelid)
            )
        FROM pg_attribute
        JOIN pg_class ON pg_class.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE relnamespace = \(here) AND relkind IN ('r', 'p', 'f') AND attnum > 0
            AND NOT attisdropped
        """

    private static let constraints: SQL = """
        SELECT
            'constraint',
            coalesce(relname, '') || '.' || pg_constraint.conname,
            pg_get_constraintdef(pg_constraint.oid)
        FROM pg_constraint
        LEFT JOIN pg_class ON pg_class.oid = conrelid
        WHERE coalesce(relnamespace, connamespace) = \(here) AND contype <> 'n'
        """

    private static let indexes: SQL = """
        SELECT
            'index', t.relname || '.' || i.relname,
            pg_get_indexdef(indexrelid, 0, true)
                || CASE WHEN indisvalid AND indisready AND indislive THEN '' ELSE ', not valid' END
        FROM pg_index
        JOIN pg_class AS t ON t.oid = indrelid
        JOIN pg_class AS i ON i.oid = indexrelid
        WHERE t.relnamespace = \(here) AND t.relkind <> 't'
        """

    /// Those that check references are the server's own: they count only where they were switched off.
    private static let triggers: SQL = """
        SELECT
            'trigger', relname || '.' || tgname,
            pg_get_triggerdef(pg_trigger.oid, true) || ', enabled ' || tgenabled::text
        FROM pg_trigger
        JOIN pg_class ON pg_class.oid = tgrelid
        WHERE relnamespace = \(here) AND (NOT tgisinternal OR tgenabled <> 'O')
        """

    private static let rules: SQL = """
        SELECT 'rule', relname || '.' || rulename, pg_get_ruledef(pg_rewrite.oid, true)
        FROM pg_rewrite
        JOIN pg_class ON pg_class.oid = ev_class
        WHERE relnamespace = \(here) AND NOT (relkind IN ('v', 'm') AND rulename = '_RETURN')
        """

    private static let policies: SQL = """
        SELECT
            'policy', relname || '.' || polname,
            concat_ws(
                ', ', polcmd::text, polpermissive::text, pg_get_expr(polqual, polrelid),
                pg_get_expr(polwithcheck, polrelid)
            )
        FROM pg_policy
        JOIN pg_class ON pg_class.oid = polrelid
        WHERE relnamespace = \(here)
        """

    /// Without the types that the server makes for each table and as array of each type.
    private static let types: SQL = """
        SELECT
            'type', typname::text,
            concat_ws(
                ' ', typtype::text, format_type(NULLIF(typbasetype, 0), typtypmod), typdefault,
                CASE WHEN typnotnull THEN 'NOT NULL' END
            )
        FROM pg_type AS t
        WHERE typnamespace = \(here) AND typrelid = 0
            AND NOT EXISTS (SELECT 1 FROM pg_type AS e WHERE e.typarray = t.oid)
        """

    /// What could act in the place of the server's own functions and operators, in a schema of this name; none of it
    /// belongs to this program.
    static func code(inSchema name: String) -> SQL {
        let there: SQL = "(SELECT oid FROM pg_namespace WHERE nspname = \(name))"
        return """
            SELECT
                'function', proname || '(' || pg_get_function_identity_arguments(oid) || ')',
                concat_ws(' ', prokind::text, prosrc)
            FROM pg_proc WHERE pronamespace = \(there)
            UNION ALL
            SELECT 'operator', oprname::text, oprcode::text
            FROM pg_operator WHERE oprnamespace = \(there)
            UNION ALL
            SELECT 'operator class', opcname::text, format_type(opcintype, NULL)
            FROM pg_opclass WHERE opcnamespace = \(there)
            UNION ALL
            SELECT 'collation', collname::text, ''
            FROM pg_collation WHERE collnamespace = \(there)
            UNION ALL
            SELECT 'conversion', conname::text, conproc::text
            FROM pg_conversion WHERE connamespace = \(there)
            """
    }

    /// Tables and the like of a schema of this name.
    static func relations(inSchema name: String) -> SQL {
        """
        SELECT 'relation', relname::text, 'kind ' || relkind::text
        FROM pg_class
        WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = \(name))
            AND relkind NOT IN ('i', 'I')
        UNION ALL
        SELECT 'type', typname::text, typtype::text
        FROM pg_type AS t
        WHERE typnamespace = (SELECT oid FROM pg_namespace WHERE nspname = \(name))
            AND typrelid = 0
            AND NOT EXISTS (SELECT 1 FROM pg_type AS e WHERE e.typarray = t.oid)
        """
    }

    /// Casts and event triggers, which belong to the whole database.
    ///
    /// The server's own casts have an id below 16384.
    static let outside: SQL = """
        SELECT
            'cast', format_type(castsource, NULL) || ' to ' || format_type(casttarget, NULL),
            CASE castfunc WHEN 0 THEN '' ELSE castfunc::regprocedure::text END
        FROM pg_cast WHERE oid >= 16384
        UNION ALL
        SELECT 'event trigger', evtname::text, evtfoid::regprocedure::text FROM pg_event_trigger
        """
}
#endif
