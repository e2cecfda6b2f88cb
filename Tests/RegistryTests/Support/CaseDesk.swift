import Persian
import Store
import VerifyCore

@testable import Registry

/// What a move of a case does in the register: it mints before its transaction, and discards what is refused.
struct CaseDesk {
    let registry: Registry
    var actor = TestRegister.saorg
    var now = TestRegister.now
    /// Runs in the transaction after the degree was made, as the rest of a move does.
    var afterwards: @Sendable (Connection) throws -> Void = { _ in }

    init(_ register: TestRegister) {
        registry = register.registry
    }

    init(_ registry: Registry) {
        self.registry = registry
    }

    /// The files that the reviewer accepted.
    static let files = [SHA256.digest(of: [1].span), SHA256.digest(of: [2].span)]

    /// The event of a case; the number makes the case differ.
    static func decision(_ number: UInt8 = 1, seq: Int64 = 7) -> CaseDecision {
        let caseID = RecordID([UInt8](repeating: number, count: RecordID.byteCount))
        guard let caseID, let decision = CaseDecision(caseID: caseID, seq: seq) else {
            preconditionFailure("sixteen bytes and a positive number")
        }
        return decision
    }

    private struct Discarded: Error {
        let refusal: IssueRefusal
    }

    private func discarding(
        _ body: @escaping @Sendable (Connection) throws -> Issuing
    ) async throws -> Issuing {
        do {
            return try await registry.database.write { connection in
                let result = try body(connection)
                if case .refused(let refusal) = result { throw Discarded(refusal: refusal) }
                try afterwards(connection)
                return result
            }
        } catch let discarded as Discarded {
            return .refused(discarded.refusal)
        }
    }

    func issue(
        _ graduate: Graduate,
        by decision: CaseDecision? = decision(),
        choosing choices: ClaimChoices = .none
    ) async throws -> Issuing {
        let minted = try await registry.mint(
            graduate,
            files: Self.files,
            decision: decision,
            choosing: choices,
            at: now
        )
        return try await discarding { connection in
            try registry.issue(
                graduate,
                files: Self.files,
                decision: decision,
                choosing: choices,
                by: actor,
                minted: minted,
                at: now,
                in: connection
            )
        }
    }

    func correct(
        _ id: String,
        to graduate: Graduate,
        by decision: CaseDecision? = decision(2)
    ) async throws -> Issuing {
        let minted = try await registry.mint(
            graduate,
            files: Self.files,
            decision: decision,
            correcting: id,
            at: now
        )
        return try await discarding { connection in
            try registry.correct(
                id,
                to: graduate,
                files: Self.files,
                decision: decision,
                by: actor,
                minted: minted,
                at: now,
                in: connection
            )
        }
    }
}

extension Issuing {
    /// The degree; nil where it was refused.
    var degree: IssuedDegree? {
        if case .issued(let degree) = self { degree } else { nil }
    }

    /// The refusal; nil where there is a degree.
    var refusal: IssueRefusal? {
        if case .refused(let refusal) = self { refusal } else { nil }
    }
}
