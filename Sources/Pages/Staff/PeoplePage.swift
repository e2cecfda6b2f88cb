import Accounts
import Hummingbird
import Persian
import VerifyCore
import Web

/// The search for a person, with a reason that the person can read.
struct PeoplePage: StaffEntry {
    let site: GatedSite

    static let path = "/staff/people"
    static let title = Wording(fa: "جست‌وجوی شخص", en: "Find a person")

    /// The persons of one search.
    private static let most = 50

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page(SubmittedForm(), []), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let submitted = Self.form.read(request.fields)
        guard submitted.faults.isEmpty else {
            return site.refuse(Self.page(submitted, []), submitted.faults, to: request)
        }
        let found = try await find(submitted[Self.text.name])
        for person in found {
            try await site.app.domain.record(
                "found",
                on: AuditObject(.person, person.id),
                by: try site.actor(request),
                detail: submitted[Self.reason.name],
                at: request.now
            )
        }
        // The results are the answer to the form: a name in an address would stay in the history of the browser.
        return site.respond(Self.page(submitted, Self.results(found)), to: request)
    }

    /// Returns the persons with a number, or with names that contain the words.
    private func find(_ text: String) async throws -> [Person] {
        let people = site.app.domain.people
        if let number = try? IDNumber(.national, typed: text) {
            return try await people.persons(with: number)
        }
        return try await people.search(text, limit: Self.most)
    }

    private static func results(_ people: [Person]) -> [PageBlock] {
        if people.isEmpty {
            return [.notice(.wait, Prose(fa: "کسی پیدا نشد.", en: "No person was found."))]
        }
        let rows: [[PageValue]] = people.map { person in
            let link = RichText.Element.link(person.name.full, to: PersonPage.path(of: person.id))
            return [
                .prose(Prose("\(link)")), .wording(PersianTime.date(person.birthDate)),
                .wording(person.level.title),
            ]
        }
        return [
            .table(
                PageTable(
                    titled: .wording(fa: "نتیجه", en: "Results"),
                    columns: [
                        .wording(fa: "نام", en: "Name"),
                        .wording(fa: "تاریخ تولد", en: "Date of birth"),
                        .wording(fa: "هویت", en: "Identity"),
                    ],
                    rows: rows
                )
            )
        ]
    }

    private static func page(_ submitted: SubmittedForm, _ results: [PageBlock]) -> Page {
        .of(results + [.form(form, submitted)], at: path, titled: title)
    }

    private static let form = PageForm(
        to: path,
        [text, reason],
        button: Wording(fa: "جست‌وجو", en: "Search")
    )

    private static let text = PageField(
        "text",
        .text,
        label: Wording(fa: "شمارهٔ ملی، یا نام", en: "National ID, or names"),
        required: Wording(fa: "شماره یا نام را بنویسید.", en: "Enter a number or names."),
        limit: 100
    )

    private static let reason = PageField(
        "reason",
        .text,
        label: Wording(fa: "علت جست‌وجو", en: "Reason of the search"),
        hint: Wording(
            fa: "ثبت می‌شود و خود شخص می‌تواند آن را بخواند.",
            en: "It is recorded, and the person can read it."
        ),
        required: Wording(fa: "علت را بنویسید.", en: "Enter the reason."),
        limit: 200
    )
}

extension Person.Level {
    /// How far the identity is known, in words.
    var title: Wording {
        switch self {
        case .claimed: Wording(fa: "تأییدنشده", en: "not proven")
        case .matched: Wording(fa: "تأییدشده", en: "proven")
        }
    }
}
