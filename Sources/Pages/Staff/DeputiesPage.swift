import Accounts
import Hummingbird
import Persian
import Web

/// Deputies and absences of an organisation.
struct DeputiesPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/deputies"
    static let title = Wording(fa: "جانشین‌ها و غیبت‌ها", en: "Deputies and absences")

    init(_ site: GatedSite) { self.site = site }

    static func path(of code: String) -> String { "/staff/organisations/\(code)/deputies" }

    func show(_ request: PageRequest) async throws -> Response {
        let (organisation, form) = try await form(request)
        return site.respond(
            try await page(SubmittedForm(), form, organisation, request),
            to: request
        )
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let (organisation, form) = try await form(request)
        var submitted = form.read(request.fields)
        if submitted.faults.isEmpty {
            do {
                let outcome = try await site.app.domain.roles.delegate(
                    try await delegation(submitted, organisation),
                    by: try site.actor(request),
                    at: request.now
                )
                switch outcome {
                case .delegated: return site.redirect(to: Self.path(of: organisation.code), request)
                case .proposed: return site.redirect(to: ProposalsPage.path, request)
                }
            } catch let error as RolesError {
                submitted.faults = [Self.fault(of: error)]
            }
        }
        return site.refuse(
            try await page(submitted, form, organisation, request),
            submitted.faults,
            to: request
        )
    }

    private func delegation(
        _ submitted: SubmittedForm,
        _ organisation: Organisation
    ) async throws -> DelegationRequest {
        guard let grant = try await site.app.domain.roles.grant(submitted[Self.grantField]),
            grant.organisation == organisation.code,
            let from = PeriodQuestion.beginning(submitted, Self.from),
            let until = PeriodQuestion.end(submitted, Self.until)
        else { throw RolesError.period }
        return DelegationRequest(
            of: grant.person,
            to: PersonID(submitted[Self.deputyField]),
            role: grant.role,
            in: organisation.code,
            from: from,
            until: until
        )
    }
}

/// The parts of the page.
extension DeputiesPage {
    /// Returns the fault of a refused delegation, at the field that it is about.
    private static func fault(of error: RolesError) -> FieldFault {
        let field =
            switch error {
            case .period, .delegationTooLong, .approvalRequired: until.name
            case .deputyWithoutRole, .delegationChain, .otherPersonRequired: deputyField
            default: grantField
            }
        return FieldFault(field: field, wording: error.wording)
    }

    private static let grantField = "grant"
    private static let deputyField = "deputy"

    /// Returns the form: the roles that the reader may delegate, and the persons who may be the deputy.
    private func form(_ request: PageRequest) async throws -> (Organisation, PageForm) {
        let organisation = try await site.organisation(request)
        let authority = try request.requireAuthority()
        guard authority.capacities.contains(where: { $0.organisation == organisation.code }) else {
            throw Problem.notFound
        }
        let isHead =
            authority.capacity(.head, in: organisation.code)?.behalfOf == nil
            && authority.has(.head, in: organisation.code)
        let grants = try await site.app.domain.roles.grants(in: organisation.code)
            .filter { $0.isValid(at: request.now) }
        var names: [PersonID: Wording] = [:]
        for grant in grants where names[grant.person] == nil {
            let person = try await site.app.domain.people.person(grant.person)
            let name = person?.name.full ?? String(grant.person.description.prefix(8))
            names[grant.person] = Wording(fa: name, en: name)
        }
        let own = grants.filter { isHead || $0.person == authority.person }
        let roles = own.map { grant in
            let name = names[grant.person] ?? grant.role.name
            return PageField.Choice(
                grant.id,
                Wording(
                    fa: "\(grant.role.name.fa): \(name.fa)",
                    en: "\(grant.role.name.en): \(name.en)"
                )
            )
        }
        let deputies = names.filter { $0.key != authority.person }
            .map { PageField.Choice($0.key.description, $0.value) }
            .sorted { $0.title.fa < $1.title.fa }
        let form = PageForm(
            to: Self.path(of: organisation.code),
            [
                PageField(
                    Self.grantField,
                    .choice(roles),
                    label: Wording(fa: "چه کسی غایب است؟", en: "Which person is absent?"),
                    required: Wording(fa: "نقش را انتخاب کنید.", en: "Choose the role.")
                ),
                PageField(
                    Self.deputyField,
                    .choice(deputies),
                    label: Wording(fa: "جانشین", en: "Deputy"),
                    required: Wording(fa: "جانشین را انتخاب کنید.", en: "Choose the deputy.")
                ),
                Self.from, Self.until,
            ],
            button: Wording(fa: "نامیدن جانشین", en: "Name the deputy")
        )
        return (organisation, form)
    }

