import Accounts
import HTTPTypes
import Hummingbird
import NIOCore
import Persian
import VerifyCore
import Web

/// "My data": what the file contains, and the link to it.
struct DataPage: GatedPage {
    let site: GatedSite

    static let path = "/account/data"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "داده‌های من", en: "My data")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page, to: request)
    }

    private static let page = Page.of(
        [
            .paragraph(
                Prose(
                    fa: """
                        یک فایل JSON با مشخصات، شماره‌ها، راه‌های تماس، نشست‌ها، شرایط پذیرفته‌شده و دیگر چیزهایی که \
                        دربارهٔ شما ثبت است. رمزها در آن نیست.
                        """,
                    en: """
                        One JSON file with your names, numbers, contacts, sessions, accepted terms and what else is \
                        stored about you. It has no secrets.
                        """
                )
            ),
            .links([
                (
                    DataFile.path, Wording(fa: "دریافت فایل", en: "Download the file"),
                    Wording(fa: "تأیید دوباره می‌خواهد", en: "It needs a new proof that it is you")
                )
            ]),
        ],
        at: path,
        titled: title
    )
}

/// The file.
struct DataFile: GatedPage {
    let site: GatedSite

    static let path = "/account/data.json"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let session = try request.requireSession()
        guard
            let json = try await site.app.domain.signIn.export(of: session.person, at: request.now)
        else { throw Problem.notFound }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/json",
                .contentDisposition: "attachment; filename=\"sehat-data.json\"",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: json.encoded()))
        )
    }
}
