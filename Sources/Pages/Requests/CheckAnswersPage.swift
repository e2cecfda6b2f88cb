import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// "Check your answers": everything that will be sent, with links to change it; the button opens the case.
struct CheckAnswersPage: GatedPage {
    let site: GatedSite

    static let path = "/services/:service/check"
    static let title = Wording(fa: "بازبینی پاسخ‌ها", en: "Check your answers")
    /// The hidden field with the id of the move: a second press finds the first result.
    static let move = "move"

    /// Returns the address for a service.
    static func path(of service: ServiceID) -> String { "/services/\(service)/check" }

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let service = try site.service(request)
        let person = try await site.reader(request)
        guard let form = try await cases.draft(of: person.id, service: service.id)?.form else {
            return site.redirect(to: ServicePage.path(of: service.id), request)
        }
        return try await answer(service, form, person, request, moveID: CaseID.make())
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let service = try site.service(request)
        let person = try await site.reader(request)
        guard let moveID = request.fields[Self.move], moveID.isMoveID else {
            throw Problem.badForm
        }
        let form = try await cases.draft(of: person.id, service: service.id)?.form
        // A request in the name of an office needs a factor that was proved a moment ago; the draft is kept.
        if service.isOpenedInRole, try !request.requireSession().isFresh(at: request.now) {
            let path = Self.path(of: service.id)
            return site.redirect(
                to: "\(StepUpPage.path)?\(PageRequest.nextField)=\(path)",
                request
            )
        }
        // After the draft: the first press deletes it once the case is open.
        if let known = try await cases.moved(with: moveID, by: person.id) {
            return site.redirect(to: SentPage.path(of: known.id), request)
        }
        guard let form else {
            return site.redirect(to: ServicePage.path(of: service.id), request)
        }
        let opening = OpenRequest(
            service.id,
            moveID: moveID,
            by: .person(person.id, session: try request.requireSession().kind),
            form: form,
            at: request.now
        )
        switch try await cases.open(opening) {
        case .moved(let receipt), .repeated(let receipt):
            try await cases.discardDraft(of: person.id, service: service.id)
            return site.redirect(to: SentPage.path(of: receipt.caseID), request)
        case .refused(let problems):
            return try await answer(
                service,
                form,
                person,
                request,
                moveID: moveID,
                problems: problems
            )
        case .reused, .conflict, .notFound, .missingDefinition:
            return site.redirect(to: Self.path(of: service.id), request)
        }
    }

    private var cases: Cases { site.app.domain.cases }

    /// Returns the answers with what prevents the request; a form with faults leads back to its fields.
    private func answer(
        _ service: Service,
        _ form: TypedForm,
        _ person: Person,
        _ request: PageRequest,
        moveID: String,
        problems: [MoveProblem] = []
    ) async throws -> Response {
        let facts = try await site.facts(of: service, form, for: person, at: request.now)
        let review = try await cases.review(
            OpenRequest(
                service.id,
                moveID: "",
                by: .person(person.id, session: try request.requireSession().kind),
                form: form,
                at: request.now
            )
        )
        let all = problems.isEmpty ? review.problems : problems
        let drawn = AnswerFields(facts, form)
        let faults = drawn.faults(of: all, besides: [])
        guard faults.isEmpty else {
            return site.refuse(
                RequestPage.page(drawn, service, faults: faults).page,
                faults,
                to: request
            )
        }
        var blocks: [PageBlock] = []
        for problem in all {
            let open =
                problem.kind == .once
                ? try await openCase(review.values, service, person.id) : nil
            blocks.append(.notice(.bad, problem.prose(openCase: open)))
        }
        let rows = AnswerSummary(facts).rows(
            of: form,
            change: RequestPage.path(of: service.id)
        )
        blocks.append(.summary(SummaryList(rows)))
        blocks.append(.paragraph(PaperStanding.ofRequests))
        // Effects of the opening may be refused now and not later, so that the button stays with their sentence.
        if review.problems.isEmpty {
            blocks.append(.form(sending(service.id, moveID), SubmittedForm()))
        } else {
            blocks.append(.form(DiscardedRequest.form(service), SubmittedForm()))
        }
        return site.respond(
            .of(blocks, at: Self.path(of: service.id), titled: Self.title),
            to: request,
            status: all.isEmpty ? .ok : .unprocessableContent
        )
    }

    private func openCase(
        _ values: FormValues?,
        _ service: Service,
        _ person: PersonID
    ) async throws -> CaseFile? {
        guard let values else { return nil }
        return try await cases.openCase(like: values, of: service, by: person)
    }

    private func sending(_ service: ServiceID, _ moveID: String) -> PageForm {
        var form = PageForm(
            to: Self.path(of: service),
            [],
            button: Wording(fa: "فرستادن درخواست", en: "Send the request")
        )
        form.hidden = [(Self.move, moveID)]
        return form
    }
}

extension MoveProblem {
    /// The sentence with what can be done in its place, and a link to the open case about the same.
    func prose(openCase: CaseFile? = nil) -> Prose {
        if let openCase {
            let path = "/cases/\(openCase.id)"
            return Prose(
                fa: """
                    \(.isolated(sentence.fa)) \(.link("درخواست باز را ببینید", to: path)): کد پیگیری \
                    \(.latin(openCase.tracking)).
                    """,
                en: """
                    \(.isolated(sentence.en)) \(.link("See the open request", to: path)), tracking number \
                    \(.latin(openCase.tracking)).
                    """
            )
        }
        return Prose(
            fa: "\(.isolated(sentence.fa)) \(.isolated(alternative?.fa ?? ""))",
            en: "\(.isolated(sentence.en)) \(.isolated(alternative?.en ?? ""))"
        )
    }
}

extension String {
    /// Whether the text has the form of an id of this program (`CaseID`), not one that the engine derives from others.
    var isMoveID: Bool {
        utf8.count == 36
            && utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
