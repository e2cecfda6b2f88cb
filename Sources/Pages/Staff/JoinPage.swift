import Accounts
import Hummingbird
import Persian
import Web

/// The join of two accounts of one person: two persons of SAORG, one here and one on the page of proposals.
struct JoinPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/people/:id/join"
    static let title = Wording(fa: "یکی کردن دو حساب", en: "Join two accounts")

    init(_ site: GatedSite) { self.site = site }

    static func path(of id: PersonID) -> String { "/staff/people/\(id)/join" }

    func show(_ request: PageRequest) async throws -> Response {
        let person = try await person(request)
        let submitted = SubmittedForm(NumberQuestion.initial)
        return site.respond(try await page(person, submitted), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let person = try await person(request)
        let form = Self.form(for: person)
        var submitted = form.read(request.fields)
        if submitted.faults.isEmpty {
            do {
                let number = try NumberQuestion.read(submitted)
                let kept = try await other(than: person, with: number)
                _ = try await site.app.domain.roles.propose(
                    .join(person.id, into: kept.id),
                    by: try site.actor(request),
                    at: request.now
                )
                return site.redirect(to: ProposalsPage.path, request)
            } catch let fault as FieldFault {
                submitted.faults = [fault]
            } catch let error as RolesError {
                submitted.faults = [FieldFault(field: "number", wording: error.wording)]
            }
        }
        return site.refuse(try await page(person, submitted), submitted.faults, to: request)
    }

    /// Returns the person whose account is joined; one that was joined already has no such page.
    private func person(_ request: PageRequest) async throws -> Person {
        let id = PersonID(try request.context.parameters.require("id"))
        guard let person = try await site.app.domain.people.person(id), person.joinedInto == nil
        else { throw Problem.notFound }
        return person
    }

    /// Returns the other account: the one whose identity is proven with the number, or the only one that claims it.
    ///
    /// - Throws: the fault of a number without such an account.
    private func other(than person: Person, with number: IDNumber) async throws -> Person {
        let found = try await site.app.domain.people.persons(with: number)
            .filter { $0.joinedInto == nil }
        let owner = found.first { $0.numbers.contains { $0.number == number && $0.isProven } }
        guard let kept = owner ?? (found.count == 1 ? found[0] : nil) else {
            throw FieldFault(field: "number", wording: found.isEmpty ? Self.absent : Self.several)
        }
        guard kept.id != person.id else { throw FieldFault(field: "number", wording: Self.same) }
        return kept
    }
}

/// The form and the texts of the page.
extension JoinPage {
    private func page(_ person: Person, _ submitted: SubmittedForm) async throws -> Page {
        .of(
            [
                .summary(
                    SummaryList([
                        .init(
                            Wording(fa: "این حساب پایان می‌یابد", en: "This account ends"),
                            try await site.name(of: person.id)
                        ),
                        .init(
                            Wording(fa: "تاریخ تولد", en: "Date of birth"),
                            .wording(PersianTime.date(person.birthDate))
                        ),
                        .init(
                            Wording(fa: "هویت", en: "Identity"),
                            .wording(person.level.title)
                        ),
                    ])
                ),
                .paragraph(Self.consequences), .form(Self.form(for: person), submitted),
            ],
            at: Self.path(of: person.id),
            titled: Self.title
        )
    }

    private static func form(for person: Person) -> PageForm {
        PageForm(
            to: path(of: person.id),
            NumberQuestion.fields.map(\.ofAnotherPerson) + [confirmation],
            button: Wording(fa: "پیشنهاد یکی شدن", en: "Propose the join")
        )
    }

    private static let confirmation = PageField(
        "same-person",
        .checkbox,
        label: Wording(
            fa: "مدرک‌های هر دو حساب را دیده‌ام و هر دو از آنِ یک نفر است.",
            en: "I have seen the documents of both accounts, and they are one person."
        ),
        required: Wording(
            fa: "فقط دو حساب یک نفر یکی می‌شود.",
            en: "Only two accounts of one person can be joined."
        )
    )

    private static let consequences = Prose(
        fa: """
            شمارهٔ حسابی را بنویسید که می‌ماند. شماره‌های تأییدشده و نام دیگر به آن می‌رسد؛ نشست‌ها، رمزها و نقش‌های حساب \
            پایان‌یافته تمام می‌شود. شخص دیگری از سازمان تأیید می‌کند و به هر دو راه تماس خبر می‌دهیم. این کار برگشت ندارد.
            """,
        en: """
            Enter the number of the account that remains. It gets the proven numbers and the other name; sessions, credentials \
            and roles of the ended account end. Another person of SAORG confirms, and the contacts of both are notified. It cannot \
            be undone.
            """
    )

    private static let absent = Wording(
        fa: "حسابی با این شماره نیست.",
        en: "No account has this number."
    )
    private static let several = Wording(
        fa: "چند حسابِ تأییدنشده این شماره را دارد؛ نخست هویت یکی باید تأیید شود.",
        en: "Several accounts claim this number; the identity of one has to be proven first."
    )
    private static let same = Wording(
        fa: "این شمارهٔ همین حساب است؛ شمارهٔ حساب دیگر را بنویسید.",
        en: "This is the number of the same account; enter that of the other one."
    )
}
