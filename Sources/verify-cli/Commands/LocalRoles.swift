import Accounts
import Casework
import Foundation
import Persian
import Registry
import Services
import Store
import VerifyCore

/// Organisations, persons and roles at the database and the keys.
///
/// The operator acts in the name of the system's user: what is done to a role or a person is a proposal, which another
/// person confirms on a page.
struct LocalRoles {
    let roles: Roles
    let keyring: Keyring
    private let database: Database

    var people: People { roles.signIn.people }
    let cases: Cases
    let webhooks: Webhooks
    let actor = AuditActor.commandLine(NSUserName())

    init(_ options: LocalOptions) throws {
        // Keys first: an error about them is reported before a database is opened.
        keyring = try options.keys.load()
        database = try options.database.open()
        let live = LiveKeyring(keyring)
        let outbox = Outbox(database: database, keyring: live)
        let origin = options.address.origin
        let people = People(
            database: database,
            keyring: live,
            identityCheck: NoIdentityCheck(),
            messages: outbox.hook(now: { Moment.now }),
            settings: PeopleSettings(host: Self.host(of: origin), address: origin)
        )
        let plain = Roles(signIn: SignIn(people: people))
        let cases = Services.cases(
            plain,
            registry: Registry(database: database, keyring: live, host: origin),
            keyring: live,
            outbox: outbox
        )
        self.cases = cases
        webhooks = Webhooks(database: database, keyring: live)
        roles = Roles(
            signIn: SignIn(people: people),
            ended: { try cases.cartables.endHolders(on: $0, at: $1, in: $2) }
        )
    }

    func close() { database.close() }

    /// Runs `work` with the roles at the database, and closes it.
    static func use<Answer>(
        _ options: LocalOptions,
        _ work: (LocalRoles) async throws -> Answer
    ) async throws -> Answer {
        let opened = try LocalRoles(options)
        defer { opened.close() }
        return try await work(opened)
    }

    /// The host that messages name.
    private static func host(of origin: String) -> String {
        let rest = origin.firstRange(of: "://").map { origin[$0.upperBound...] } ?? origin[...]
        return String(rest.prefix { $0 != "/" })
    }

    /// Returns the person with an id.
    func person(_ id: String) async throws -> Person {
        guard let person = try await people.person(PersonID(id)) else {
            throw RolesError.noSuchPerson
        }
        return person
    }
}

extension JSON {
    /// A proposal as the command line prints it: never a name, a number or a contact.
    init(_ proposal: Proposal) {
        self = [
            "id": .string(proposal.id), "change": JSON(proposal.change?.kind),
            "organisation": JSON(proposal.change?.organisation),
            "proposed_by": .string(proposal.proposedBy),
            "proposed_at": .string(proposal.proposedAt.description),
            "expires_at": .string(proposal.expiresAt.description),
        ]
    }

    /// A grant as the command line prints it.
    init(_ grant: RoleGrant, at now: Timestamp) {
        self = [
            "id": .string(grant.id), "person": .string(grant.person.description),
            "role": .string(grant.role.rawValue), "organisation": .string(grant.organisation),
            "from": .string(grant.from.description), "until": JSON(grant.until?.description),
            "granted_by": JSON(grant.grantedBy?.description),
            "ended_at": JSON(grant.endedAt?.description), "state": .string(grant.state(at: now)),
        ]
    }

    /// An organisation as the command line prints it, with its contact.
    init(_ organisation: Organisation, at now: Timestamp) {
        self.init(organisation, contact: organisation.contact, at: now)
    }

    /// An organisation as the command line prints it; nil as the contact in a list.
    init(_ organisation: Organisation, contact: String?, at now: Timestamp) {
        self = [
            "code": .string(organisation.code), "kind": .string(organisation.kind.rawValue),
            "category": .string(organisation.category.rawValue),
            "authority": .string(organisation.authority.rawValue),
            "name_fa": JSON(organisation.nameFa), "name_en": JSON(organisation.nameEn),
            "contact": JSON(contact), "province": .string(organisation.province),
            "licensed_from": JSON(organisation.licensedFrom?.description),
            "licensed_until": JSON(organisation.licensedUntil?.description),
            "successor": JSON(organisation.successor),
            "closed_at": JSON(organisation.closedAt?.description),
            "state": .string(organisation.state(at: now)),
        ]
    }
}

extension RoleGrant {
    /// One word for the state.
    func state(at now: Timestamp) -> String {
        if seal != .intact { return "edited" }
        if endedAt != nil { return "ended" }
        if let until, until <= now { return "expired" }
        return from > now ? "future" : "valid"
    }
}

extension Organisation {
    /// One word for the state.
    func state(at now: Timestamp) -> String {
        if seal != .intact { return "edited" }
        return isOpen(at: now) ? "open" : "closed"
    }
}

extension Console {
    /// Prints a proposal and what has to follow.
    func answer(proposed proposal: Proposal) {
        answer(JSON(proposal).with(.init("proposed", true))) {
            answer("proposed: \(proposal.id)")
            note("another person confirms it on a page before \(proposal.expiresAt)")
        }
    }
}
