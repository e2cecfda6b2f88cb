import Accounts
import Hummingbird
import Persian
import Web

/// A new organisation.
struct NewOrganisationPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/new"
    static let title = Wording(fa: "سازمان تازه", en: "A new organisation")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page(SubmittedForm()), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = Self.form.read(request.fields)
        if submitted.faults.isEmpty {
            do {
                let added = try await site.app.domain.roles.addOrganisation(
                    OrganisationFields.draft(submitted),
                    by: try site.actor(request),
                    at: request.now
                )
                return site.redirect(to: OrganisationPage.path(of: added.code), request)
            } catch let error as RolesError {
                submitted.faults = [OrganisationFields.fault(of: error)]
            }
        }
        return site.refuse(Self.page(submitted), submitted.faults, to: request)
    }

    private static let form = PageForm(
        to: path,
        [OrganisationFields.code, OrganisationFields.kind] + OrganisationFields.changeable,
        button: Wording(fa: "ثبت سازمان", en: "Add the organisation")
    )

    private static func page(_ submitted: SubmittedForm) -> Page {
        .of([.form(form, submitted)], at: path, titled: title)
    }
}

/// Changes of an organisation: contact, names, authority, licence, closing, successor; all of them or none.
struct ChangeOrganisationPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/change"
    static let title = Wording(fa: "تغییر مشخصات سازمان", en: "Change the organisation")

    init(_ site: GatedSite) { self.site = site }

    static func path(of code: String) -> String { "/staff/organisations/\(code)/change" }

    func show(_ request: PageRequest) async throws -> Response {
        let organisation = try await site.organisation(request)
        let submitted = SubmittedForm(OrganisationFields.texts(of: organisation))
        return site.respond(Self.page(submitted, organisation), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let organisation = try await site.organisation(request)
        var submitted = Self.form(for: organisation).read(request.fields)
        if submitted.faults.isEmpty {
            do {
                try await change(organisation, submitted, request)
                return site.redirect(to: OrganisationPage.path(of: organisation.code), request)
            } catch let error as RolesError {
                submitted.faults = [OrganisationFields.fault(of: error)]
            }
        }
        return site.refuse(Self.page(submitted, organisation), submitted.faults, to: request)
    }

    private func change(
        _ organisation: Organisation,
        _ submitted: SubmittedForm,
        _ request: PageRequest
    ) async throws {
        var draft = OrganisationFields.draft(submitted)
        draft.code = organisation.code
        draft.kind = organisation.kind
        draft.category = organisation.category
        if organisation.kind == .institution { (draft.nameFa, draft.nameEn) = (nil, nil) }
        let successor = Digits.folded(submitted[OrganisationFields.successor.name])
            .filter { !$0.isWhitespace }
        _ = try await site.app.domain.roles.changeOrganisation(
            draft,
            successor: successor.isEmpty ? nil : successor,
            closing: PeriodQuestion.end(submitted, OrganisationFields.closing),
            by: try site.actor(request),
            at: request.now
        )
    }

    private static func form(for organisation: Organisation) -> PageForm {
        PageForm(
            to: path(of: organisation.code),
            OrganisationFields.changeable + [
                OrganisationFields.successor, OrganisationFields.closing,
            ],
            button: Wording(fa: "ثبت تغییر", en: "Store the change")
        )
    }

    private static func page(_ submitted: SubmittedForm, _ organisation: Organisation) -> Page {
        .of(
            [
                .paragraph(
                    Prose(
                        fa: "راه تماس رسمیِ پیشین از تغییر باخبر می‌شود.",
                        en: "The former official contact is notified of a change."
                    )
                ),
                .form(form(for: organisation), submitted),
            ],
            at: path(of: organisation.code),
            titled: title
        )
    }
}
