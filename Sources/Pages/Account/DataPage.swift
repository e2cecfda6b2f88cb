import Accounts
import Casework
import HTTPTypes
import Hummingbird
import NIOCore
import Persian
import Registry
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
                        یک فایل JSON با مشخصات، شماره‌ها، راه‌های تماس، نشست‌ها و شرایط پذیرفته‌شده، درخواست‌های شما با پاسخ‌ها و \
                        فایل‌ها، و مدرک‌های شما با پیوندهایی که ساخته‌اید و کسانی که دیده‌اند. رمزها در آن نیست.
                        """,
                    en: """
                        One JSON file with your names, numbers, contacts, sessions and accepted terms, your requests with \
                        answers and files, and your degrees with the links that you made and who looked. It has no secrets.
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
        let domain = site.app.domain
        guard let account = try await domain.signIn.export(of: session.person, at: request.now)
        else { throw Problem.notFound }
        let numbers = try await site.holder(request).numbers
        let json = account.with(
            .init("requests", try await domain.cases.export(of: session.person, at: request.now)),
            .init("degrees", try await domain.registry.export(heldBy: numbers, at: request.now))
        )
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
