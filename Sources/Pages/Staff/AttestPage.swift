import Accounts
import Hummingbird
import Persian
import Web

/// The attestation of a person who is present (casework §10, flow 3); another attester of the organisation confirms it.
struct AttestPage: StaffEntry {
    let site: GatedSite

    static let path = "/staff/attestations/new"
    static let title = Wording(fa: "گواهی حضوری هویت", en: "Attest an identity in presence")

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let form = try await form(request)
        return site.respond(Self.page(SubmittedForm(NumberQuestion.initial), form), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let form = try await form(request)
        var submitted = form.read(request.fields)
        if let draft = PersonQuestion.read(
            &submitted,
            of: form,
            language: request.origin.language
        ) {
            do {
                let outcome = try await attest(draft, submitted, request)
                guard let fault = AttestQuestion.fault(of: outcome) else {
                    return site.redirect(to: ProposalsPage.path, request)
                }
                submitted.faults = [fault]
            } catch let error as RolesError {
                submitted.faults = [
                    FieldFault(field: AttestQuestion.document.name, wording: error.wording)
                ]
            }
        }
        return site.refuse(Self.page(submitted, form), submitted.faults, to: request)
    }

    private func attest(
        _ draft: PersonDraft,
        _ submitted: SubmittedForm,
        _ request: PageRequest
    ) async throws -> AttestationOutcome {
        let places = try Self.places(request)
        let chosen = submitted[AttestQuestion.placeField]
        return try await site.app.domain.roles.attest(
            draft,
            document: submitted[AttestQuestion.document.name],
            in: places.count == 1 ? places[0] : chosen,
            by: try site.actor(request),
            at: request.now
        )
    }

    /// Returns the codes of the organisations at which the reader attests.
    private static func places(_ request: PageRequest) throws -> [String] {
        let capacities = try request.requireAuthority().capacities
        return Set(capacities.filter { $0.role == .attester }.map(\.organisation)).sorted()
    }

    private func form(_ request: PageRequest) async throws -> PageForm {
        var places: [PageField.Choice] = []
        for code in try Self.places(request) {
            places.append(.init(code, try await site.organisationName(code)))
        }
        let place = places.count > 1 ? [AttestQuestion.place(among: places)] : []
        return PageForm(
            to: Self.path,
            place + PersonQuestion.fields.map(\.ofAnotherPerson)
                + [AttestQuestion.document, AttestQuestion.presence],
            button: Wording(fa: "فرستادن برای گواه دوم", en: "Send to the second attester")
        )
    }

    private static func page(_ submitted: SubmittedForm, _ form: PageForm) -> Page {
        .of(
            [
                .paragraph(AttestQuestion.introduction), .paragraph(AttestQuestion.rules),
                .form(form, submitted),
            ],
            at: path,
            titled: title
        )
    }
}
