import Accounts
import HTTPTypes
import Hummingbird
import NIOCore
import Persian
import Registry
import VerifyCore
import Web

/// The codes that were issued in the name of an institution in a month, as a file for its head.
struct MonthCodesFile: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/month/codes.csv"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    static func path(of code: String, _ month: ConfirmedMonth) -> String {
        "/staff/organisations/\(code)/month/codes.csv?\(MonthPage.month)=\(month)"
    }

    func show(_ request: PageRequest) async throws -> Response {
        let lists = try await site.confirmedLists(request, month: request.query(MonthPage.month))
        let issued = try await site.app.domain.registry.issuedCodes(
            of: lists.organisation,
            from: lists.month.begin,
            until: lists.month.end
        )
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"codes-\(lists.month).csv\"",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: issued.csv))
        )
    }
}
