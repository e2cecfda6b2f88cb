import Accounts
import Hummingbird
import Persian
import Web

/// One person, for administrators: roles, state, and what needs a decision.
struct PersonPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/people/:id"

    init(_ site: GatedSite) { self.site = site }

    static func path(of id: PersonID) -> String { "/staff/people/\(id)" }

    func show(_ request: PageRequest) async throws -> Response {
        let person = try await person(request)
        try await site.app.domain.record(
            "viewed",
            on: AuditObject(.person, person.id),
            by: try site.actor(request),
            detail: "",
            at: request.now
        )
        return site.respond(try await page(person, SubmittedForm(), request), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let person = try await person(request)
        let form = Self.form(for: person)
        var submitted = form.read(request.fields)
        if submitted.faults.isEmpty {
            do {
                try await act(on: person, submitted, request)
                return site.redirect(to: Self.path(of: person.id), request)
            } catch let error as RolesError {
                submitted.faults = [form.fault(of: error)]
            }
        }
        return site.refuse(
            try await page(person, submitted, request),
            submitted.faults,
            to: request
        )
    }

    private func act(
        on person: Person,
        _ submitted: SubmittedForm,
        _ request: PageRequest
    ) async throws {
        let roles = site.app.domain.roles
        let actor = try site.actor(request)
        let reason = submitted[Self.reason.name]
        switch Action(rawValue: submitted[Self.actionField]) {
        case .block:
            _ = try await roles.block(person.id, because: reason, by: actor, at: request.now)
        case .unblock:
            _ = try await roles.propose(
                .unblock(person.id, reason: reason),
                by: actor,
                at: request.now
            )
        case .reset:
            _ = try await roles.propose(
                .reset(person.id, reason: reason),
                by: actor,
                at: request.now
            )
        case nil: throw RolesError.notFound
        }
    }

    private func person(_ request: PageRequest) async throws -> Person {
        let id = PersonID(try request.context.parameters.require("id"))
        guard let person = try await site.app.domain.people.person(id) else {
            throw Problem.notFound
        }
        return person
    }
}

/// The parts of the page.
extension PersonPage {
    private enum Action: String {
        case block
        case unblock
        case reset

        var title: Wording {
            switch self {
            case .block: Wording(fa: "بستن حساب، همین حالا", en: "Block the person now")
            case .unblock:
                Wording(fa: "پیشنهاد باز کردن حساب", en: "Propose to end the block")
            case .reset:
                Wording(fa: "پیشنهاد رمزهای تازه", en: "Propose new credentials")
            }
        }
    }

    private static let actionField = "action"

    private func page(
        _ person: Person,
        _ submitted: SubmittedForm,
        _ request: PageRequest
    ) async throws -> Page {
        let authority = try request.requireAuthority()
        let grants = try await site.app.domain.roles.grants(of: person.id)
        var rows: [[PageValue]] = []
        for grant in grants {
            rows.append([
                .wording(grant.role.name),
                try await site.name(ofOrganisation: grant.organisation),
                grant.until.map { .wording(PersianTime.date($0.tehranDate)) } ?? "",
            ])
        }
        var blocks: [PageBlock] = [
            .summary(Self.summary(of: person)),
            .table(
                PageTable(
                    titled: .wording(fa: "نقش‌ها", en: "Roles"),
                    columns: [
                        .wording(fa: "نقش", en: "Role"),
                        .wording(fa: "سازمان", en: "Organisation"),
                        .wording(fa: "تا", en: "Until"),
                    ],
                    rows: rows
                )
            ),
        ]
        if let other = person.joinedInto {
            blocks.append(.notice(.wait, Self.joined(into: other)))
        } else if authority.has(.administrator) || authority.has(.graduatesOffice) {
            blocks.append(.links([(JoinPage.path(of: person.id), JoinPage.title, Self.joinText)]))
        }
        if authority.has(.administrator) || authority.has(.root) {
            blocks += [
                .title("act", Wording(fa: "اقدام", en: "Act")),
                .form(Self.form(for: person), submitted),
            ]
        }
        let title = Wording(fa: person.name.full, en: person.name.full)
        return .of(blocks, at: Self.path(of: person.id), titled: title)
    }

    private static func joined(into other: PersonID) -> Prose {
        Prose(
            fa: "این حساب با \(.link("حساب دیگری", to: path(of: other))) یکی شده است.",
            en: "This account was joined into \(.link("another one", to: path(of: other)))."
        )
    }

    private static let joinText = Wording(
        fa: "اگر این شخص حساب دیگری هم دارد",
        en: "If this person has another account too"
    )

    private static func summary(of person: Person) -> SummaryList {
        let state =
            person.blockedAt != nil
            ? Wording(fa: "بسته", en: "blocked")
            : person.isDeceased
                ? Wording(fa: "درگذشته", en: "deceased") : Wording(fa: "باز", en: "open")
        return SummaryList([
            .init(
                Wording(fa: "تاریخ تولد", en: "Date of birth"),
                .wording(PersianTime.date(person.birthDate))
            ),
            .init(Wording(fa: "هویت", en: "Identity"), .wording(person.level.title)),
            .init(
                Wording(fa: "راه تماس تأییدشده", en: "Proven contact"),
                person.provenContact == nil
                    ? .wording(fa: "ندارد", en: "none") : .wording(fa: "دارد", en: "yes")
            ),
            .init(Wording(fa: "حساب", en: "Account"), .wording(state)),
            .init(
                Wording(fa: "ثبت", en: "Registered"),
                .wording(PersianTime.moment(person.createdAt))
            ),
        ])
    }

    private static func form(for person: Person) -> PageForm {
        let actions: [Action] = person.blockedAt == nil ? [.block, .reset] : [.unblock, .reset]
        return PageForm(
            to: path(of: person.id),
            [
                PageField(
                    actionField,
                    .choice(actions.map { .init($0.rawValue, $0.title) }),
                    label: Wording(fa: "چه باید بشود؟", en: "What shall be done?"),
                    required: Wording(fa: "یکی را انتخاب کنید.", en: "Choose one.")
                ),
                reason,
            ],
            button: Wording(fa: "ثبت", en: "Store")
        )
    }

    private static let reason = PageField(
        "reason",
        .text,
        label: Wording(fa: "علت", en: "Reason"),
        required: Wording(fa: "علت را بنویسید.", en: "Enter the reason."),
        limit: 200
    )
}
