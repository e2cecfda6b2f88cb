import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// The links of a degree: what each shows, whether it opens, how to end it.
struct SharesPage: GatedPage {
    let site: GatedSite

    static let path = "/degrees/:id/shares"
    static let methods: [HTTPRequest.Method] = [.get]
    static let title = Wording(fa: "پیوندهای اشتراک", en: "Share links")

    init(_ site: GatedSite) { self.site = site }

    static func path(of degree: String) -> String { DegreeAddress.path(of: degree, "/shares") }

    func show(_ request: PageRequest) async throws -> Response {
        let details = try await site.heldDegree(request)
        let id = details.held.degree.id
        let shares =
            try await site.app.domain.registry.shares(
                ofDegree: id,
                heldBy: try await site.holder(request).numbers,
                at: request.now
            ) ?? []
        var blocks: [PageBlock] = [
            .paragraph(details.held.name), .paragraph(Self.introduction),
        ]
        if details.held.degree.status == .active {
            blocks.append(.links([(NewSharePage.path(of: id), NewSharePage.title, nil)]))
        } else {
            blocks.append(.notice(.wait, Self.notInForce))
        }
        if shares.isEmpty { blocks.append(.paragraph(Self.none)) }
        blocks += shares.map { Self.card($0, of: id) }
        blocks.append(.links([(DegreeAddress.path(of: id), details.held.title, nil)]))
        return site.respond(
            .of(blocks, at: Self.path(of: id), titled: Self.title),
            to: request
        )
    }

    private static func card(_ share: ShareGrant, of degree: String) -> PageBlock {
        let name = name(of: share)
        return .card(
            .wording(name),
            SummaryList(
                [.init(Wording(fa: "وضع", en: "State"), .wording(share.state.title))]
                    + facts(of: share)
            ),
            share.state == .open ? [EndSharePage.form(for: share, of: degree)] : []
        )
    }

    /// Returns the facts of a link without its state; `pin` is known only when the link was made.
    static func facts(of share: ShareGrant, pin: String? = nil) -> [SummaryList.Row] {
        [
            .init(ShareForm.fieldsTitle, .wording(ShareForm.list(share.fields))),
            .init(
                Wording(fa: "پایان", en: "Ends"),
                .wording(PersianTime.moment(share.expiresAt))
            ),
            .init(
                Wording(fa: "دفعه‌های مانده", en: "Uses left"),
                .number(Int(clamping: share.usesLeft))
            ),
            .init(
                Wording(fa: "رمز", en: "PIN"),
                pin.map { .prose(Prose("\(.latin($0))")) }
                    ?? .wording(share.hasPIN ? ShareForm.withPIN : ShareForm.withoutPIN)
            ),
        ]
    }

    /// Returns how lists name a link: by the time when it was made.
    static func name(of share: ShareGrant) -> Wording {
        let made = PersianTime.moment(share.madeAt)
        return Wording(fa: "پیوند \(made.fa)", en: "The link of \(made.en)")
    }

    private static let introduction = Prose(
        fa: """
            با پیوند، مشخصاتی را که خودتان برمی‌گزینید به یک نفر نشان می‌دهید. هر بار استفاده در \
            «چه کسی دیده است» می‌آید و هر لحظه می‌توانید پیوند را ببندید.
            """,
        en: """
            A link shows its reader the fields that you choose. Each use is listed under “Who has looked”, and you can end \
            the link at any time.
            """
    )
    private static let none = Prose(fa: "هنوز پیوندی نساخته‌اید.", en: "You have made no link yet.")
    private static let notInForce = Prose(
        fa: "این نسخه معتبر نیست: پیوندهایش فقط وضع آن را نشان می‌دهند و پیوند تازه ساخته نمی‌شود.",
        en: "This version is not in force: its links show its status only, and no new one is made."
    )
}

/// The end of a link.
struct EndSharePage: GatedPage {
    let site: GatedSite

    static let path = "/degrees/:id/shares/:share/end"
    static let methods: [HTTPRequest.Method] = [.post]

    init(_ site: GatedSite) { self.site = site }

    static func form(for share: ShareGrant, of degree: String) -> PageForm {
        var form = PageForm(
            to: DegreeAddress.path(of: degree, "/shares/\(share.id)/end"),
            [],
            button: Wording(fa: "بستن پیوند", en: "End the link")
        )
        form.look = .grave
        return form
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let id = try request.degreeID()
        let isKnown = try await site.app.domain.registry.endShare(
            try request.context.parameters.require("share"),
            ofDegree: id,
            heldBy: try await site.holder(request).numbers,
            at: request.now
        )
        guard isKnown else { throw Problem.notFound }
        return site.redirect(to: SharesPage.path(of: id), request)
    }
}

extension ShareGrant.State {
    /// Whether the link opens, in a few words.
    var title: Wording {
        switch self {
        case .open: Wording(fa: "باز", en: "Open")
        case .disabled: Wording(fa: "بسته‌شده به دست شما", en: "Ended by you")
        case .expired: Wording(fa: "مهلتش گذشته", en: "Expired")
        case .usedUp: Wording(fa: "به تعداد مجاز استفاده شده", en: "Used up")
        case .wrongPINs:
            Wording(fa: "بسته‌شده پس از پنج رمز نادرست", en: "Ended after five wrong PINs")
        }
    }
}
