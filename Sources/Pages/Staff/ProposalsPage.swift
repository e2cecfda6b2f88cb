import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The changes that wait for the reader: another person proposed them.
struct ProposalsPage: StaffEntry {
    let site: GatedSite

    static let path = "/staff/proposals"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "پیشنهادهایی که تأیید می‌خواهد", en: "Proposals to confirm")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let authority = try request.requireAuthority()
        let proposals = try await site.app.domain.roles.proposals(
            waitingFor: authority.person,
            at: request.now
        )
        var blocks: [PageBlock] = []
        for proposal in proposals { blocks.append(try await card(of: proposal)) }
        if proposals.isEmpty {
            blocks.append(
                .paragraph(Prose(fa: "چیزی منتظر شما نیست.", en: "Nothing waits for you."))
            )
        }
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private func card(of proposal: Proposal) async throws -> PageBlock {
        let link = ProposalPage.path(of: proposal.id)
        return .card(
            .wording(proposal.title),
            SummaryList([
                .init(
                    Wording(fa: "از سوی", en: "Proposed by"),
                    try await site.proposer(of: proposal)
                ),
                .init(
                    Wording(fa: "در", en: "At"),
                    .wording(PersianTime.moment(proposal.proposedAt))
                ),
                .init(
                    Wording(fa: "تصمیم", en: "Decision"),
                    .prose(
                        fa: "\(.link("دیدن و تصمیم گرفتن", to: link))",
                        en: "\(.link("View and decide", to: link))"
                    )
                ),
            ]),
            []
        )
    }
}

/// One proposal, and its decision.
struct ProposalPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/proposals/:id"

    init(_ site: GatedSite) { self.site = site }

    static func path(of id: String) -> String { "/staff/proposals/\(id)" }

    func show(_ request: PageRequest) async throws -> Response {
        let proposal = try await proposal(request)
        return site.respond(try await page(proposal, SubmittedForm()), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let proposal = try await proposal(request)
        let form = Self.form(for: proposal)
        var submitted = form.read(request.fields)
        if submitted.faults.isEmpty {
            let roles = site.app.domain.roles
            let actor = try site.actor(request)
            do {
                if submitted[Self.decision.name] == Self.confirms {
                    _ = try await roles.confirm(proposal.id, by: actor, at: request.now)
                } else {
                    _ = try await roles.reject(proposal.id, by: actor, at: request.now)
                }
                return site.redirect(to: ProposalsPage.path, request)
            } catch let error as RolesError {
                submitted.faults = [form.fault(of: error)]
            } catch let error as PeopleError {
                let wording = Problem(error).detail
                submitted.faults = [FieldFault(field: Self.decision.name, wording: wording)]
            }
        }
        return site.refuse(try await page(proposal, submitted), submitted.faults, to: request)
    }

    /// Returns the proposal, if it waits for the reader.
    ///
    /// - Throws: 404 for any other id, as for one that does not exist.
    private func proposal(_ request: PageRequest) async throws -> Proposal {
        let id = try request.context.parameters.require("id")
        let waiting = try await site.app.domain.roles.proposals(
            waitingFor: try request.requireAuthority().person,
            at: request.now
        )
        guard let proposal = waiting.first(where: { $0.id == id }) else { throw Problem.notFound }
        return proposal
    }

    private func page(_ proposal: Proposal, _ submitted: SubmittedForm) async throws -> Page {
        var rows = [
            SummaryList.Row(
                Wording(fa: "از سوی", en: "Proposed by"),
                try await site.proposer(of: proposal)
            ),
            .init(
                Wording(fa: "در", en: "At"),
                .wording(PersianTime.moment(proposal.proposedAt))
            ),
            .init(
                Wording(fa: "مهلت", en: "Until"),
                .wording(PersianTime.moment(proposal.expiresAt))
            ),
        ]
        if let change = proposal.change { rows += try await site.facts(of: change) }
        return .of(
            [.summary(SummaryList(rows)), .form(Self.form(for: proposal), submitted)],
            at: Self.path(of: proposal.id),
            titled: proposal.title
        )
    }

    private static let confirms = "confirm"

    private static let decision = PageField(
        "decision",
        .choice([
            .init(
                confirms,
                Wording(fa: "تأیید می‌کنم؛ همین حالا انجام شود", en: "Confirm: do it now")
            ),
            .init("reject", Wording(fa: "رد می‌کنم", en: "Reject")),
        ]),
        label: Wording(fa: "تصمیم شما", en: "Your decision"),
        required: Wording(fa: "یکی را انتخاب کنید.", en: "Choose one.")
    )

    private static func form(for proposal: Proposal) -> PageForm {
        PageForm(
            to: path(of: proposal.id),
            [decision],
            button: Wording(fa: "ثبت تصمیم", en: "Store the decision")
        )
    }
}
