import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// One organisation: the persons who act in its name, open invitations, deputies.
struct OrganisationPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    /// Returns the address of an organisation's page.
    static func path(of code: String) -> String { "/staff/organisations/\(code)" }

    func show(_ request: PageRequest) async throws -> Response {
        let organisation = try await site.organisation(request)
        let authority = try request.requireAuthority()
        let roles = site.app.domain.roles
        let grants = try await roles.grants(in: organisation.code)
        let invitations = try await roles.invitations(in: organisation.code, at: request.now)
        var blocks: [PageBlock] = [
            .summary(try await summary(of: organisation, request))
        ]
        blocks += try await notices(of: organisation, request)
        blocks += [
            .title("people", Wording(fa: "همکاران", en: "People"))
        ]
        for grant in grants {
            let invitation = invitations.first { $0.grant == grant.id }
            blocks.append(try await card(of: grant, invitation, authority))
        }
        if grants.isEmpty {
            blocks.append(
                .paragraph(Prose(fa: "هنوز کسی نقشی ندارد.", en: "No person has a role yet."))
            )
        }
        blocks.append(.links(Self.links(of: organisation, authority)))
        return site.respond(
            .of(
                blocks,
                at: request.path,
                titled: try await site.organisationName(organisation.code)
            ),
            to: request
        )
    }

    /// Returns what a reader must know before working here: the end of the access window, other authorities, a closing.
    private func notices(
        of organisation: Organisation,
        _ request: PageRequest
    ) async throws -> [PageBlock] {
        var blocks: [PageBlock] = []
        if let window = try await site.accessWindow(of: organisation.code, at: request.now) {
            blocks.append(window)
        }
        if !organisation.authority.isSAORG {
            blocks.append(.notice(.wait, organisation.authority.destination))
        }
        if let closedAt = organisation.closedAt {
            let successor = try await site.responsible(for: organisation, at: request.now)
            blocks.append(.notice(.wait, Closing.notice(closedAt, to: successor)))
        }
        return blocks
    }

    private func summary(
        of organisation: Organisation,
        _ request: PageRequest
    ) async throws -> SummaryList {
        var rows = [
            SummaryList.Row(
                Wording(fa: "کد", en: "Code"),
                .prose(Prose("\(.latin(organisation.code))"))
            ),
            .init(Wording(fa: "نوع", en: "Kind"), .wording(organisation.kind.title)),
            .init(Wording(fa: "وضع", en: "State"), .wording(organisation.state(at: request.now))),
            .init(
                Wording(fa: "مرجع صلاحیت‌دار", en: "Competent authority"),
                .wording(organisation.authority.name)
            ),
            .init(
                Wording(fa: "راه تماس رسمی", en: "Official contact"),
                .prose(Prose("\(.latin(organisation.contact))"))
            ),
        ]
        rows += OrganisationFacts.licence(of: organisation, at: request.now)
        if let institution = try await site.app.domain.registry.institution(organisation.code) {
            rows.append(
                .init(
                    Wording(fa: "مهلت دسترسی برای صدور", en: "Access window for issuing"),
                    institution.issuesUntil.map { .wording(PersianTime.moment($0)) }
                        ?? .wording(fa: "بی پایان", en: "without an end")
                )
            )
        }
        if let successor = organisation.successor {
            rows.append(
                .init(
                    Wording(fa: "جانشین", en: "Successor"),
                    try await site.name(ofOrganisation: successor)
                )
            )
        }
        return SummaryList(rows)
    }

    /// Returns a person's role, with what the reader can do about it.
    private func card(
        of grant: RoleGrant,
        _ invitation: Invitation?,
        _ authority: Authority
    ) async throws -> PageBlock {
        var rows = [
            SummaryList.Row(Wording(fa: "نقش", en: "Role"), .wording(grant.role.name)),
            .init(
                Wording(fa: "از", en: "From"),
                .wording(PersianTime.date(grant.from.tehranDate))
            ),
            .init(
                Wording(fa: "تا", en: "Until"),
                grant.until.map { .wording(PersianTime.date($0.tehranDate)) }
                    ?? .wording(fa: "بی پایان", en: "without an end")
            ),
        ]
        if let granter = grant.grantedBy {
            rows.append(
                .init(Wording(fa: "از سوی", en: "Granted by"), try await site.name(of: granter))
            )
        }
        if let invitation {
            rows.append(
                .init(
                    Wording(fa: "دعوت‌نامهٔ باز تا", en: "Open invitation until"),
                    .wording(PersianTime.moment(invitation.expiresAt))
                )
            )
        }
        if grant.seal != .intact {
            rows.append(
                .init(
                    Wording(fa: "هشدار", en: "Warning"),
                    .wording(fa: "با مهر خود نمی‌خواند", en: "does not match its seal")
                )
            )
        }
        if authority.capacity(toGrant: grant.role, in: grant.organisation) != nil,
            grant.person != authority.person
        {
            rows.append(
                .init(
                    Wording(fa: "این نقش", en: "This role"),
                    .prose(
                        fa:
                            "\(.link("پایان دادن یا دعوت دوباره", to: GrantPage.path(of: grant.id)))",
                        en: "\(.link("End it, or invite again", to: GrantPage.path(of: grant.id)))"
                    )
                )
            )
        }
        return .card(try await site.name(of: grant.person), SummaryList(rows), [])
    }

    private static func links(
        of organisation: Organisation,
        _ authority: Authority
    ) -> [(path: String, title: Wording, text: Wording?)] {
        let code = organisation.code
        var links: [(path: String, title: Wording, text: Wording?)] = []
        if !InvitePage.roles(for: authority, in: organisation).isEmpty {
            links.append((InvitePage.path(of: code), InvitePage.title, nil))
        }
        if authority.capacities.contains(where: { $0.organisation == code }) {
            links.append((DeputiesPage.path(of: code), DeputiesPage.title, nil))
            links.append(
                (CartableAddress.organisation(code), CartableAddress.organisationTitle, nil)
            )
        }
        links += InstitutionLinks.links(of: code, for: authority)
        if authority.has(.administrator) {
            links.append((ChangeOrganisationPage.path(of: code), ChangeOrganisationPage.title, nil))
        }
        return links
    }
}
