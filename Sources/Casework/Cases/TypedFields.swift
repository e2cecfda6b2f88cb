package import Accounts
package import Persian
import Store
import VerifyCore

/// What an official typed in the form of an action, kept while a factor is proved or after a colleague was first.
extension Cases {
    /// Keeps the fields of a form as the draft of a person for a case, in the place of the former one.
    ///
    /// - Throws: `CaseError.noActiveKey`; `StoreError`.
    package func keepFields(
        _ fields: [String: String],
        of action: ActionName,
        in view: CaseView,
        by person: PersonID,
        at now: Timestamp
    ) async throws {
        let members = fields.sorted { $0.key < $1.key }
            .map { JSON.Member($0.key, .string($0.value)) }
        let body = JSON.object([
            .init("note", JSON(fields["note"])), .init("fields", .object(members)),
        ])
        let draft = CaseDraft(
            owner: person,
            service: view.service.id,
            caseID: view.id,
            version: view.service.version,
            body: body.encoded(),
            page: action.text,
            changedAt: now
        )
        let keys = keyring.current
        try await database.write { try CaseWrites.draft(draft, by: keys, in: $0) }
    }

    /// Returns the fields that a person typed for an action of a case; nil where nothing is kept.
    ///
    /// - Throws: `CaseError.integrityFailure`; `MissingKey`; `StoreError`.
    package func keptFields(
        of action: ActionName,
        in view: CaseView,
        by person: PersonID
    ) async throws -> [String: String]? {
        let kept = try await database.read {
            try draft(of: person, service: view.service.id, caseID: view.id, in: $0)
        }
        guard let kept, kept.page == action.text, let json = try? JSON(parsing: kept.body) else {
            return nil
        }
        // The engine keeps a text without the other fields.
        guard let members = json["fields"]?.members else {
            return json["note"]?.string.map { ["note": $0] }
        }
        return Dictionary(
            members.compactMap { member in member.value.string.map { (member.name, $0) } }
        ) { first, _ in first }
    }
}
