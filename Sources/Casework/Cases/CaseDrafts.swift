package import Accounts
package import Persian
package import Store
import VerifyCore

/// What a person typed and did not send, or sent too late (`draft`).
package struct CaseDraft: Sendable, Hashable {
    /// The person.
    package let owner: PersonID
    /// The service.
    package let service: ServiceID
    /// The case; empty before the opening.
    package let caseID: String
    /// The version of the service.
    package let version: Int
    /// The typed form and text, as JSON.
    package let body: [UInt8]
    /// The page of the form, or the action.
    package let page: String
    /// When it was stored.
    package let changedAt: Timestamp

    /// A row by its columns.
    init(
        owner: PersonID,
        service: ServiceID,
        caseID: String,
        version: Int,
        body: [UInt8],
        page: String,
        changedAt: Timestamp
    ) {
        self.owner = owner
        self.service = service
        self.caseID = caseID
        self.version = version
        self.body = body
        self.page = page
        self.changedAt = changedAt
    }

    /// What a person typed in the form of a service; `caseID` is empty before the opening.
    package init(
        of owner: PersonID,
        for service: Service,
        caseID: String = "",
        form: TypedForm,
        page: String,
        at now: Timestamp
    ) {
        var inputs = MoveInputs()
        inputs.form = form
        self.init(
            owner: owner,
            service: service.id,
            caseID: caseID,
            version: service.version,
            body: inputs.typed ?? [],
            page: page,
            changedAt: now
        )
    }

    /// The form; nil where none was typed.
    package var form: TypedForm? {
        guard let json = try? JSON(parsing: body), let form = json["form"] else { return nil }
        return TypedForm(form)
    }
}

/// A draft in a list, without what was typed.
package struct ListedDraft: Sendable, Hashable {
    /// The service.
    package let service: ServiceID
    /// When it was stored.
    package let changedAt: Timestamp
}

extension Cases {
    /// Returns the draft of a person for a case, or before the opening of one; nil when there is none.
    package func draft(
        of owner: PersonID,
        service: ServiceID,
        caseID: String = "",
        in connection: Connection
    ) throws -> CaseDraft? {
        let keys = keyring.current
        return try connection.first(
            """
            SELECT version, body, page, changed_at
            FROM draft
            WHERE owner = \(owner) AND service = \(service.text) AND case_id = \(caseID)
            """
        ) { row in
            let place = DraftRow.place(owner.description, service.text, caseID)
            return CaseDraft(
                owner: owner,
                service: service,
                caseID: caseID,
                version: Int(try row.int(0)),
                body: try CaseColumn.draft.open(try row.blob(1), row: place, by: keys),
                page: try row.text(2),
                changedAt: try Timestamp(parsing: try row.text(3))
            )
        }
    }

    /// Returns the draft of a person; as the other one.
    package func draft(
        of owner: PersonID,
        service: ServiceID,
        caseID: String = ""
    ) async throws -> CaseDraft? {
        try await database.read {
            try draft(of: owner, service: service, caseID: caseID, in: $0)
        }
    }

    /// Stores a draft in the place of the former one.
    ///
    /// - Throws: `CaseError.noActiveKey`; `StoreError`.
    package func keep(_ draft: CaseDraft) async throws {
        let keys = keyring.current
        try await database.write { try CaseWrites.draft(draft, by: keys, in: $0) }
    }

    /// Deletes a draft; nothing happens where there is none.
    package func discardDraft(
        of owner: PersonID,
        service: ServiceID,
        caseID: String = ""
    ) async throws {
        try await database.write { connection in
            try connection.execute(
                """
                DELETE FROM draft
                WHERE owner = \(owner) AND service = \(service.text) AND case_id = \(caseID)
                """
            )
        }
    }

    /// Returns the requests that a person began and did not send, the newest first.
    package func unsent(of owner: PersonID) async throws -> [ListedDraft] {
        try await database.read { connection in
            try connection.all(
                """
                SELECT service, changed_at
                FROM draft
                WHERE owner = \(owner) AND case_id = ''
                ORDER BY changed_at DESC, service
                """
            ) { row in
                ListedDraft(
                    service: ServiceID(try row.text(0)),
                    changedAt: try Timestamp(parsing: try row.text(1))
                )
            }
        }
    }

    /// Deletes the drafts whose time is over (`RetentionRule.drafts` of the newest version); returns how many.
    @discardableResult
    package func pruneDrafts(at now: Timestamp) async throws -> Int {
        let services = catalog.newest
        return try await database.write { connection in
            try services.reduce(0) { count, service in
                let seconds = Int64(service.retention.drafts) * 86_400
                let oldest = now.adding(seconds: -seconds).description
                return count
                    + (try connection.execute(
                        """
                        DELETE FROM draft
                        WHERE service = \(service.id.text) AND changed_at < \(oldest)
                        """
                    ))
            }
        }
    }
}

extension TypedForm {
    /// Reads a form from its JSON (`json`); nil for another value.
    init?(_ json: JSON) {
        guard let members = json.members else { return nil }
        var form = TypedForm()
        for member in members {
            guard let value = TypedValue(member.value) else { return nil }
            form.byName[member.name] = value
        }
        self = form
    }
}

extension TypedValue {
    /// An empty array is no answer, as empty text is.
    fileprivate init?(_ json: JSON) {
        if let text = json.string {
            self = .text(text)
            return
        }
        guard let items = json.array else { return nil }
        let documents = items.compactMap { item in
            item["document"]?.string.flatMap { id in
                item["name"]?.string.map { TypedDocument(id, name: $0) }
            }
        }
        if documents.count == items.count {
            self = .documents(documents)
            return
        }
        let entries = items.compactMap { TypedForm($0) }
        guard entries.count == items.count else { return nil }
        self = .entries(entries)
    }
}
