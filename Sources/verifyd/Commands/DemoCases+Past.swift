import Accounts
import Casework
import Foundation
import Persian
import Registry
import Store
import VerifyCore

/// The parts of the past.
extension DemoCases {
    static let service: ServiceID = "academic-confirmation"

    func giveCartables(at now: Timestamp) async throws {
        for (role, organisation) in [
            (Role.reviewer, "1001"), (.confirmer, "1001"), (.reviewer, "1003"),
            (.graduatesOffice, "graduates"), (.saorgReviewer, "graduates"),
        ] {
            try await giveCartable(role, Self.service, organisation, at: now)
        }
        for service: ServiceID in [
            "cartable-request", "graduation-confirmation", "refusal-objection",
        ] {
            try await giveCartable(.graduatesOffice, service, "graduates", at: now)
        }
        for role in [Role.reviewer, .confirmer] {
            try await giveCartable(role, "graduation-confirmation", "1001", at: now)
        }
    }

    private func giveCartable(
        _ role: Role,
        _ service: ServiceID,
        _ organisation: String,
        at now: Timestamp
    ) async throws {
        let holder = try cast.member(role.rawValue, of: organisation)
        let head = try cast.member("head", of: "1001")
        let administrator = try cast.member("administrator", of: "saorg")
        try await database.write { connection in
            let cartable = try cases.cartables.ensure(
                role,
                service,
                OrganisationCode(organisation),
                at: now,
                in: connection
            )
            let approval = try cases.cartables.approve(
                holder,
                for: cartable,
                requestedBy: head,
                approvedBy: administrator,
                at: now,
                in: connection
            )
            guard case .done = approval else { throw DemoFailure("\(approval)") }
        }
    }

    /// The reviewer of 1003 leaves, so that its cartable is vacant.
    func leave(at now: Timestamp) async throws {
        let reviewer = try cast.member("reviewer", of: "1003")
        let head = try cast.member("head", of: "1003")
        for grant in try await roles.grants(of: reviewer) {
            _ = try await roles.end(grant: grant.id, by: .person(head, network: ""), at: now)
        }
    }

    func perform(
        _ deed: Deed,
        _ ids: inout [String: String],
        at now: Timestamp
    ) async throws {
        let actor = try cast.member(deed.actor.role, of: deed.actor.organisation)
        guard let action = deed.action else {
            let form = try await form(of: deed, by: actor, ids, at: now)
            ids[deed.document] = try await open(deed, by: actor, form, at: now)
            return
        }
        guard let id = ids[deed.document], let snapshot = try await cases.snapshot(id) else {
            throw DemoFailure("no case of \(deed.document)")
        }
        var inputs = MoveInputs()
        switch action {
        case "return":
            inputs.returned = [
                FieldReturn(
                    field: "/scan",
                    reason: "unreadable",
                    note: "پشت مدرک دیده نمی‌شود؛ هر دو روی آن را با هم بفرستید."
                )
            ]
        case "agree": inputs.decisions = [TypedDecision("/scan", isAccepted: true)]
        case "refuse":
            (inputs.reason, inputs.note) = ("other-person", "این شماره به نام شخص دیگری است.")
        default: break
        }
        let result = try await cases.move(
            MoveRequest(
                action,
                of: id,
                moveID: UUID().uuidString,
                revision: snapshot.file.revision,
                by: .person(actor, provedAt: now, session: .staff),
                inputs: inputs,
                at: now
            )
        )
        guard let receipt = result.receipt, receipt.refusal == nil else {
            throw DemoFailure("\(action): \(result)")
        }
    }

    private func open(
        _ deed: Deed,
        by person: PersonID,
        _ form: TypedForm,
        at now: Timestamp
    ) async throws -> String {
        let result = try await cases.open(
            OpenRequest(
                deed.service,
                moveID: UUID().uuidString,
                by: .person(person),
                form: form,
                at: now
            )
        )
        guard let id = result.receipt?.caseID else { throw DemoFailure("\(result)") }
        return id
    }

    /// The workers of the daemon, once; messages are taken as sent.
    func work(at now: Timestamp) async throws {
        try await cases.cartables.endExpired(at: now)
        _ = try await cases.renewDues(at: now)
        _ = try await cases.escalateCartables(at: now)
        _ = try await cases.recordSilence(at: now)
        try await cases.work(at: now)
        let worker = OutboxWorker(
            outbox,
            senders: [DevelopmentMessages(channels: [.sms, .email]) { _ in }],
            budgets: MessageBudgets([:]),
            name: "demo",
            clock: { now },
            notice: { _ in }
        )
        _ = try await worker.sendAll()
    }

    /// A link to the issued degree that has expired.
    func shareExpired(_ caseID: String, at now: Timestamp) async throws {
        guard let degree = try await cases.snapshot(caseID)?.events.last?.effectRef else {
            throw DemoFailure("no degree was issued")
        }
        let citizen = try cast.member("citizen", of: "iran")
        let made = try await registry.share(
            ShareDraft(fields: [.holder, .field], days: 7, uses: 5, hasPIN: false),
            ofDegree: degree,
            heldBy: try await numbers(of: citizen),
            person: citizen.description,
            at: now
        )
        guard case .made = made else { throw DemoFailure("\(made)") }
    }

    /// The proven numbers of a person, by which documents are found.
    func numbers(of id: PersonID) async throws -> Set<HolderIdentity> {
        let people = cast.roles.signIn.people
        guard let person = try await people.person(id) else { throw DemoFailure("no \(id)") }
        return Set(
            try await people.documentNumbers(of: person)
                .map { HolderIdentity($0.kind, country: $0.country, number: $0.number) }
        )
    }

    /// A request that was begun and not sent.
    func keepDraft(at now: Timestamp) async throws {
        guard let service = cases.catalog.newest(Self.service) else { return }
        let draft = CaseDraft(
            of: try cast.member("citizen", of: "iran"),
            for: service,
            form: ["institution": "1001", "document_kind": "diploma"],
            page: "1",
            at: now
        )
        try await cases.keep(draft)
    }
}
