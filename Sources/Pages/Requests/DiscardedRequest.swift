import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The end of a request that was begun and not sent: its answers are deleted.
struct DiscardedRequest: GatedPage {
    let site: GatedSite

    static let path = "/services/:service/discard"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    /// Returns the button for the draft of a service.
    static func form(_ service: Service) -> PageForm {
        let title = service.title
        var form = PageForm(
            to: "/services/\(service.id)/discard",
            [],
            button: Wording(
                fa: "پاک کردن پیش‌نویس «\(title.fa)»",
                en: "Delete the draft of “\(title.en)”"
            )
        )
        form.look = .grave
        return form
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let service = try site.service(request)
        let person = try request.requireSession().person
        try await site.app.domain.cases.discardDraft(of: person, service: service.id)
        return site.redirect(to: MyRequestsPage.path, request)
    }
}
