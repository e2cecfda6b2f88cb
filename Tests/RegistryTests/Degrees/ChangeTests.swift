import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct ChangeTests {
    static let later = TestRegister.now.adding(seconds: 86_400)

    @Test(arguments: TestEngine.allCases)
    func `a correction makes a new code and the old one is superseded permanently`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let old = try await register.issue()
            let right = Graduate.test(1, firstNameFa: "مینو")
            let new = try await register.registry.correct(
                old.id,
                to: right,
                by: TestRegister.tehran,
                at: Self.later
            )
            #expect(new.isNew)
            #expect(new.code != old.code)
            let former = try await register.ask(old.code)
            #expect(former.verdict == .superseded)
            #expect(former.statusDate == Self.later.tehranDate)
            #expect(try await register.ask(token: old.qrText).verdict == .superseded)
            let answer = try await register.ask(new.code, knowing: .familyName("کاظمی پور"))
            #expect(answer.verdict == .valid)
            #expect(answer.degree?.detail?.holderFa == "مینو کاظمی‌پور")
            // The data bank follows, so the corrected document issued again is the new version.
            let again = try await register.registry.issue(
                right,
                by: TestRegister.saorg,
                at: Self.later
            )
            #expect(again.code == new.code)
            let details = try await register.registry.degree(id: new.id, by: TestRegister.tehran)
            #expect(details.record.supersedes?.description == old.id)
            #expect(details.events.map(\.kind) == [.corrected])
            // What stands there now is corrected; what stood there is not corrected again.
            await #expect(throws: RegistryError.statusForbids(.superseded(since: Self.later))) {
                try await register.registry.correct(
                    old.id,
                    to: .test(1, firstNameFa: "میترا"),
                    by: TestRegister.saorg,
                    at: Self.later
                )
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a correction that changes nothing answers with the degree that stands`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let old = try await register.issue()
            let same = try await register.registry.correct(
                old.id,
                to: .test(1),
                by: TestRegister.saorg,
                at: Self.later
            )
            #expect(same.code == old.code)
            #expect(!same.isNew)
            #expect(try await register.count("degree") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a number that another document has cannot be corrected to`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let first = try await register.issue(1)
            let second = try await register.issue(2)
            await #expect(throws: RegistryError.numberTaken) {
                try await register.registry.correct(
                    second.id,
                    to: .test(1),
                    by: TestRegister.saorg,
                    at: Self.later
                )
            }
            #expect(try await register.ask(first.code).verdict == .valid)
            #expect(try await register.ask(second.code).verdict == .valid)
        }
    }

    @Test(arguments: RevocationReason.allCases, TestEngine.allCases)
    func `a revoked degree says since when and for which class of reason`(
        _ reason: RevocationReason,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let revoked = try await register.registry.revoke(
                issued.id,
                because: reason,
                note: "a private word",
                by: TestRegister.tehran,
                at: Self.later
            )
            #expect(revoked.status == .revoked(reason, since: Self.later))
            let answer = try await register.ask(issued.code)
            #expect(answer.verdict == .revoked)
            #expect(answer.reason == reason)
            #expect(answer.statusDate == Self.later.tehranDate)
            #expect(try await register.ask(token: issued.qrText).verdict == .revoked)
            let details = try await register.registry.degree(id: issued.id, by: TestRegister.saorg)
            #expect(details.events.map(\.kind) == [.issued, .revoked])
            #expect(details.events.map(\.note) == ["", "a private word"])
            #expect(
                details.events.map(\.actor) == [
                    TestRegister.saorg.label, TestRegister.tehran.label,
                ]
            )
            #expect(details.events.map(\.at) == [TestRegister.now, Self.later])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a suspended degree can be resumed`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let registry = register.registry
            let issued = try await register.issue()
            _ = try await registry.suspend(
                issued.id,
                note: "",
                by: TestRegister.tehran,
                at: Self.later
            )
            #expect(try await register.ask(issued.code).verdict == .suspended)
            _ = try await registry.resume(
                issued.id,
                note: "",
                by: TestRegister.tehran,
                at: Self.later
            )
            let answer = try await register.ask(issued.code)
            #expect(answer.verdict == .valid)
            #expect(answer.statusDate == nil)
        }
    }

    /// What each status does with each change: done, said to be so already, or forbidden.
    @Test(
        arguments: [
            (Step.none, [Outcome.done, .done, .already]),
            (.suspend, [.done, .already, .done]),
            (.revoke, [.already, .forbidden, .forbidden]),
            (.correct, [.forbidden, .forbidden, .forbidden]),
        ],
        TestEngine.allCases
    )
    func `what a status forbids`(
        _ given: (before: Step, outcomes: [Outcome]),
        _ engine: TestEngine
    ) async throws {
        let (before, outcomes) = given
        for (step, outcome) in zip([Step.revoke, .suspend, .resume], outcomes) {
            try await engine.withRegister { register in
                let id = try await register.issue().id
                try await before.take(id, register)
                do {
                    try await step.take(id, register)
                    #expect(outcome == .done, "\(before) then \(step)")
                } catch RegistryError.alreadySo {
                    #expect(outcome == .already, "\(before) then \(step)")
                } catch RegistryError.statusForbids {
                    #expect(outcome == .forbidden, "\(before) then \(step)")
                }
            }
        }
    }

    enum Outcome: Sendable { case done, already, forbidden }

    enum Step: Sendable {
        case none, revoke, suspend, resume, correct

        func take(_ id: String, _ register: TestRegister) async throws {
            let (registry, saorg, now) = (register.registry, TestRegister.saorg, ChangeTests.later)
            switch self {
            case .none: break
            case .revoke:
                _ = try await registry.revoke(id, because: .court, note: "", by: saorg, at: now)
            case .suspend: _ = try await registry.suspend(id, note: "", by: saorg, at: now)
            case .resume: _ = try await registry.resume(id, note: "", by: saorg, at: now)
            case .correct:
                let right = Graduate.test(1, firstNameFa: "مینو")
                _ = try await registry.correct(id, to: right, by: saorg, at: now)
            }
        }
    }

    @Test(arguments: [Step.revoke, .suspend, .resume], TestEngine.allCases)
    func `to an institution, another institution's degree does not exist`(
        _ step: Step,
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let (registry, id, now) = (register.registry, issued.id, Self.later)
            await #expect(throws: RegistryError.noSuchDegree) {
                switch step {
                case .revoke:
                    _ = try await registry.revoke(
                        id,
                        because: .error,
                        note: "",
                        by: TestRegister.sharif,
                        at: now
                    )
                case .suspend:
                    _ = try await registry.suspend(id, note: "", by: TestRegister.sharif, at: now)
                case .resume:
                    _ = try await registry.resume(id, note: "", by: TestRegister.sharif, at: now)
                case .none, .correct:
                    _ = try await registry.correct(
                        id,
                        to: .test(1, firstNameFa: "مینو"),
                        by: TestRegister.sharif,
                        at: now
                    )
                }
            }
            await #expect(throws: RegistryError.noSuchDegree) {
                try await registry.degree(id: id, by: TestRegister.sharif)
            }
            #expect(try await register.ask(issued.code).verdict == .valid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a change needs only a key that verifies`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            try register.perform { try $0.rotating(.code, kek: $1, at: TestRegister.now) }
            try register.perform { try $0.rotating(.token, kek: $1, at: TestRegister.now) }
            #expect(try await register.ask(issued.code).verdict == .valid)
            #expect(try await register.ask(token: issued.qrText).verdict == .valid)
            try await register.revoke(issued, because: .error, at: Self.later)
            #expect(try await register.ask(issued.code).verdict == .revoked)
            let next = try await register.issue(2)
            #expect(next.code.keyID != issued.code.keyID)
            #expect(try await register.ask(next.code).verdict == .valid)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a note has a limit`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let issued = try await register.issue()
            let note = String(repeating: "x", count: DegreeEvent.noteLimit + 1)
            await #expect(throws: RegistryError.invalid(field: "note", reason: .tooLong)) {
                try await register.registry.suspend(
                    issued.id,
                    note: note,
                    by: TestRegister.saorg,
                    at: Self.later
                )
            }
        }
    }
}
