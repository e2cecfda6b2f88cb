import Store

extension Accounts {
    /// The table of the audit trail.
    static let auditTable = Migration(
        "audit",
        1,
        "what was done to each object, in a chain of seals",
        """
        CREATE TABLE audit (
            object_kind TEXT NOT NULL,
            object_id TEXT NOT NULL,
            n BIGINT NOT NULL CHECK (n >= 1),
            at TEXT NOT NULL CHECK (length(at) = 20),
            actor TEXT NOT NULL,
            behalf_of TEXT,
            action TEXT NOT NULL,
            network TEXT NOT NULL,
            detail TEXT NOT NULL,
            seal BLOB NOT NULL,
            PRIMARY KEY (object_kind, object_id, n)
        ) STRICT;

        CREATE INDEX audit_at ON audit (at, object_kind, object_id, n);

        CREATE INDEX audit_actor ON audit (actor, at);
        """
    )
}
