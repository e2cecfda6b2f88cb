import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The changes that wait for the reader's decision, and those that the reader proposed.
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
        if !proposals.isEmpty {
            blocks.append(
                .title("waiting", Wording(fa: "در انتظار تأیید شما", en: "Waiting for you"))
            )
        }
        for proposal in proposals { blocks.append(try await card(of: proposal)) }
        if proposals.isEmpty {
            blocks.append(
                .paragraph(Prose(fa: "چیزی منتظر شما نیست.", en: "Nothing waits for you."))
            )
        }
        let own = try await site.app.domain.roles.proposals(
            by: authority.person,
            at: request.now
        )
        if !own.isEmpty {
            blocks.append(.title("own", Wording(fa: "پیشنهادهای خودم", en: "My own proposals")))
            blocks.append(.paragraph(Self.ownText))
        }
        for proposal in own { blocks.append(try await card(of: proposal)) }
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private static let ownText = Prose(
        fa: "شخص دیگری باید تصمیم بگیرد؛ تا آن زمان می‌توانید پیشنهاد را پس بگیرید.",
        en: "Another person has to decide; until then you can take a proposal back."
    )

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
                    Wording(fa: "جزئیات", en: "Details"),
                    .prose(
                        fa: "\(.link("دیدن پیشنهاد", to: link))",
                        en: "\(.link("View the proposal", to: link))"
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
        let form = Self.form(for: proposal, try request.requireAuthority().person)
        return site.respond(try await page(proposal, form, SubmittedForm()), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let proposal = try await proposal(request)
        let form = Self.form(for: proposal, try request.requireAuthority().person)
        var submitted = form.read(request.fields)
        if submitted.faults.isEmpty {
            let roles = site.app.domain.roles
            let actor = try site.actor(request)
            do {
                if submitted[Self.decision] == Self.confirms {
                    _ = try await roles.confirm(proposal.id, by: actor, at: request.now)
                } else {
                    _ = try await roles.reject(proposal.id, by: actor, at: request.now)
                }
                return site.redirect(to: ProposalsPage.path, request)
            } catch let error as RolesError {
                submitted.faults = [form.fault(of: error)]
            } catch let error as PeopleError {
                let wording = Problem(error).detail
                submitted.faults = [FieldFault(field: Self.decision, wording: wording)]
            }
        }
        return site.refuse(
            try await page(proposal, form, submitted),
            submitted.faults,
            to: request
        )
    }

    /// Returns the proposal, if it waits for the reader or the reader proposed it.
    ///
    /// - Throws: 404 for any other id, as for one that does not exist.
    private func proposal(_ request: PageRequest) async throws -> Proposal {
        let id = try request.context.parameters.require("id")
        let (roles, reader) = (site.app.domain.roles, try request.requireAuthority().person)
        let shown =
            try await roles.proposals(waitingFor: reader, at: request.now)
            + roles.proposals(by: reader, at: request.now)
        guard let proposal = shown.first(where: { $0.id == id }) else { throw Problem.notFound }
        return proposal
    }

    private func page(
        _ proposal: Proposal,
        _ form: PageForm,
        _ submitted: SubmittedForm
    ) async throws -> Page {
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
            [.summary(SummaryList(rows)), .form(form, submitted)],
            at: Self.path(of: proposal.id),
            titled: proposal.title
        )
    }

    private static let confirms = "confirm"

    /// Returns the form: the decision of another person, or the button of the person who proposed.
    private static func form(for proposal: Proposal, _ reader: PersonID) -> PageForm {
        if proposal.proposer == reader {
            return PageForm(
                to: path(of: proposal.id),
                [],
                button: Wording(fa: "پس گرفتن پیشنهاد", en: "Take the proposal back")
            )
        }
        return PageForm(
            to: path(of: proposal.id),
            [decision(about: proposal)],
            button: Wording(fa: "ثبت تصمیم", en: "Store the decision")
        )
    }

    private static let decision = "decision"

    private static func decision(about proposal: Proposal) -> PageField {
        PageField(
            decision,
            .choice([
                .init(confirms, proposal.confirmation),
                .init("reject", Wording(fa: "رد می‌کنم", en: "Reject")),
            ]),
            label: Wording(fa: "تصمیم شما", en: "Your decision"),
            required: Wording(fa: "یکی را انتخاب کنید.", en: "Choose one.")
        )
    }
}

extension Proposal {
    /// What the person who confirms declares.
    fileprivate var confirmation: Wording {
        if case .attest = change {
            return Wording(
                fa: "شخص و مدرکش را خودم دیدم و همین است؛ تأیید می‌کنم",
                en: "I have seen the person and the document, and they are as stated: confirm"
            )
        }
        return Wording(fa: "تأیید می‌کنم؛ همین حالا انجام شود", en: "Confirm: do it now")
    }
}
