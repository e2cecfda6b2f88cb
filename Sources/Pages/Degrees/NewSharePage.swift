import Accounts
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// A new link: the choices, the page that checks them, and the link, which is shown once.
///
/// All three are of one address, so that a reader who has to prove a factor in between comes back to the form.
struct NewSharePage: GatedPage {
    let site: GatedSite

    static let path = "/degrees/:id/shares/new"
    static let title = Wording(fa: "پیوند تازه", en: "New share link")

    init(_ site: GatedSite) { self.site = site }

    static func path(of degree: String) -> String { DegreeAddress.path(of: degree, "/shares/new") }

    /// The hidden field that says which page was sent: `make`, `change`, or nothing for the form itself.
    private static let step = "step"

    func show(_ request: PageRequest) async throws -> Response {
        let held = try await site.heldDegree(request).held
        return site.respond(page(of: held, ShareForm.initial), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let held = try await site.heldDegree(request).held
        let form = ShareForm(for: held.record, to: Self.path(of: held.degree.id))
        let (submitted, draft) = form.read(request.fields)
        guard let draft else {
            return site.refuse(page(of: held, submitted), submitted.faults, to: request)
        }
        switch request.fields[Self.step] {
        case "change": return site.respond(page(of: held, submitted), to: request)
        case "make": return try await make(draft, of: held, request)
        default:
            return site.respond(Self.check(draft, form.hidden(submitted), of: held), to: request)
        }
    }

    private func make(
        _ draft: ShareDraft,
        of held: HeldDegree,
        _ request: PageRequest
    ) async throws -> Response {
        let made = try await site.app.domain.registry.share(
            draft,
            ofDegree: held.degree.id,
            heldBy: try await site.holder(request).numbers,
            person: try request.requireSession().person.description,
            at: request.now
        )
        switch made {
        case .made(let share):
            let link = site.app.edge.publicURL + request.language.base + SharePage.path(share.token)
            return site.respond(
                try MadeSharePage(share: share, link: link, degree: held).page,
                to: request
            )
        case .noDegree: throw Problem.notFound
        case .notInForce: return site.redirect(to: SharesPage.path(of: held.degree.id), request)
        case .tooMany:
            return site.refuse(page(of: held, SubmittedForm()), [Self.tooMany], to: request)
        }
    }
}

/// The pages.
extension NewSharePage {
    private func page(of held: HeldDegree, _ submitted: SubmittedForm) -> Page {
        let id = held.degree.id
        guard held.degree.status == .active else {
            return .of(
                [
                    .notice(.bad, Self.notInForce),
                    .links([(SharesPage.path(of: id), SharesPage.title, nil)]),
                ],
                at: Self.path(of: id),
                titled: Self.title
            )
        }
        let form = ShareForm(for: held.record, to: Self.path(of: id))
        return .of(
            [
                .paragraph(held.name), .paragraph(Self.introduction), .form(form.form, submitted),
            ],
            at: Self.path(of: id),
            titled: Self.title
        )
    }

    private static func check(
        _ draft: ShareDraft,
        _ hidden: [(name: String, value: String)],
        of held: HeldDegree
    ) -> Page {
        let path = path(of: held.degree.id)
        var make = PageForm(
            to: path,
            [],
            button: Wording(fa: "ساختن پیوند", en: "Make the link")
        )
        make.hidden = hidden + [(step, "make")]
        var change = PageForm(to: path, [], button: Wording(fa: "تغییر", en: "Change"))
        change.hidden = hidden + [(step, "change")]
        change.look = .line
        var page = Page.of(
            [
                .paragraph(held.name), .summary(ShareForm.summary(draft)),
                .paragraph(consequences), .form(make, SubmittedForm()),
                .form(change, SubmittedForm()),
            ],
            at: path,
            titled: Wording(fa: "پیش از ساختن پیوند", en: "Check your link")
        )
        page.elsewhere = nil
        return page
    }

    private static let introduction = Prose(
        fa: """
            نوع مدرک، مقطع، دانشگاه و سال برای همه پیداست. برگزینید که دارندهٔ پیوند چه چیز دیگری را ببیند؛ جز آن را نمی‌بیند.
            """,
        en: """
            Kind, level, university and year are visible to everyone. Choose what else the holder of the link sees; it \
            shows nothing else.
            """
    )
    private static let consequences = Prose(
        fa: """
            هر کس این پیوند را داشته باشد این مشخصات را می‌بیند. اگر مدرک اصلاح یا باطل شود، پیوند فقط وضع تازه را نشان می‌دهد.
            """,
        en: """
            Everyone who has the link can see these fields. When the degree is corrected or revoked, the link shows the new \
            status only.
            """
    )
    private static let notInForce = Prose(
        fa: "برای مدرکی که معتبر نیست پیوند ساخته نمی‌شود.",
        en: "There is no link for a degree that is not in force."
    )
    private static let tooMany = FieldFault(
        field: "days",
        wording: Wording(
            fa: "این مدرک امسال بیش از اندازه پیوند دارد. از پیوندهایی که دارید استفاده کنید.",
            en: "The degree has too many links this year. Use one of those that you have."
        )
    )
}

/// The link that was made, with its QR code: the only page that shows it.
struct MadeSharePage {
    let share: NewShare
    let link: String
    let degree: HeldDegree

    var page: Page {
        get throws {
            let row = SummaryList.Row(
                Wording(fa: "پیوند", en: "Link"),
                // Without spaces where it is copied, and broken anywhere on a narrow screen.
                .prose(Prose("\(.groups(link.inGroups(of: 8), .hexadecimal))"))
            )
            let shares = SharesPage.path(of: degree.degree.id)
            var page = Page(
                "degree",
                at: shares,
                titled: Self.title,
                Self.texts,
                [
                    "word": .prose(degree.name),
                    "face": VerdictBadge(.valid).value,
                    "facts": SummaryList(
                        [row] + SharesPage.facts(of: share.grant, pin: share.pin)
                    ).value,
                    "qr": .markup(try QRCode(link, level: .m).svg()),
                    "back": .prose(
                        fa: "\(.link("پیوندهای این مدرک", to: shares))",
                        en: "\(.link("The links of this degree", to: shares))"
                    ),
                ]
            )
            page.isPrivate = true
            // The other language would be another page: link and PIN are not shown again.
            page.elsewhere = nil
            return page
        }
    }

    private static let title = Wording(fa: "پیوند ساخته شد", en: "Your link")

    private static let texts: [String: PageValue] = [
        "heading": .wording(title),
        "message": .wording(
            fa: "پیوند و رمز فقط همین یک بار نشان داده می‌شود. پیوند را بفرستید و رمز را جدا از آن.",
            en: "Link and PIN are shown only now. Send the link, and the PIN apart from it."
        ),
        "factsTitle": .wording(fa: "پیوند شما", en: "What to send"),
        "qrTitle": .wording(fa: "کد QR پیوند", en: "QR code of the link"),
        "aboutQR": .wording(
            fa: "این کد QR همین پیوند است، برای نشان دادن روی گوشی.",
            en: "This QR code is the same link, to be shown on your phone."
        ),
    ]
}
