package import Accounts
import Persian
package import Store
package import VerifyCore

/// The engine of cases: `open` makes one, `move` is the only way in which one changes.
///
/// The life of a move:
///  1. The edge parses the session into a `CaseActor`, and the form into a `MoveRequest`: the id that the client made, the
///     revision that the page showed, the inputs.
///  2. One read snapshot: the case and its definition (`CaseSnapshot.read`). An unknown version is `.missingDefinition`.
///  3. The relations of the person to the case (`relations(of:to:in:)`); without any the result is `.notFound`.
///  4. Rows that give a relation have intact seals and are valid at this moment (`Roles.authority`, `HolderRow`).
///  5. The action belongs to the step and is open to a relation; exclusions hold for natural persons (`excludes`).
///  6. Requirements are read, and all problems are returned together (`RequirementReader`).
///  7. Guards run; one that fails returns its sentence and its alternative.
///  8. Effects prepare: keys and reads, outside the writer (`prepare`).
///  9. The transaction begins (`MoveTransaction.run`). A move id that is known gives the same result, or `.reused`; a
///     revision that is older than the turn gives `.conflict`, and what was typed becomes a draft.
/// 10. Steps 3–5, 6 and 7 again, on the rows of the transaction.
/// 11. For an effect that issues, the chain of seals is verified, and the case folded from it (`CaseFold`).
/// 12. Effects apply. A refused one discards the transaction, and a second one records its sentence.
/// 13. Submission, returns, file decisions and facts are written.
/// 14. Target step, waiting party, address through successors; the cartable exists and is read (`Arrival`).
/// 15. The row changes by compare-and-swap; clocks and timers follow (`CaseClocks`).
/// 16. The event is sealed over the event before it and the state of the case.
/// 17. Messages and the row of the feed, in the same transaction.
package struct Cases: Sendable {
    /// The declarations of every version.
    package let catalog: ServiceCatalog
    /// The bodies of the effects.
    package let effects: EffectBodies
    /// Persons, organisations and roles.
    package let roles: Roles
    /// The cartables.
    package let cartables: Cartables
    /// The clocks of cases.
    package let clocks: Clocks
    /// The files of forms.
    package let files: CaseFiles
    /// Where messages are stored.
    package let outbox: Outbox
    /// The keys.
    package let keyring: LiveKeyring
    /// What an operator sets.
    package let settings: CaseSettings
    /// Called for each row that was used and whose seal is not intact.
    let alarm: @Sendable (Keyring.SealVerdict) -> Void

    /// The engine over its parts; persons, keys, calendar and settings are those of the cartables.
    package init(
        catalog: ServiceCatalog,
        effects: EffectBodies,
        cartables: Cartables,
        outbox: Outbox,
        files: CaseFiles = .none
    ) {
        self.catalog = catalog
        self.effects = effects
        self.cartables = cartables
        self.outbox = outbox
        self.files = files
        roles = cartables.roles
        keyring = cartables.keyring
        settings = cartables.settings
        alarm = cartables.alarm
        clocks = Clocks(store: cartables.calendar) { [catalog] caseID, connection in
            try CaseVacancies.of(caseID, under: catalog, in: connection)
        }
    }

    /// The database.
    package var database: Database { roles.database }
}

/// What uses the files of a form: a file belongs to one case, and before that to the person who uploaded it.
package struct CaseFileUse: Sendable, Hashable {
    /// The case; nil before its opening.
    package let caseID: String?
    /// The person who acts; nil for the engine itself.
    package let person: PersonID?

    /// A use by a person in a case.
    package init(caseID: String?, person: PersonID?) {
        self.caseID = caseID
        self.person = person
    }
}

/// The files of forms, as the module of documents keeps them.
package struct CaseFiles: Sendable {
    /// The stored documents among some ids that a case and a person may use, by these ids.
    package let stored:
        @Sendable (Set<String>, CaseFileUse, Connection) throws -> [String: StoredFile]
    /// The files of the last submission, with their decisions; without a form those of the case.
    package let decisions:
        @Sendable (_ caseID: String, Submission?, Connection) throws -> [FileDecision]
    /// Writes the files of a submission, or the decisions about them.
    package let write:
        @Sendable (_ caseID: String, _ submission: Int, [FileDecision], Connection)
            throws -> Void

    /// Access to the files by three functions.
    package init(
        stored:
            @escaping @Sendable (Set<String>, CaseFileUse, Connection) throws -> [String:
            StoredFile],
        decisions: @escaping @Sendable (String, Submission?, Connection) throws -> [FileDecision],
        write: @escaping @Sendable (String, Int, [FileDecision], Connection) throws -> Void
    ) {
        self.stored = stored
        self.decisions = decisions
        self.write = write
    }

    /// No files: every document that a client names is unknown.
    package static let none = CaseFiles(
        stored: { _, _, _ in [:] },
        decisions: { _, _, _ in [] },
        write: { _, _, _, _ in }
    )
}
