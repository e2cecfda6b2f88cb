import Accounts
import Casework
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// What a page of a form needs besides the form: organisations, uploaded files, the values of the registers.
struct RequestFacts: Sendable {
    let service: Service
    let organisations: OrganisationList
    /// The files that the form names and that the reader may use, by their ids.
    let files: [String: StoredDocument]
    /// The values of the registers.
    let source: PrefillSource
    /// What the reader may change; nil for everything.
    var correction: Correction?
    /// Why the entry of the register that the answers name is not shown; nil where it is, and where the form names none.
    var absent: FieldFault?

    /// What goes back to the applicant.
    struct Correction: Sendable {
        /// The questions that are answered again.
        let fields: Set<FieldName>
        /// What was returned.
        let returned: [FieldReturn]
        /// The answers that were sent before.
        let former: TypedForm
    }

    /// Returns the first answers of a form.
    var firstAnswers: TypedForm { service.form.prefilled(from: source) }
}

extension GatedSite {
    /// Returns the newest version of the service of an address.
    ///
    /// - Throws: 404 for an unknown name.
    func service(_ request: PageRequest) throws -> Service {
        let name = ServiceID(try request.context.parameters.require("service"))
        guard let service = app.domain.cases.catalog.newest(name) else { throw Problem.notFound }
        // A session without password and TOTP opens no role.
        let session = try request.requireSession()
        if session.kind == .citizen, service.isOpenedInRole { throw Problem.notFound }
        return service
    }

    /// Looks up what the form of a service needs; `typed` are the answers, with the ids of their files.
    func facts(
        of service: Service,
        _ typed: TypedForm,
        for person: Person,
        caseID: String? = nil,
        at now: Timestamp
    ) async throws -> RequestFacts {
        var files: [String: StoredDocument] = [:]
        for id in typed.documents {
            let document = try await app.domain.documents.document(id)
            guard let document, !document.isRemoved,
                document.owner == person.id || caseID.map({ document.caseID == $0 }) == true
            else { continue }
            files[id] = document
        }
        let search = try await app.domain.ports.subjects.entry(service, typed, person, now)
        var entry: [String: String] = [:]
        if case .found(let values) = search { entry = values }
        let hasOrganisation = service.form.fields.contains { $0.type.hasOrganisation }
        var facts = RequestFacts(
            service: service,
            organisations: hasOrganisation
                ? try await .load(from: app.domain, at: now) : .none,
            files: files,
            source: PrefillSource(
                person: person.firstAnswers,
                graduate: try await firstAnswers(ofDocumentsOf: person, service, typed),
                entry: entry
            )
        )
        if case .absent(let field, let sentence) = search {
            facts.absent = FieldFault(field: field.text, wording: sentence)
        }
        return facts
    }

    /// Returns the first answers of a form that begins at a thing of the reader; nil for another person's thing.
    func firstAnswers(
        of service: Service,
        at id: String,
        for person: Person
    ) async throws -> TypedForm? {
        if let answers = try await app.domain.ports.subjects.start(service, id, person) {
            return answers
        }
        return try await app.domain.cases.firstAnswers(of: service, at: id, by: person.id)
    }

    /// Returns the values of the person's document in the data bank whose number the person has typed; else nothing.
    ///
    /// The number is what only the holder of the document knows: without it the data bank shows nothing, also not to a
    /// person whose number was matched.
    private func firstAnswers(
        ofDocumentsOf person: Person,
        _ service: Service,
        _ typed: TypedForm
    ) async throws -> [GraduateField: String] {
        let field = service.form.fields.first { $0.prefill == .dataBank(.documentNumber) }
        guard let field, case .text(let given)? = typed.byName[field.name.text], !given.isEmpty,
            let number = person.numbers.first(where: \.isProven)?.number,
            let kind = HolderIDKind(rawValue: number.kind.rawValue)
        else { return [:] }
        let documents = try await app.domain.registry.documents(
            ofHolder: kind,
            number: number.number,
            country: kind == .passport ? number.country : "",
            limit: Self.comparedDocuments
        )
        .filter { $0.hasNumber(given) }
        guard documents.count == 1, let document = documents.first else { return [:] }
        return [
            .institution: document.institutionCode, .documentNumber: document.diplomaNumber,
            .field: document.fieldFa, .level: document.level.rawValue,
            .graduatedOn: document.graduationDate.description,
        ]
    }
}

extension GatedSite {
    /// The documents of a person that are compared with a typed number.
    private static let comparedDocuments = 20
}

extension FieldType {
    /// Whether it asks for an organisation, in a group too.
    fileprivate var hasOrganisation: Bool {
        switch self {
        case .organisation: true
        case .group(let fields, _): fields.contains { $0.type.hasOrganisation }
        default: false
        }
    }
}

extension Person {
    /// The values of the account that a form may show first.
    fileprivate var firstAnswers: [PersonField: String] {
        var values: [PersonField: String] = [
            .firstFa: name.firstFa, .lastFa: name.lastFa, .firstEn: name.firstEn,
            .lastEn: name.lastEn, .birthDate: birthDate.description,
        ]
        values[.idNumber] = number?.number
        if mobileProvenAt != nil { values[.mobile] = mobile?.dialled }
        if emailProvenAt != nil { values[.email] = email?.description }
        return values.filter { !$0.value.isEmpty }
    }
}
