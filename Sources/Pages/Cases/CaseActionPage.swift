import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// One action of a case: its form, what it will do, and its result.
struct CaseActionPage: GatedPage {
    let site: GatedSite

    static let path = "/cases/:id/actions/:action"

    init(_ site: GatedSite) { self.site = site }

    /// The address of an action; a form of the applicant has separate pages.
    static func path(of action: CaseAction, in view: CaseView) -> String {
        action.requires.contains(.form)
            ? "\(CasePage.path(of: view.id))/correct"
            : "\(CasePage.path(of: view.id))/actions/\(action.name)"
    }

    func show(_ request: PageRequest) async throws -> Response {
        let view = try await site.caseView(request)
        let name = try request.context.parameters.require("action")
        guard let open = view.open(name), open.problems.isEmpty else {
            // It was open on another page, or is not open to this reader: the case says why.
            return site.redirect(to: CasePage.path(of: view.id), request)
        }
        let path = Self.path(of: open.action, in: view)
        if open.action.requires.contains(.form) { return site.redirect(to: path, request) }
        if let away = try proof(for: open.action, at: path, request) { return away }
        let kept = try await site.app.domain.cases.keptFields(
            of: open.action.name,
            in: view,
            by: try request.requireSession().person
        )
        let draw = try await CaseActionDrawing(site: site, view: view, action: open.action, request)
        let page = try await draw.page(
            SubmittedForm(kept ?? [:]),
            moveID: CaseID.make(),
            revision: view.revision,
            isKept: kept != nil
        )
        return site.respond(page, to: request)
    }

    /// The redirect to the proof of a factor, for an action that needs a fresh one; nil where it is fresh.
    private func proof(
        for action: CaseAction,
        at path: String,
        _ request: PageRequest
    ) throws -> Response? {
        guard action.requires.contains(.freshFactor),
            try !request.requireSession().isFresh(at: request.now)
        else { return nil }
        return site.redirect(
            to: "\(StepUpPage.path)?\(PageRequest.nextField)=\(path)",
            request
        )
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let person = try request.requireSession().person
        let id = try request.context.parameters.require("id")
        let name = ActionName(try request.context.parameters.require("action"))
        guard let moveID = request.fields[ActionForm.move], moveID.isMoveID,
            let revision = request.fields[ActionForm.revision].flatMap({ Int64($0) })
        else { throw Problem.badForm }
        let cases = site.app.domain.cases
        if let receipt = try await cases.receipt(ofMove: moveID, name, of: id, by: person) {
            return try await moved(receipt, request)
        }
        let view = try await site.caseViewIfVisible(request)
        guard let view, let open = view.open(name.text) else {
            return try await late(id, name, moveID, revision, view, request)
        }
        let draw = try await CaseActionDrawing(site: site, view: view, action: open.action, request)
        var submitted = draw.form.form(moveID: moveID, revision: revision).read(request.fields)
        // A page that is out of date gets that answer before it is checked against what it did not show.
        if revision == view.revision || submitted.faults.isEmpty {
            submitted.faults += draw.form.faults(in: submitted)
        }
        let path = Self.path(of: open.action, in: view)
        if let away = try proof(for: open.action, at: path, request) {
            try await cases.keepFields(
                draw.typed(submitted),
                of: name,
                in: view,
                by: person,
                at: request.now
            )
            return away
        }
        let isStale = revision != view.revision
        guard submitted.faults.isEmpty || isStale else {
            return try await refused(submitted, draw, moveID, revision, request)
        }
        let inputs = draw.form.inputs(of: submitted)
        switch try await cases.move(
            move(name, of: id, moveID, revision, inputs, request)
        ) {
        case .moved(let receipt), .repeated(let receipt):
            try await cases.discardDraft(of: person, service: view.service.id, caseID: id)
            return try await moved(receipt, request)
        case .conflict(let conflict):
            let typed = draw.typed(submitted)
            try await cases.keepFields(typed, of: name, in: view, by: person, at: request.now)
            return try await CaseConflictPage(site: site, request: request, conflict: conflict)
                .response(in: view, typed: draw.shown(submitted))
        case .refused(let problems):
            submitted.faults += problems.map { draw.form.fault(of: $0, in: inputs) }
            return try await refused(submitted, draw, moveID, revision, request)
        case .reused: throw Problem.badForm
        case .notFound: throw Problem.notFound
        case .missingDefinition: throw CaseError.unsupported("this version of the service")
        }
    }

