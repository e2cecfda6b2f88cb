import Accounts
import Persian
import Store
import VerifyCore

/// Where a case goes with a move: a step, its end, or nowhere.
enum Destination: Sendable, Hashable {
    case step(StepName)
    case closed(CaseOutcome)
    case stay
}

extension Transition {
    /// Returns where the case goes.
    ///
    /// `word` is that of the effects' result; `isSampled` is whether SAORG confirms the case. After a refusal, or without a
    /// branch for the word, the case stays with its party.
    func destination(of snapshot: CaseSnapshot, word: String, isSampled: Bool) -> Destination {
        let isRefused = word == EffectResult.refused
        return switch self {
        case .step where isRefused, .back where isRefused, .closed where isRefused: .stay
        case .step(let name): .step(name)
        case .stay: .stay
        case .back: snapshot.stepBefore.map(Destination.step) ?? .stay
        case .closed(let outcome): .closed(outcome)
        case .byResult(let branches):
            // The branch is chosen: it is taken whatever the word.
            branches[word]?
                .destination(of: snapshot, word: EffectResult.done, isSampled: isSampled) ?? .stay
        case .sampled(let inside, let otherwise):
            (isSampled ? inside : otherwise)
                .destination(of: snapshot, word: word, isSampled: isSampled)
        case .when(let condition, let inside, let otherwise):
            (condition.holds(for: snapshot.submission?.values ?? FormValues()) ? inside : otherwise)
                .destination(of: snapshot, word: word, isSampled: isSampled)
        }
    }
}

/// The party for which a case waits in a step, and the errands that it requests.
struct Arrival: Sendable {
    let waiting: Waiting
    /// The due of the waiting cartable, while it has no holder.
    var cartableDue: Timestamp?
    /// The errands without their due.
    var errands: [PlannedErrand] = []
}

/// An errand that an arrival requests.
struct PlannedErrand: Sendable {
    let kind: String
    let to: Waiting
    var outside: OrganisationCode?
    var child: ServiceID?
    /// When it lapses, after the arrival; nil for the due of the step.
    var lapse: TimeBudget?
}

/// A party that cannot be found; the move is refused.
struct UnknownParty: Error {}

/// Finds the party of a step, in the transaction of the move (step 14).
struct ArrivalReader {
    let cases: Cases
    let service: Service
    let snapshot: CaseSnapshot
    let now: Timestamp

    /// - Throws: `UnknownParty`; `CaseError`; `StoreError`.
    func arrival(in step: Step, _ connection: Connection) throws -> Arrival {
        switch step.waitsFor {
        case .applicant: return Arrival(waiting: .applicant)
        case .party(let role):
            guard let person = snapshot.parties(role).first(where: { $0.person != nil })?.person
            else { throw UnknownParty() }
            return Arrival(waiting: .person(person))
        case .cartable(let role, let reference):
            let cartable = try cartable(role, reference, connection)
            return Arrival(
                waiting: .cartable(role, cartable.organisation),
                cartableDue: cartable.dueAt
            )
        case .errands:
            let errands = try plan(step.errands, connection)
            guard !errands.isEmpty else { throw UnknownParty() }
            return Arrival(waiting: .errands, errands: errands)
        case .commission: throw CaseError.unsupported("a commission")
        case .gateway: throw CaseError.unsupported("a payment")
        case .date: throw CaseError.unsupported("a day")
        }
    }

    private func plan(_ rule: ErrandRule?, _ connection: Connection) throws -> [PlannedErrand] {
        switch rule {
        case nil: return []
        case .opinions(let offices, let join):
            return try offices.sorted { $0.key.rawValue < $1.key.rawValue }.map { role, reference in
                let organisation = try cartable(role, reference, connection).organisation
                return PlannedErrand(
                    kind: "opinion",
                    to: .cartable(role, organisation),
                    lapse: join.lapse?.after
                )
            }
        case .child(let child): return [PlannedErrand(kind: "child", to: .none, child: child)]
        case .outside(let code, let kind):
            let organisation = try responsible(for: code, connection)
            return [PlannedErrand(kind: kind.name, to: .none, outside: organisation)]
        case .vote: throw CaseError.unsupported("a vote")
        }
    }

    /// The cartable of an address, which exists afterwards and was read in this transaction.
    private func cartable(
        _ role: Role,
        _ reference: OrganisationReference,
        _ connection: Connection
    ) throws -> Cartable {
        let organisation = try responsible(for: code(reference), connection)
        return try cases.cartables.ensure(role, service.id, organisation, at: now, in: connection)
    }

    private func responsible(
        for code: OrganisationCode,
        _ connection: Connection
    ) throws -> OrganisationCode {
        do {
            let found = try cases.roles.responsible(for: code.text, at: now, in: connection)
            return OrganisationCode(found.code)
        } catch is RolesError {
            throw UnknownParty()
        }
    }

    private func code(_ reference: OrganisationReference) throws -> OrganisationCode {
        switch reference {
        case .unit(let code), .outside(let code): return code
        case .ofApplicant: return snapshot.file.organisation
        case .chosen(let field):
            guard let code = snapshot.submission?.values.text(field) else { throw UnknownParty() }
            return OrganisationCode(code)
        case .asIn(let name):
            guard case .cartable(_, let other) = service.step(name)?.waitsFor else {
                throw UnknownParty()
            }
            return try code(other)
        }
    }
}

extension Cases {
    /// Whether SAORG confirms the decision of a case: drawn from its once-key, so that reopening draws nothing new (D8).
    ///
    /// - Throws: `CaseError.noActiveKey`.
    func isSampled(_ file: CaseFile) throws -> Bool {
        guard settings.sample < 1_000 else { return true }
        guard settings.sample > 0 else { return false }
        guard let key = keyring.current.activeDataKey else { throw CaseError.noActiveKey }
        let text = "\(file.service) \(file.onceKey ?? file.id)"
        let mac = try key.hashKey(for: "saorg/case-sample/1")
            .authenticate(Array(text.utf8))
        let number = mac.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return number % 1_000 < UInt32(settings.sample)
    }
}
