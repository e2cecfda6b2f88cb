import Accounts
import Hummingbird
import Persian
import Web

/// The versions of the terms that the reader accepted; the present one can be accepted here.
struct AcceptedTermsPage: GatedPage {
    let site: GatedSite

    static let path = "/account/terms"
    static let title = TermsPage.title

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let session = try request.requireSession()
        let accepted = try await site.app.domain.people.acceptedTerms(of: session.person)
        var blocks: [PageBlock] = [.prose(Terms.text)]
        if !accepted.isEmpty {
            blocks.append(
                .summary(
                    SummaryList(
                        accepted.map { entry in
                            .init(
                                Wording(
                                    fa: "نسخهٔ \(entry.version) پذیرفته شد",
                                    en: "Version \(entry.version) accepted"
                                ),
                                .wording(PersianTime.moment(entry.at))
                            )
                        }
                    )
                )
            )
        }
        if !accepted.contains(where: { $0.version == Terms.version }) {
            blocks.append(.form(Self.form, SubmittedForm()))
        }
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let session = try request.requireSession()
        try await site.app.domain.people.accept(
            terms: Terms.version,
            by: session.person,
            at: request.now
        )
        return site.redirect(to: Self.path, request)
    }

    private static let form = PageForm(
        to: path,
        [],
        button: Wording(fa: "می‌پذیرم", en: "I accept")
    )
}
