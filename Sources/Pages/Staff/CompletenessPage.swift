import HTTPTypes
import Hummingbird
import Persian
import Registry
import Web

/// The universities, each with the way to how complete its data bank is (R123).
struct CompletenessPage: StaffEntry {
    let site: GatedSite

    static let path = "/staff/data-bank"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "کامل بودن بانک اطلاعات", en: "Completeness of the data bank")

    private static let pageLimit = 100

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let after = request.query("after")
        let page = try await site.app.domain.registry.institutions(
            after: after,
            limit: Self.pageLimit
        )
        let links = page.map { institution in
            (
                InstitutionCompletenessPage.path(of: institution.code),
                Wording(fa: institution.nameFa, en: institution.nameEn),
                Wording(fa: institution.code, en: institution.code) as Wording?
            )
        }
        let next = page.count == Self.pageLimit ? page.last?.code : nil
        let blocks: [PageBlock] = [
            .paragraph(Self.introduction), .links(links),
            .pager(
                Pager(
                    first: after == nil ? nil : Self.path,
                    next: next.map { "\(Self.path)?after=\($0.percentEncoded)" }
                )
            ),
        ]
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    private static let introduction = Prose(
        fa: """
            برای هر دانشگاه، شمار مدرک‌های بانک اطلاعات به تفکیک سال دانش‌آموختگی در کنار کدهای صادرشده. سالی که مدرکی \
            ندارد، هنوز بارگذاری نشده است.
            """,
        en: """
            For each university: the documents of the data bank by year of graduation next to the codes that were issued. A \
            year without a document has not been uploaded yet.
            """
    )
}

/// How complete the data bank of one university is, year by year.
struct InstitutionCompletenessPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/data-bank/:code"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    static func path(of code: String) -> String { "/staff/data-bank/\(code)" }

    func show(_ request: PageRequest) async throws -> Response {
        let code = try request.context.parameters.require("code")
        let registry = site.app.domain.registry
        guard let institution = try await registry.institution(code) else { throw Problem.notFound }
        let years = try await registry.completeness(of: code)
        let name = Wording(fa: institution.nameFa, en: institution.nameEn)
        var blocks: [PageBlock] = []
        if years.isEmpty {
            blocks.append(.notice(.wait, Self.none))
        } else {
            let missing = years.count { $0.documents == 0 }
            if missing > 0 { blocks.append(.notice(.wait, Self.missing(missing))) }
            blocks.append(.table(Self.table(years, name)))
        }
        blocks.append(.links([(CompletenessPage.path, CompletenessPage.title, nil)]))
        return site.respond(.of(blocks, at: Self.path(of: code), titled: name), to: request)
    }

    private static func table(_ years: [YearOfGraduates], _ name: Wording) -> PageTable {
        PageTable(
            region: .wording(name),
            caption: .wording(CompletenessPage.title),
            columns: [
                .wording(fa: "سال دانش‌آموختگی", en: "Year of graduation"),
                .wording(fa: "مدرک در بانک", en: "Documents"),
                .wording(fa: "دارای کد", en: "With a code"), .wording(fa: "سهم", en: "Share"),
            ],
            rows: years.map { year in
                [
                    .wording(fa: PersianNumber.plain(year.year), en: String(year.year)),
                    .number(year.documents), .number(year.coded), .wording(share(of: year)),
                ]
            }
        )
    }

    private static func share(of year: YearOfGraduates) -> Wording {
        guard year.documents > 0 else {
            return Wording(fa: "بارگذاری نشده", en: "not uploaded")
        }
        let percent = year.coded * 100 / year.documents
        return Wording(fa: "\(PersianNumber.plain(percent))٪", en: "\(percent)%")
    }

    private static func missing(_ count: Int) -> Prose {
        Prose(
            fa: "\(PersianNumber.plain(count)) سال میان نخستین و آخرین سال هیچ مدرکی ندارد.",
            en: "Years without any document between the first and the last: \(String(count))."
        )
    }

    private static let none = Prose(
        fa: "این دانشگاه هنوز مدرکی بارگذاری نکرده است.",
        en: "This university has uploaded no document yet."
    )
}
