import Persian
import Testing
import VerifyCore

@testable import Registry

/// A graduate with a degree who makes links.
struct ShareDesk {
    let register: TestRegister
    let degree: IssuedDegree

    init(_ register: TestRegister) async throws {
        self.register = register
        degree = try await register.issue(1)
    }

    func make(
        _ fields: Set<ShareField> = [.holder, .average],
        days: Int = 7,
        uses: Int = 5,
        pin: Bool = false
    ) async throws -> NewShare {
        let made = try await register.registry.share(
            ShareDraft(fields: fields, days: days, uses: uses, hasPIN: pin),
            ofDegree: degree.id,
            heldBy: .test(1),
            person: "p1",
            at: TestRegister.now
        )
        guard case .made(let share) = made else {
            Issue.record("\(made)")
            throw CancellationError()
        }
        return share
    }

    func use(
        _ share: NewShare,
        pin: String? = nil,
        in registry: Registry? = nil,
        after seconds: Int64 = 0
    ) async throws -> ShareOutcome {
        try await (registry ?? register.registry).useShare(
            share.token,
            pin: pin ?? share.pin ?? "",
            at: TestRegister.now.adding(seconds: seconds)
        )
    }

    /// A PIN that is not that of a link, another for each number.
    static func wrong(_ share: NewShare, _ number: Int) -> String {
        let digits = String((Int(share.pin ?? "0") ?? 0) + number)
        return String(String(repeating: "0", count: 6).dropLast(digits.count) + digits).suffix(6)
            .description
    }

    func grant(_ share: NewShare, after seconds: Int64 = 0) async throws -> ShareGrant? {
        try await register.registry.shares(
            ofDegree: degree.id,
            heldBy: .test(1),
            at: TestRegister.now.adding(seconds: seconds)
        )?.first { $0.id == share.grant.id }
    }

    func end(_ share: NewShare) async throws -> Bool {
        try await register.registry.endShare(
            share.grant.id,
            ofDegree: degree.id,
            heldBy: .test(1),
            at: TestRegister.now
        )
    }

    func door(_ share: NewShare, after seconds: Int64 = 0) async throws -> ShareDoor {
        try await register.registry.shareDoor(
            share.token,
            at: TestRegister.now.adding(seconds: seconds)
        )
    }

    func log() async throws -> AccessLog {
        try #require(
            try await register.registry.accessLog(
                ofDegree: degree.id,
                heldBy: .test(1),
                limit: 100
            )
        )
    }
}

extension ShareOutcome {
    /// The kind of the outcome, for comparisons.
    var word: String {
        switch self {
        case .closed: "closed"
        case .wrongPIN: "wrong"
        case .notInForce: "not in force"
        case .shown: "shown"
        }
    }
}
