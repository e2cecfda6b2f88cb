import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// The certificate of a degree in force, which prints on one A4.
///
/// It has no signature, states this, and leads its reader to the check.
struct CertificatePage: GatedPage {
    let site: GatedSite

    static let path = "/degrees/:id/certificate"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "گواهی ثبت مدرک", en: "Certificate of registration")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let details = try await site.heldDegree(request)
        let degree = details.held.degree
        let path = DegreeAddress.path(of: degree.id, "/certificate")
        guard degree.status == .active else {
            let words = HeldDegreeWording(degree.status)
            let page = Page.of(
                [
                    .notice(.bad, Prose(fa: "\(words.message.fa)", en: "\(words.message.en)")),
                    .paragraph(Self.notInForce),
                    .links([(DegreeAddress.path(of: degree.id), details.held.title, nil)]),
                ],
                at: path,
                titled: Self.title
            )
            return site.respond(page, to: request)
        }
        var page = Page(
            "certificate",
            at: path,
            titled: Self.title,
            Self.texts,
            [
                "code": .prose(Prose(.code(degree.code.digits))),
                "facts": SummaryList(
                    HeldDegreeRows.rows(of: details.held.record) + [Self.made(request.now)]
                ).value,
                "qr": .markup(try QRCode(degree.qrText).svg()),
                "back": .prose(
                    fa: "\(.link("بازگشت به مدرک", to: DegreeAddress.path(of: degree.id)))",
                    en: "\(.link("Back to the degree", to: DegreeAddress.path(of: degree.id)))"
                ),
            ]
        )
        page.isPrivate = true
        return site.respond(page, to: request)
    }

    private static func made(_ now: Timestamp) -> SummaryList.Row {
        .init(
            Wording(fa: "تاریخ این برگه", en: "Date of this sheet"),
            .wording(PersianTime.moment(now))
        )
    }
}

/// The texts of the page.
extension CertificatePage {
    private static let notInForce = Prose(
        fa: "برای مدرکی که معتبر نیست گواهی ساخته نمی‌شود.",
        en: "There is no certificate for a degree that is not in force."
    )

    private static let texts: [String: PageValue] = [
        "print": .wording(
            fa: "این صفحه را با فرمان چاپ مرورگر روی یک برگ A4 چاپ کنید یا به‌صورت PDF نگه دارید.",
            en:
                "Print this page on one A4 sheet with your browser’s print command, or save it as a PDF."
        ),
        "issuer": .wording(
            fa: "سازمان امور دانشجویان",
            en: "Organisation of Student Affairs, Iran"
        ),
        "heading": .wording(
            fa: "گواهی ثبت مدرک تحصیلی",
            en: "Certificate of a registered degree"
        ),
        "lede": .wording(
            fa: "مدرکی با مشخصات زیر در سامانهٔ صحت ثبت شده و در تاریخ این برگه معتبر بوده است.",
            en: """
                A degree with the following details is registered with Sehat, and was valid on the date of this sheet.
                """
        ),
        "codeTitle": .wording(fa: "کد صحت", en: "Authenticity code"),
        "qrTitle": .wording(fa: "کد QR برای بررسی", en: "QR code for the check"),
        "howTitle": .wording(
            fa: "ده ثانیه برای بررسی، رایگان و بدون حساب",
            en: "Check it in ten seconds, free and without an account"
        ),
        "how": [
            .prose(
                fa: "کد QR را با دوربین گوشی باز کنید، یا در \(.host) کد صحت را بنویسید.",
                en: "Scan the QR code with a phone, or type the code at \(.host)."
            ),
            .prose(
                fa: "ببینید نشانی بالای مرورگر همین \(.host) باشد و پاسخ «معتبر» باشد.",
                en:
                    "Make sure that the browser’s address bar says \(.host) and that the answer is “valid”."
            ),
            .prose(
                fa: "نام، رشته و تاریخ را با پاسخ، و آورندهٔ برگه را با کارت شناسایی‌اش مقایسه کنید.",
                en:
                    "Compare name, field and date with the answer, and the bearer with an identity card."
            ),
        ],
        "unsigned": .wording(
            fa: "این برگه مهر و امضا ندارد و لازم هم ندارد.",
            en: "This sheet has no stamp and no signature, and needs none."
        ),
        "standing": .wording(PaperStanding.wording),
    ]
}
