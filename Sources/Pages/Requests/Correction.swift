import Accounts
import Casework
import Hummingbird
import Persian
import Web

/// A case in which the reader may send the form again, with what goes back and what was typed so far.
struct Correction {
    let view: CaseView
    let action: CaseAction
    /// What prevents it whatever is typed.
    let problems: [MoveProblem]
    /// The answers that were sent before.
    let former: TypedForm
    /// The answers as typed so far.
    let typed: TypedForm
    let facts: RequestFacts

    /// The move with these answers.
    func move(
        id: String,
        revision: Int64,
        by session: SignInSession,
        at now: Timestamp
    ) -> MoveRequest {
        var inputs = MoveInputs()
        inputs.form = typed
        return MoveRequest(
            action.name,
            of: view.id,
            moveID: id,
            revision: revision,
            by: CaseActor(session),
            inputs: inputs,
            at: now
        )
    }
}

extension GatedSite {
    /// Returns the correction of the case of an address; nil where the step has none that is open to the reader.
    ///
    /// `read`: reads the answers of a form over those that are known.
    ///
    /// - Throws: 404 for a case in which the reader has no part.
    func correction(
        _ request: PageRequest,
        _ read: (RequestFacts, TypedForm) -> TypedForm = { $1 }
    ) async throws -> Correction? {
        let id = try request.context.parameters.require("id")
        let person = try await reader(request)
        let cases = app.domain.cases
        let view = try await caseView(request)
        guard
            let open = view.actions.first(where: { $0.action.requires.contains(.form) }),
            !view.isOfficial
        else { return nil }
        let former = view.visible.values.typed
        let draft = try await cases.draft(
            of: person.id,
            service: view.service.id,
            caseID: id
        )
        let known = draft?.form ?? former
        var facts = try await facts(
            of: view.service,
            known,
            for: person,
            caseID: id,
            at: request.now
        )
        facts.correction = view.correction(of: former, known)
        let typed = read(facts, known)
        facts = try await self.facts(
            of: view.service,
            typed,
            for: person,
            caseID: id,
            at: request.now
        )
        facts.correction = view.correction(of: former, typed)
        return Correction(
            view: view,
            action: open.action,
            problems: open.problems,
            former: former,
            typed: typed,
            facts: facts
        )
    }
}

extension CaseView {
    /// What the applicant answers again: what was returned, and what a changed answer has made necessary; everything where
    /// nothing was returned.
    fileprivate func correction(
        of former: TypedForm,
        _ typed: TypedForm
    ) -> RequestFacts.Correction {
        let returned = visible.returned.filter { $0.answeredBySubmission == nil }
        var open = Set(
            returned.compactMap { entry in
                entry.field.split(separator: "/").first.map { FieldName(String($0)) }
            }
        )
        if open.isEmpty { open = Set(service.form.fields.map(\.name)) }
        for field in ShownFields(service.form.fields, for: typed).fields
        where field.isRequired && former.byName[field.definition.name.text] == nil {
            open.insert(field.definition.name)
        }
        return RequestFacts.Correction(fields: open, returned: returned, former: former)
    }
}
