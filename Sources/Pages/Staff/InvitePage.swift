import Accounts
import Hummingbird
import Persian
import Web

/// A role for a person of an organisation: a new person gets an invitation.
struct InvitePage: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/invite"
    static let title = Wording(fa: "دادن نقش به یک شخص", en: "Give a person a role")

    init(_ site: GatedSite) { self.site = site }

    static func path(of code: String) -> String { "/staff/organisations/\(code)/invite" }

    /// Returns the roles that a person may give in an organisation.
    static func roles(for authority: Authority, in organisation: Organisation) -> [Role] {
        Role.allCases.filter { role in
            role.kinds.contains(organisation.kind)
                && authority.capacity(toGrant: role, in: organisation.code) != nil
        }
    }

    func show(_ request: PageRequest) async throws -> Response {
        let (organisation, form) = try await form(request)
        return site.respond(
            page(SubmittedForm(NumberQuestion.initial), form, organisation),
            to: request
        )
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let (organisation, form) = try await form(request)
        var submitted = form.read(request.fields)
        let draft = PersonQuestion.read(&submitted, of: form, language: request.origin.language)
        if let draft, let role = Role(rawValue: submitted[Self.roleField]) {
            let grant = GrantRequest(
                .invited(draft),
                as: role,
                in: organisation.code,
                from: PeriodQuestion.beginning(submitted, PeriodQuestion.from),
                until: PeriodQuestion.end(submitted, PeriodQuestion.until)
            )
            do {
                let outcome = try await site.app.domain.roles.grant(
                    grant,
                    by: try site.actor(request),
                    at: request.now
                )
                switch outcome {
                case .granted:
                    return site.redirect(to: OrganisationPage.path(of: organisation.code), request)
                case .proposed: return site.redirect(to: ProposalsPage.path, request)
                }
            } catch let error as RolesError {
                submitted.faults = [form.fault(of: error)]
            }
        }
        return site.refuse(page(submitted, form, organisation), submitted.faults, to: request)
    }

    private func form(_ request: PageRequest) async throws -> (Organisation, PageForm) {
        let organisation = try await site.organisation(request)
        let roles = Self.roles(for: try request.requireAuthority(), in: organisation)
        guard !roles.isEmpty else { throw Problem.notFound }
        let fields =
            [Self.role(among: roles)] + PersonQuestion.fields
            + [PeriodQuestion.from, PeriodQuestion.until]
        let button = Wording(fa: "دادن نقش", en: "Give the role")
        return (organisation, PageForm(to: request.path, fields, button: button))
    }

    private func page(
        _ submitted: SubmittedForm,
        _ form: PageForm,
        _ organisation: Organisation
    ) -> Page {
        .of(
            [.paragraph(Self.introduction), .form(form, submitted)],
            at: Self.path(of: organisation.code),
            titled: Self.title
        )
    }
}

/// The fields and the texts of the page.
extension InvitePage {
    private static let roleField = "role"

    private static func role(among roles: [Role]) -> PageField {
        PageField(
            roleField,
            .choice(roles.map { .init($0.rawValue, $0.name) }),
            label: Wording(fa: "نقش", en: "Role"),
            required: Wording(fa: "نقش را انتخاب کنید.", en: "Choose the role.")
        )
    }

    private static let introduction = Prose(
        fa: """
            دعوت‌نامه به راه تماسی می‌رود که می‌نویسید و ۷۲ ساعت اعتبار دارد. کسی که پیش‌تر دعوت شده است همان حساب خود را \
            دارد و فقط باخبر می‌شود. سازمان و راه تماس رسمی دانشگاه هم باخبر می‌شوند.
            """,
        en: """
            The invitation goes to the contact that you enter and is valid for 72 hours. A person who was invited before keeps \
            the account and is only notified. The official contact of the institution is notified too.
            """
    )
}

/// The questions for a period, by days of Tehran.
enum PeriodQuestion {
    static let from = field(
        "from",
        Wording(fa: "از روز (خالی: امروز)", en: "From the day (empty: today)")
    )
    static let until = field(
        "until",
        Wording(fa: "تا پایان روز (خالی: بی پایان)", en: "Until the end of the day (empty: no end)")
    )

    /// Returns the beginning of the day that was typed; nil for none.
    static func beginning(_ submitted: SubmittedForm, _ field: PageField) -> Timestamp? {
        submitted.dates[field.name].map { midnight(of: $0.daysSinceEpoch) }
    }

    /// Returns the end of the day that was typed; nil for none.
    static func end(_ submitted: SubmittedForm, _ field: PageField) -> Timestamp? {
        submitted.dates[field.name].map { midnight(of: $0.daysSinceEpoch + 1) }
    }

    /// Returns the parts of a field for a period's beginning; none without one.
    static func texts(beginning: Timestamp?, _ field: PageField) -> [String: String] {
        texts(of: beginning?.tehranDate, field)
    }

    /// Returns the parts of a field for a period's end: the last day that belongs to it.
    static func texts(end: Timestamp?, _ field: PageField) -> [String: String] {
        texts(of: end?.adding(seconds: -1).tehranDate, field)
    }

    private static func texts(of date: CivilDate?, _ field: PageField) -> [String: String] {
        guard let date else { return [:] }
        let day = JalaliDate(date)
        return [
            "\(field.name)-day": String(day.day), "\(field.name)-month": String(day.month),
            "\(field.name)-year": String(day.year),
        ]
    }

    private static func midnight(of day: Int) -> Timestamp {
        .start(ofTehranDay: CivilDate(daysSinceEpoch: day))
    }

    private static func field(_ name: String, _ label: Wording) -> PageField {
        PageField(name, .date, label: label)
    }
}
