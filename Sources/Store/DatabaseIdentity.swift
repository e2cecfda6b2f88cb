/// What a database is, as its own mark says, before anything in it is used.
///
/// SQLite keeps the mark as the file's `application_id`, PostgreSQL as the comment of the table `migration`
/// (`docs/decisions/0040-a-database-that-is-ours.md`).
enum DatabaseIdentity: Sendable {
    /// It has no tables, and no mark of another program.
    case empty
    /// It has our mark.
    case ours
    /// It has our table `migration` and no mark: a version before the mark made it.
    case unmarked
    /// It has tables of another program, or another program's mark.
    case foreign

    /// `Seht` in ASCII, the `application_id` of our SQLite files.
    static let applicationID: Int64 = 0x5365_6874
    /// The comment of the table `migration` on PostgreSQL.
    static let comment = "sehat/1"
    /// The columns of our table `migration`.
    static let migrationColumns = ["fingerprint", "name", "number", "room"]
}

extension Database.Options {
    /// Requires that a database may be used.
    ///
    /// - Throws: `.foreign`, `.empty`, `.unprepared`.
    func require(_ identity: DatabaseIdentity, at place: String) throws(StoreError) {
        switch identity {
        case .ours: return
        case .foreign: throw .foreign(place)
        case .empty: if !creates { throw .empty(place) }
        case .unmarked: if !adopts { throw .unprepared }
        }
    }
}
