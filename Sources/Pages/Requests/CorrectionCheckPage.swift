import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The whole form of a correction before it is sent; the button moves the case.
struct CorrectionCheckPage: GatedPage {
    let site: GatedSite

    static let path = "/cases/:id/correct/check"
    /// The hidden field with the revision that the page shows.
    private static let revision = "revision"

    /// Returns the address for a case.
    static func path(of id: String) -> String { "/cases/\(id)/correct/check" }

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        guard let correction = try await site.correction(request) else {
            let id = try request.context.parameters.require("id")
            return site.redirect(to: "/cases/\(id)", request)
        }
        return try await answer(correction, request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let id = try request.context.parameters.require("id")
        let session = try request.requireSession()
        guard let moveID = request.fields[CheckAnswersPage.move], moveID.isMoveID,
            let revision = request.fields[Self.revision].flatMap({ Int64($0) })
        else { throw Problem.badForm }
        if let known = try await cases.moved(with: moveID, by: session.person), known.id == id {
            return site.redirect(to: SentPage.path(of: id), request)
        }
        guard let correction = try await site.correction(request) else {
            return site.redirect(to: "/cases/\(id)", request)
        }
        let result = try await cases.move(
            correction.move(id: moveID, revision: revision, by: session, at: request.now)
        )
        switch result {
        case .moved, .repeated:
            try await cases.discardDraft(
                of: session.person,
                service: correction.view.service.id,
                caseID: id
            )
            return site.redirect(to: SentPage.path(of: id), request)
        case .conflict(let conflict):
            return site.respond(
                conflictPage(conflict, correction),
                to: request,
                status: .conflict
            )
        case .refused(let problems):
            return try await answer(correction, request, problems: problems)
        case .reused, .missingDefinition:
            return site.redirect(to: Self.path(of: id), request)
        case .notFound: throw Problem.notFound
        }
    }

    private var cases: Cases { site.app.domain.cases }

    private func answer(
        _ correction: Correction,
        _ request: PageRequest,
        problems: [MoveProblem] = []
    ) async throws -> Response {
        let moveID = CaseID.make()
        let review = try await cases.review(
            correction.move(
                id: moveID,
                revision: correction.view.revision,
                by: try request.requireSession(),
                at: request.now
            )
        )
        let all = problems.isEmpty ? review?.problems ?? [] : problems
        let drawn = AnswerFields(correction)
        let faults = drawn.faults(of: all, besides: [])
        guard faults.isEmpty else {
            return site.refuse(
                CorrectionPage.page(correction, drawn, faults),
                faults,
                to: request
            )
        }
        var blocks: [PageBlock] = all.map { .notice(.bad, $0.prose()) }
        let rows = AnswerSummary(correction.facts).rows(
            of: correction.typed,
            change: CorrectionPage.path(of: correction.view.id)
        )
        blocks.append(.summary(SummaryList(rows)))
        blocks.append(.paragraph(PaperStanding.ofRequests))
        if all.isEmpty { blocks.append(.form(sending(correction, moveID), SubmittedForm())) }
        return site.respond(
            .of(
                blocks,
                at: Self.path(of: correction.view.id),
                titled: CheckAnswersPage.title
            ),
            to: request,
            status: all.isEmpty ? .ok : .unprocessableContent
        )
    }

    private func sending(_ correction: Correction, _ moveID: String) -> PageForm {
        var form = PageForm(
            to: Self.path(of: correction.view.id),
            [],
            button: correction.action.title
        )
        form.hidden = [
            (CheckAnswersPage.move, moveID),
            (Self.revision, String(correction.view.revision)),
        ]
        return form
    }

    /// What came first, and that nothing of what was typed is lost.
    private func conflictPage(_ conflict: MoveConflict, _ correction: Correction) -> Page {
        let service = correction.view.service
        let title =
            service.steps.flatMap(\.actions).first { $0.name == conflict.action }?.title
            ?? service.title
        let moment = PersianTime.moment(conflict.at)
        let path = CorrectionPage.path(of: correction.view.id)
        return .of(
            [
                .notice(
                    .wait,
                    Prose(
                        fa: """
                            در همین فاصله «\(.isolated(title.fa))» در \(.isolated(moment.fa)) ثبت شد و چیزی از سوی شما فرستاده \
                            نشد. نوشته‌های شما نگه داشته شده است.
                            """,
                        en: """
                            In the meantime “\(.isolated(title.en))” was recorded on \(.isolated(moment.en)), and nothing \
                            of yours was sent. What you typed is kept.
                            """
                    )
                ),
                .links([
                    (path, Wording(fa: "بازگشت به نوشته‌ها", en: "Back to what you typed"), nil),
                    (
                        "/cases/\(correction.view.id)",
                        Wording(fa: "دیدن درخواست", en: "See the request"), nil
                    ),
                ]),
            ],
            at: Self.path(of: correction.view.id),
            titled: Wording(
                fa: "درخواست در این فاصله تغییر کرده است",
                en: "The request has changed in the meantime"
            )
        )
    }
}
