import Persian
import Store
import Testing
import VerifyCore

@testable import Accounts
@testable import Casework

/// What happens around cases: time, workers, holders, deputies.
extension CaseWalk {
    /// Lets time pass, from minutes to Nowruz, or sets the clock back; mostly the workers run afterwards.
    mutating func wait() async throws {
        let seconds: Int64
        switch number(16) {
        case 0..<6: seconds = Int64(number(3_600))
        case 6..<10: seconds = Int64(number(86_400))
        case 10..<13: seconds = Int64(1 + number(8)) * 86_400
        case 13: seconds = 16 * 86_400
        case 14: seconds = number(8) == 0 ? 115 * 86_400 : 3_600
        default: seconds = -Int64(number(3_600))
        }
        test.clock.advance(seconds: seconds)
        log("time \(seconds) s")
        if number(2) == 0 { try await test.acceptMessages() }
        if number(4) > 0 { try await work() }
    }

    mutating func work() async throws {
        try await test.cases.work(at: now)
        try await test.cases.renewDues(at: now)
        log("workers")
        let left = try await test.database.read { [now] connection in
            try connection.first(
                """
                SELECT count(*)
                FROM timer
                WHERE fired_seq IS NULL AND cancelled_seq IS NULL AND fire_at <= \(now.description)
                """
            ) { try $0.int(0) }
        }
        guard left == 0 else { throw WalkFault("\(left ?? 0) timers are due after the workers") }
    }

    /// A holder comes, leaves or is requested, a cartable is closed, a deputy begins or ends.
    mutating func changeHolders() async throws {
        var addresses = WalkRules.addresses
        for one in cases where number(2) == 0 {
            let seen = try await seen(one.id)
            addresses = [seen.address].compactMap(\.self) + seen.open.compactMap(\.address)
            break
        }
        guard let address = pick(addresses) ?? WalkRules.addresses.first else { return }
        switch number(18) {
        case 0..<8: try await approve(address)
        case 8..<11: try await endHolder(address)
        case 11..<13: try await requestHolder(address)
        case 13: try await close(address)
        case 14..<17: try await toggleDeputy()
        default: try await test.cases.renewDues(at: now)
        }
    }

    mutating func approve(
        _ address: WalkAddress,
        person: String? = nil,
        requester: String? = nil
    ) async throws {
        let person = person ?? pick(address.candidates + ["other"]) ?? "other"
        let asked = requester ?? (number(5) == 0 ? "second-reviewer" : "requester")
        let approver = requester == nil && number(10) == 0 ? asked : "approver"
        let result = try await change(address) { [test, now] cartable, connection in
            try test.cases.cartables.approve(
                test.id(person),
                for: cartable,
                requestedBy: test.id(asked),
                approvedBy: test.id(approver),
                at: now,
                in: connection
            )
        }
        log("approve \(person) for \(address), asked by \(asked): \(result.word)")
        let isRight = address.candidates.contains(person) && approver == "approver"
        switch result {
        case .done where isRight:
            model.holders[address] = .init(person: person, requester: asked, from: now)
        case .noRole where !isRight, .samePerson where approver != "approver": break
        default: throw WalkFault("approval of \(person) for \(address): \(result)")
        }
    }

    private mutating func endHolder(_ address: WalkAddress) async throws {
        let result = try await change(address) { [test, now] in
            try test.cases.cartables.endHolder(of: $0, at: now, in: $1)
        }
        log("end holder of \(address): \(result.word)")
        if case .done = result {
            guard model.holders[address] != nil else { throw WalkFault("a holder that was none") }
            model.holders[address] = nil
        } else if model.holders[address] != nil {
            throw WalkFault("the holder of \(address) does not end")
        }
    }

    private mutating func requestHolder(_ address: WalkAddress) async throws {
        let withdraws = number(2) == 0
        let result = try await change(address) { [test, now] in
            withdraws
                ? try test.cases.cartables.withdrawRequest($0, at: now, in: $1)
                : try test.cases.cartables.request($0, by: "a-case", at: now, in: $1)
        }
        log("\(withdraws ? "withdraw request" : "request") for \(address): \(result.word)")
        if case .done = result, model.holders[address] != nil {
            throw WalkFault("a request for \(address), which has a holder")
        }
    }

    private mutating func close(_ address: WalkAddress) async throws {
        let waits = try await test.database.read { connection in
            let cases = try connection.first(
                """
                SELECT count(*)
                FROM case_file
                WHERE closed_at IS NULL AND wait_role = \(address.role)
                    AND service = \(address.service) AND wait_organisation = \(address.organisation)
                """
            ) { try $0.int(0) }
            let errands = try connection.first(
                """
                SELECT count(*)
                FROM errand
                WHERE ended_at IS NULL AND to_role = \(address.role)
                    AND service = \(address.service) AND to_organisation = \(address.organisation)
                """
            ) { try $0.int(0) }
            return (cases ?? 0) + (errands ?? 0)
        }
        let result = try await change(address) { [test, now] in
            try test.cases.cartables.close($0, at: now, in: $1)
        }
        log("close \(address): \(result.word)")
        if case .done = result {
            guard waits == 0 else { throw WalkFault("\(address) closed while \(waits) wait") }
            model.holders[address] = nil
        }
    }

    private func change(
        _ address: WalkAddress,
        _ body: @escaping @Sendable (Cartable, Connection) throws -> HolderResult
    ) async throws -> HolderResult {
        guard let role = Role(rawValue: address.role) else { throw WalkFault("\(address)") }
        let (cartables, now) = (test.cases.cartables, now)
        return try await test.database.write { connection in
            let cartable = try cartables.ensure(
                role,
                ServiceID(address.service),
                OrganisationCode(address.organisation),
                at: now,
                in: connection
            )
            return try body(cartable, connection)
        }
    }
}

extension HolderResult {
    /// One word for a report.
    fileprivate var word: String {
        switch self {
        case .done(let cartable): "\(cartable.state)"
        case .noRole: "no role"
        case .samePerson: "same person"
        case .state(let state): "not done, \(state)"
        }
    }
}
