import Accounts
import Hummingbird
import Persian
import Registry
import Web

/// Names of persons and organisations for the pages of staff.
extension GatedSite {
    /// Returns the name of a person; the beginning of the id for one that is not there.
    func name(of id: PersonID) async throws -> PageValue {
        guard let person = try await app.domain.people.person(id) else {
            return .prose(Prose("\(.latin(String(id.description.prefix(8))))"))
        }
        return .prose(Prose("\(.isolated(person.name.full))"))
    }

    /// Returns the name of an organisation; that of an institution is in the register.
    func name(ofOrganisation code: String) async throws -> PageValue {
        .wording(try await organisationName(code))
    }

    /// Returns the name of an organisation in both languages; its code where it has no name.
    func organisationName(_ code: String) async throws -> Wording {
        if let organisation = try await app.domain.roles.organisation(code),
            let fa = organisation.nameFa
        {
            return Wording(fa: fa, en: organisation.nameEn ?? fa)
        }
        if let institution = try await app.domain.registry.institution(code) {
            return Wording(fa: institution.nameFa, en: institution.nameEn)
        }
        return Wording(fa: code, en: code)
    }

    /// Returns an organisation that the reader may see: every one for SAORG's administrators and auditors, the own ones
    /// for all others.
    ///
    /// - Throws: 404 for any other code, as for one that does not exist.
    func organisation(_ request: PageRequest) async throws -> Organisation {
        let authority = try request.requireAuthority()
        let code = try request.context.parameters.require("code")
        let seesAll = [Role.root, .administrator, .auditor].contains { authority.has($0) }
        guard seesAll || authority.capacities.contains(where: { $0.organisation == code }),
            let organisation = try await app.domain.roles.organisation(code)
        else { throw Problem.notFound }
        return organisation
    }

    /// The reader as the origin of a change.
    func actor(_ request: PageRequest) throws -> AuditActor {
        .person(try request.requireSession().person, network: request.context.network.text)
    }
}

extension PageForm {
    /// Returns the fault of a refused change, at the first field of the form.
    func fault(of error: RolesError) -> FieldFault {
        FieldFault(field: fields.first?.name ?? "main", wording: error.wording)
    }
}
