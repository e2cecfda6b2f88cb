import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Web

/// One role of a person: its end, or a new invitation to it.
struct GrantPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/grants/:id"

    init(_ site: GatedSite) { self.site = site }

    static func path(of id: String) -> String { "/staff/grants/\(id)" }

    func show(_ request: PageRequest) async throws -> Response {
        let grant = try await site.grant(request)
        return site.respond(try await page(SubmittedForm(), grant), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let grant = try await site.grant(request)
        let form = Self.form(for: grant)
        var submitted = form.read(request.fields)
        if submitted.faults.isEmpty {
            do {
                let outcome = try await site.app.domain.roles.end(
                    grant: grant.id,
                    because: submitted[Self.reason.name],
                    by: try site.actor(request),
                    at: request.now
                )
                switch outcome {
                case .done:
                    return site.redirect(to: OrganisationPage.path(of: grant.organisation), request)
                case .proposed: return site.redirect(to: ProposalsPage.path, request)
                }
            } catch let error as RolesError {
                submitted.faults = [form.fault(of: error)]
            }
        }
        return site.refuse(try await page(submitted, grant), submitted.faults, to: request)
    }

    private func page(_ submitted: SubmittedForm, _ grant: RoleGrant) async throws -> Page {
        let facts = SummaryList([
            .init(Wording(fa: "شخص", en: "Person"), try await site.name(of: grant.person)),
            .init(Wording(fa: "نقش", en: "Role"), .wording(grant.role.name)),
            .init(
                Wording(fa: "سازمان", en: "Organisation"),
                try await site.name(ofOrganisation: grant.organisation)
            ),
        ])
        return .of(
            [
                .summary(facts),
                .title("end", Wording(fa: "پایان نقش", en: "End the role")),
                .paragraph(Self.consequences),
                .form(Self.form(for: grant), submitted),
                .title("again", Wording(fa: "دعوت دوباره", en: "Invite again")),
                .paragraph(Self.again),
                .form(InviteAgainPage.form(for: grant), SubmittedForm()),
            ],
            at: Self.path(of: grant.id),
            titled: Wording(fa: "نقش یک همکار", en: "The role of a person")
        )
    }
}

/// The form and the texts of the page.
extension GrantPage {
    private static func form(for grant: RoleGrant) -> PageForm {
        var form = PageForm(
            to: path(of: grant.id),
            [reason],
            button: Wording(fa: "پایان نقش", en: "End the role")
        )
        form.look = .card
        return form
    }

    private static let reason = PageField(
        "reason",
        .text,
        label: Wording(fa: "علت", en: "Reason"),
        hint: Wording(
            fa: "در سابقهٔ رویدادها می‌ماند؛ نام و شماره ننویسید.",
            en: "It is kept in the audit trail; leave out names and numbers."
        ),
        required: Wording(fa: "علت را بنویسید.", en: "Enter the reason."),
        limit: 200
    )

    private static let consequences = Prose(
        fa: """
            همین لحظه نشست‌های این شخص، دعوت‌نامه‌ها، کلیدها و جانشینی‌هایی که از این نقش آمده پایان می‌یابد. کارتابل‌هایش بی \
            متصدی می‌شود.
            """,
        en: """
            In this moment the sessions of the person end, and the invitations, keys and delegations that came from the role. \
            The person’s cartables become vacant.
            """
    )
    private static let again = Prose(
        fa: "اگر دعوت‌نامه نرسیده یا مهلتش گذشته است. دعوت‌نامهٔ پیشین از کار می‌افتد.",
        en: "If the invitation did not arrive or has expired. The former one stops working."
    )
}

/// A new invitation to a role whose person cannot sign in yet.
struct InviteAgainPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/grants/:id/invitation"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    static func form(for grant: RoleGrant) -> PageForm {
        PageForm(
            to: "/staff/grants/\(grant.id)/invitation",
            [],
            button: Wording(fa: "فرستادن دعوت‌نامهٔ تازه", en: "Send a new invitation")
        )
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let grant = try await site.grant(request)
        try await site.app.domain.roles.inviteAgain(
            grant: grant.id,
            by: try site.actor(request),
            at: request.now
        )
        return site.redirect(to: OrganisationPage.path(of: grant.organisation), request)
    }
}

extension GatedSite {
    /// Returns a grant that the reader may end.
    ///
    /// - Throws: 404 for any other id, as for one that does not exist.
    func grant(_ request: PageRequest) async throws -> RoleGrant {
        let authority = try request.requireAuthority()
        let id = try request.context.parameters.require("id")
        guard let grant = try await app.domain.roles.grant(id),
            authority.capacity(toGrant: grant.role, in: grant.organisation) != nil
        else { throw Problem.notFound }
        return grant
    }
}