    private func page(
        _ submitted: SubmittedForm,
        _ form: PageForm,
        _ organisation: Organisation,
        _ request: PageRequest
    ) async throws -> Page {
        var blocks: [PageBlock] = []
        let delegations = try await site.app.domain.roles.delegations(
            in: organisation.code,
            at: request.now
        )
        if !delegations.isEmpty {
            blocks.append(.title("current", Wording(fa: "جانشین‌ها", en: "Deputies")))
        }
        for delegation in delegations {
            blocks.append(
                .card(
                    .wording(delegation.role.name),
                    SummaryList([
                        .init(
                            Wording(fa: "غایب", en: "Absent"),
                            try await site.name(of: delegation.delegator)
                        ),
                        .init(
                            Wording(fa: "جانشین", en: "Deputy"),
                            try await site.name(of: delegation.deputy)
                        ),
                        .init(
                            Wording(fa: "از", en: "From"),
                            .wording(PersianTime.moment(delegation.from))
                        ),
                        .init(
                            Wording(fa: "تا", en: "Until"),
                            .wording(PersianTime.moment(delegation.until))
                        ),
                    ]),
                    [EndDelegationPage.form(for: delegation)]
                )
            )
        }
        blocks += [
            .title("new", Wording(fa: "جانشین تازه", en: "A new deputy")),
            .paragraph(Self.rules),
        ]
        blocks.append(form.hasDeputies ? .form(form, submitted) : .paragraph(Self.alone))
        return .of(blocks, at: Self.path(of: organisation.code), titled: Self.title)
    }

    private static let from = PageField(
        "from",
        .date,
        label: Wording(fa: "از روز", en: "From the day"),
        required: Wording(fa: "روز آغاز را بنویسید.", en: "Enter the first day.")
    )
    private static let until = PageField(
        "until",
        .date,
        label: Wording(fa: "تا پایان روز", en: "Until the end of the day"),
        required: Wording(fa: "روز پایان را بنویسید.", en: "Enter the last day.")
    )

    private static let alone = Prose(
        fa: "در این سازمان شخص دیگری نقشی ندارد؛ جانشین باید نخست نقشی در همین سازمان بگیرد.",
        en: "No other person has a role in this organisation; a deputy first needs one here."
    )

    private static let rules = Prose(
        fa: """
            جانشین در همین سازمان نقشی دارد و حداکثر ۹۰ روز جای دیگری کار می‌کند؛ بیش از ۱۲۰ روز در سال تأیید سازمان را \
            می‌خواهد. جانشین، جانشین ندارد. هر کار به نام هر دو نفر ثبت می‌شود.
            """,
        en: """
            The deputy has a role in the same organisation and acts for at most 90 days; more than 120 days within a year need \
            an approval. A deputy has no deputy. Every act is recorded with both persons.
            """
    )
}

extension PageForm {
    /// Whether there is a person who can be the deputy.
    fileprivate var hasDeputies: Bool {
        fields.allSatisfy { field in
            if case .choice(let choices) = field.kind { !choices.isEmpty } else { true }
        }
    }
}

/// The early end of a delegation.
struct EndDelegationPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/delegations/:id/end"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    static func form(for delegation: Delegation) -> PageForm {
        var form = PageForm(
            to: "/staff/delegations/\(delegation.id)/end",
            [],
            button: Wording(fa: "پایان جانشینی", en: "End the delegation")
        )
        form.look = .grave
        return form
    }

    func receive(_ request: PageRequest) async throws -> Response {
        try await site.app.domain.roles.end(
            delegation: try request.context.parameters.require("id"),
            by: try site.actor(request),
            at: request.now
        )
        return site.redirect(to: StaffPage.path, request)
    }
}
