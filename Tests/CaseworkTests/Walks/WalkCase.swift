import Persian
import Store

@testable import Casework

/// A case as its rows have it, read by SQL of the walk.
struct WalkCase: Sendable {
    struct Event: Sendable, Equatable {
        let seq: Int64
        let move: String
        let action: String
        let from: String?
        let to: String
        let actor: String
        let capacity: String
        let behalfOf: String?
        let at: String
        let effect: String?
        let effectRef: String?
        let seal: [UInt8]
    }

    struct Errand: Sendable {
        let id: String
        let address: WalkAddress?
        let child: String?
        let kind: String
        let askedSeq: Int64
        let ending: String?
    }

    let id: String
    let service: String
    let step: String
    let revision: Int64
    let turn: Int64
    let waiting: String
    let address: WalkAddress?
    let waitPerson: String?
    let openedBy: String
    let dueAt: String?
    let openErrands: Int64
    let outcome: String?
    let isClosed: Bool
    let claimedBy: String?
    /// Role and person, with the person who opened the case.
    var parties: [(role: String, person: String?)] = []
    var events: [Event] = []
    var errands: [Errand] = []

    /// The event with which the case came to its step.
    var arrival: Int64 { events.last { $0.from != $0.to }?.seq ?? 1 }
    var open: [Errand] { errands.filter { $0.ending == nil } }

    static func read(_ id: String, in connection: Connection) throws -> WalkCase? {
        let found = try connection.first(
            """
            SELECT service, step, revision, turn, waiting, wait_role, wait_organisation, wait_person,
                opened_by, due_at, open_errands, outcome, closed_at, claimed_by
            FROM case_file
            WHERE id = \(id)
            """
        ) { try WalkCase(id, $0) }
        guard var found else { return nil }
        found.parties = try connection.all(
            "SELECT role, person FROM case_party WHERE case_id = \(id) ORDER BY role, ordinal"
        ) { (try $0.text(0), try $0.optionalText(1).map(name)) }
        found.events = try connection.all(
            """
            SELECT seq, move, action, from_step, to_step, actor, capacity, behalf_of, at, effect,
                effect_ref, seal
            FROM case_event
            WHERE case_id = \(id)
            ORDER BY seq
            """
        ) { try Event($0) }
        found.errands = try connection.all(
            """
            SELECT id, to_role, to_organisation, child, kind, asked_seq, ending
            FROM errand
            WHERE case_id = \(id)
            ORDER BY asked_seq, id
            """
        ) { try Errand($0, found.service) }
        return found
    }

    /// The short name of a person of the tests.
    static func name(_ id: String) -> String {
        guard id.utf8.count == 36 else { return id }
        var name = Substring(id)
        while name.last == "-" { name.removeLast() }
        return String(name)
    }
}

extension WalkCase {
    fileprivate init(_ id: String, _ row: borrowing Row) throws {
        self.id = id
        service = try row.text(0)
        step = try row.text(1)
        revision = try row.int(2)
        turn = try row.int(3)
        waiting = try row.text(4)
        let role = try row.optionalText(5)
        let organisation = try row.optionalText(6)
        address =
            if let role, let organisation {
                WalkAddress(role, service, organisation)
            } else {
                nil
            }
        waitPerson = try row.optionalText(7).map(Self.name)
        openedBy = Self.name(try row.text(8))
        dueAt = try row.optionalText(9)
        openErrands = try row.int(10)
        outcome = try row.optionalText(11)
        isClosed = try row.optionalText(12) != nil
        claimedBy = try row.optionalText(13).map(Self.name)
    }
}

extension WalkCase.Event {
    fileprivate init(_ row: borrowing Row) throws {
        seq = try row.int(0)
        move = try row.text(1)
        action = try row.text(2)
        from = try row.optionalText(3)
        to = try row.text(4)
        actor = WalkCase.name(try row.text(5))
        capacity = try row.text(6)
        behalfOf = try row.optionalText(7).map(WalkCase.name)
        at = try row.text(8)
        effect = try row.optionalText(9)
        effectRef = try row.optionalText(10)
        seal = try row.blob(11)
    }

    /// The natural persons behind the event.
    var persons: Set<String> { Set([actor] + [behalfOf].compactMap(\.self)) }
}

extension WalkCase.Errand {
    fileprivate init(_ row: borrowing Row, _ service: String) throws {
        id = try row.text(0)
        let role = try row.optionalText(1)
        let organisation = try row.optionalText(2)
        address =
            if let role, let organisation {
                WalkAddress(role, service, organisation)
            } else {
                nil
            }
        child = try row.optionalText(3)
        kind = try row.text(4)
        askedSeq = try row.int(5)
        ending = try row.optionalText(6)
    }
}
