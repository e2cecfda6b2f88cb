import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The claim of a case by one of the officials of its cartable.
struct ClaimPage: GatedPage {
    let site: GatedSite

    static let path = "/cases/:id/claim"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    /// Returns the button that claims or releases a case; nil for a reader who works at no cartable of it.
    static func form(_ view: CaseView, _ request: PageRequest) -> PageForm? {
        guard view.isOfficial, view.visible.outcome == nil else { return nil }
        let isOwn = view.claimedBy != nil && view.claimedBy == request.session?.person
        guard view.claimedBy == nil || isOwn || view.capacities.contains(.holder) else {
            return nil
        }
        var form =
            view.claimedBy == nil
            ? PageForm(
                to: "/cases/\(view.id)/claim",
                [],
                button: Wording(fa: "برداشتن پرونده", en: "Claim the case")
            )
            : PageForm(
                to: ReleasePage.path(of: view.id),
                [],
                button: Wording(fa: "رها کردن پرونده", en: "Release the case")
            )
        form.look = .line
        return form
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let view = try await site.caseView(request)
        let result = try await site.app.domain.cases.claim(
            view.id,
            by: CaseActor(try request.requireSession()),
            at: request.now
        )
        switch result {
        case .done:
            return site.redirect(to: CasePage.Notice.claimed.path(of: view.id), request)
        case .claimed: return site.redirect(to: CasePage.Notice.taken.path(of: view.id), request)
        case .notFound: throw Problem.notFound
        }
    }
}

/// The release of a case by the person who claimed it, or by the holder of its cartable.
struct ReleasePage: GatedPage {
    let site: GatedSite

    static let path = "/cases/:id/release"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    static func path(of id: String) -> String { "/cases/\(id)/release" }

    func receive(_ request: PageRequest) async throws -> Response {
        let view = try await site.caseView(request)
        let result = try await site.app.domain.cases.release(
            view.id,
            by: CaseActor(try request.requireSession()),
            at: request.now
        )
        guard result == .done else { throw Problem.notFound }
        return site.redirect(to: CasePage.Notice.released.path(of: view.id), request)
    }
}
