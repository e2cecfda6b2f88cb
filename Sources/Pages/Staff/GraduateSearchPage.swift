import Accounts
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// The search of the data bank by names in any spelling or by a number, with a reason that the graduate can read.
struct GraduateSearchPage: StaffEntry {
    let site: GatedSite

    static let path = "/staff/graduates"
    static let title = Wording(fa: "جست‌وجوی دانش‌آموخته", en: "Find a graduate")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page(SubmittedForm(), []), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = Self.form.read(request.fields)
        let query = Self.query(submitted)
        if submitted.faults.isEmpty, query.isEmpty {
            submitted.faults = [FieldFault(field: Self.last.name, wording: Self.nothing)]
        }
        guard submitted.faults.isEmpty else {
            return site.refuse(Self.page(submitted, []), submitted.faults, to: request)
        }
        let after = request.fields[Self.cursor].flatMap { Int64($0) } ?? 0
        let found = try await site.app.domain.registry.search(query, after: after)
        try await record(found, submitted, request)
        // The results are the answer to the form: a name in an address would stay in the history of the browser.
        let results = try await results(found, submitted)
        return site.respond(Self.page(submitted, results), to: request)
    }

    /// Records the search at the person of staff, and the finding at each row, where its graduate reads it.
    private func record(
        _ found: [FoundGraduate],
        _ submitted: SubmittedForm,
        _ request: PageRequest
    ) async throws {
        let (domain, actor) = (site.app.domain, try site.actor(request))
        let detail = SearchReason.detail(submitted)
        // Each page counts: the cursor comes from the browser.
        try await domain.record(
            Roles.searched,
            on: AuditObject(.person, try request.requireSession().person),
            by: actor,
            detail: submitted[SearchReason.field.name],
            at: request.now
        )
        for graduate in found {
            try await domain.record(
                "found",
                on: AuditObject(.graduate, graduate.id),
                by: actor,
                detail: detail,
                at: request.now
            )
        }
    }

    private func results(
        _ found: [FoundGraduate],
        _ submitted: SubmittedForm
    ) async throws -> [PageBlock] {
        if found.isEmpty {
            return [.notice(.wait, Prose(fa: "کسی پیدا نشد.", en: "No graduate was found."))]
        }
        var rows: [[PageValue]] = []
        for entry in found { rows.append(try await row(of: entry)) }
        let table = PageTable(
            titled: .wording(fa: "نتیجه", en: "Results"),
            columns: [
                .wording(fa: "نام", en: "Name"), .wording(fa: "تولد", en: "Born"),
                .wording(fa: "مدرک", en: "Document"), .wording(fa: "رشته", en: "Field"),
                .wording(fa: "دانشگاه", en: "University"),
                .wording(fa: "دانش‌آموختگی", en: "Graduation"),
                .wording(fa: "کد صحت", en: "Code"),
            ],
            rows: rows
        )
        guard found.count == Registry.searchPage, let last = found.last else {
            return [.table(table)]
        }
        var more = PageForm(to: Self.path, [], button: Self.more)
        more.look = .line
        more.hidden = Self.form.fields.map { ($0.name, submitted[$0.name]) }
        more.hidden.append((Self.cursor, String(last.id)))
        return [.table(table), .form(more, SubmittedForm())]
    }

    private func row(of entry: FoundGraduate) async throws -> [PageValue] {
        let graduate = entry.graduate
        let code: Wording =
            entry.hasCode ? Wording(fa: "دارد", en: "yes") : Wording(fa: "ندارد", en: "none")
        return [
            .prose(Prose("\(.isolated("\(graduate.firstNameFa) \(graduate.lastNameFa)"))")),
            .wording(PersianTime.date(graduate.birthDate)),
            .prose(
                fa: "\(graduate.documentKind.title.fa)، \(graduate.level.title.fa)",
                en: "\(graduate.documentKind.title.en), \(graduate.level.title.en)"
            ),
            .prose(Prose("\(.isolated(graduate.fieldFa))")),
            try await site.name(ofOrganisation: graduate.institutionCode),
            .wording(PersianTime.date(graduate.graduationDate)), .wording(code),
        ]
    }
}

/// The parts of the page.
extension GraduateSearchPage {
    private static func page(_ submitted: SubmittedForm, _ results: [PageBlock]) -> Page {
        .of(results + [.form(form, submitted)], at: path, titled: title)
    }

    private static func query(_ submitted: SubmittedForm) -> GraduateQuery {
        let digits = Digits.folded(submitted[number.name]).filter { !$0.isWhitespace }
        let national = try? IDNumber(.national, typed: digits)
        return GraduateQuery(
            lastName: submitted[last.name],
            firstName: submitted[first.name],
            number: digits.isEmpty ? nil : national?.number ?? digits
        )
    }

    private static let cursor = "after"

    private static let form = PageForm(
        to: path,
        [last, first, number, SearchReason.field, SearchReason.note],
        button: Wording(fa: "جست‌وجو", en: "Search")
    )

    private static let last = PageField(
        "last",
        .text,
        label: Wording(fa: "نام خانوادگی", en: "Family name, in Persian"),
        hint: Wording(
            fa: "فاصله، نیم‌فاصله و شکل ی، ک و همزه مهم نیست.",
            en: "Spaces and the forms of ی, ک and hamza do not matter."
        ),
        limit: 100
    )
    private static let first = PageField(
        "first",
        .text,
        label: Wording(fa: "نام، یا آغاز آن", en: "First name, or its beginning"),
        limit: 100
    )
    private static let number = PageField(
        "number",
        .latin,
        label: Wording(fa: "شمارهٔ ملی یا گذرنامه", en: "National ID or passport number"),
        limit: 20
    )
    private static let nothing = Wording(
        fa: "نام خانوادگی یا شماره را بنویسید.",
        en: "Enter a family name or a number."
    )
    private static let more = Wording(fa: "نتیجه‌های بعدی", en: "More results")
}