    private func move(
        _ name: ActionName,
        of id: String,
        _ moveID: String,
        _ revision: Int64,
        _ inputs: MoveInputs,
        _ request: PageRequest
    ) throws -> MoveRequest {
        let session = try request.requireSession()
        return MoveRequest(
            name,
            of: id,
            moveID: moveID,
            revision: revision,
            by: CaseActor(session),
            inputs: inputs,
            at: request.now
        )
    }

    private func refused(
        _ submitted: SubmittedForm,
        _ draw: CaseActionDrawing,
        _ moveID: String,
        _ revision: Int64,
        _ request: PageRequest
    ) async throws -> Response {
        let page = try await draw.page(
            submitted,
            moveID: moveID,
            revision: revision,
            isKept: false
        )
        return site.refuse(page, submitted.faults, to: request)
    }
}

/// The results.
extension CaseActionPage {
    /// The answer to an action that is no longer open to the reader: what came first, with what was typed.
    private func late(
        _ id: String,
        _ name: ActionName,
        _ moveID: String,
        _ revision: Int64,
        _ view: CaseView?,
        _ request: PageRequest
    ) async throws -> Response {
        // The role of the reader decides in the engine, which knows only sessions of staff by their roles.
        guard view != nil || request.session?.kind == .staff else { throw Problem.notFound }
        var inputs = MoveInputs()
        let note = request.fields[ActionForm.note] ?? ""
        if !note.isEmpty { inputs.note = note }
        let result = try await site.app.domain.cases.move(
            move(name, of: id, moveID, revision, inputs, request)
        )
        switch result {
        case .conflict(let conflict):
            let text: PageValue = .prose(Prose("\(.isolated(note))"))
            let typed = note.isEmpty ? [] : [(title: CaseActionDrawing.noteTitle, text: text)]
            return try await CaseConflictPage(site: site, request: request, conflict: conflict)
                .response(in: view, typed: typed)
        case .moved(let receipt), .repeated(let receipt): return try await moved(receipt, request)
        case .refused:
            guard let view else { throw Problem.notFound }
            return site.redirect(to: CasePage.path(of: view.id), request)
        case .reused: throw Problem.badForm
        case .notFound: throw Problem.notFound
        case .missingDefinition: throw CaseError.unsupported("this version of the service")
        }
    }

    /// The answer to an action that was done: the case where the reader still sees it, else the cartable.
    ///
    /// What an effect refused is shown immediately: the case may be another person's afterwards.
    private func moved(_ receipt: MoveReceipt, _ request: PageRequest) async throws -> Response {
        let view = try await site.caseViewIfVisible(request)
        if let refusal = receipt.refusal {
            return site.respond(Self.refusalPage(refusal, view), to: request)
        }
        guard let view else {
            return site.redirect(to: CartableAddress.afterMove, request)
        }
        return site.redirect(to: CasePage.Notice.moved.path(of: view.id), request)
    }

    private static func refusalPage(_ refusal: Wording, _ view: CaseView?) -> Page {
        var links: [(path: String, title: Wording, text: Wording?)] = []
        if let view {
            links.append(
                (
                    CasePage.path(of: view.id),
                    Wording(fa: "بازگشت به پرونده", en: "Back to the case"), nil
                )
            )
        }
        links.append((CartableAddress.work, CartableAddress.workTitle, nil))
        var page = Page.of(
            [
                .notice(.bad, Prose(fa: .init(refusal.fa), en: .init(refusal.en))),
                .paragraph(
                    Prose(
                        fa: "دلیل در پرونده ثبت شد و همکاران آن را می‌خوانند.",
                        en: "The reason was recorded in the case, and colleagues read it."
                    )
                ), .links(links),
            ],
            at: CartableAddress.work,
            titled: Wording(fa: "اقدام انجام نشد", en: "The action was not done")
        )
        page.elsewhere = nil
        return page
    }
}
