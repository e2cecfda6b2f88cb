import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

struct ShareTests {
    @Test(arguments: TestEngine.allCases)
    func `a link shows the chosen fields and no other one, and each use is in the log`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let desk = try await ShareDesk(register)
            let share = try await desk.make()
            #expect(share.token.utf8.count == 32)
            guard case .shown(let shared) = try await desk.use(share) else {
                Issue.record("not shown")
                return
            }
            #expect(shared.values.map(\.field) == [.holder, .average])
            #expect(shared.values.first?.value == .name(fa: "مینا کاظمی‌پور", en: "Mina Kazemipour"))
            #expect(shared.values.last?.value == .mark(1_725))
            #expect(shared.view.detail == nil)
            let log = try await desk.log()
            #expect(log.entries.map(\.share) == [share.grant.id])
            #expect(log.entries.map(\.views) == [1])
            #expect(log.references.count == 1)
            let reference = log.references[0]
            for (id, numbers, isThere) in [
                (desk.degree.id, .test(1), true), (desk.degree.id, .test(2), false),
            ] as [(String, Set<HolderIdentity>, Bool)] {
                let found = try await register.registry.hasView(
                    reference,
                    ofDegree: id,
                    heldBy: numbers
                )
                #expect(found == isThere)
            }
            for absent in ["view-99", "view-01", "view-", "day-2026-01-01", "x", "'"] {
                let found = try await register.registry.hasView(
                    absent,
                    ofDegree: desk.degree.id,
                    heldBy: .test(1)
                )
                #expect(!found, "\(absent)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `opening a link uses nothing, and a link is used as often as it may be`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let desk = try await ShareDesk(register)
            let share = try await desk.make(uses: 2)
            for _ in 1...5 { #expect(try await desk.door(share) == .open(needsPIN: false)) }
            #expect(try await desk.grant(share)?.usesLeft == 2)
            #expect(try await desk.use(share).word == "shown")
            #expect(try await desk.use(share).word == "shown")
            #expect(try await desk.use(share).word == "closed")
            #expect(try await desk.door(share) == .closed)
            #expect(try await desk.grant(share)?.state == .usedUp)
            #expect(try await desk.log().entries.count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `five wrong PINs end a link, and a right one gives its attempt back`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let desk = try await ShareDesk(register)
            let share = try await desk.make(pin: true)
            #expect(share.pin?.utf8.count == 6)
            #expect(try await desk.door(share) == .open(needsPIN: true))
            #expect(try await desk.use(share, pin: "").word == "wrong")
            for number in 1...3 {
                #expect(
                    try await desk.use(share, pin: ShareDesk.wrong(share, number)).word == "wrong"
                )
                #expect(try await desk.use(share).word == "shown")
            }
            #expect(try await desk.use(share, pin: ShareDesk.wrong(share, 4)).word == "closed")
            #expect(try await desk.use(share).word == "closed")
            #expect(try await desk.grant(share)?.state == .wrongPINs)
            #expect(try await desk.log().entries.count == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an unknown, an expired, an ended and a used link are closed alike`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let desk = try await ShareDesk(register)
            let expired = try await desk.make(days: 1)
            #expect(try await desk.use(expired, after: 86_399).word == "shown")
            #expect(try await desk.use(expired, after: 86_400).word == "closed")
            #expect(try await desk.grant(expired, after: 86_400)?.state == .expired)
            let ended = try await desk.make()
            #expect(try await desk.end(ended))
            #expect(try await desk.end(ended))
            #expect(try await desk.use(ended).word == "closed")
            #expect(try await desk.grant(ended)?.state == .disabled)
            for token in [
                "", "x", String(repeating: "A", count: 32), String(repeating: "é", count: 16),
            ] {
                let outcome = try await register.registry.useShare(
                    token,
                    pin: "",
                    at: TestRegister.now
                )
                #expect(outcome.word == "closed")
            }
            let open = try await desk.make()
            let small = try await register.registry.shareDoor(
                open.token.lowercased(),
                at: TestRegister.now
            )
            #expect(small == .open(needsPIN: false))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a version that is not in force shows its status and no field, and uses nothing`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let desk = try await ShareDesk(register)
            let share = try await desk.make(pin: true)
            let registry = register.registry
            _ = try await registry.suspend(
                desk.degree.id,
                note: "",
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            #expect(try await desk.use(share, pin: "000").word == "wrong")
            guard case .notInForce(let view, let status) = try await desk.use(share) else {
                Issue.record("fields of a suspended degree")
                return
            }
            #expect(status == .suspended(since: TestRegister.now))
            #expect(view.detail == nil)
            _ = try await registry.resume(
                desk.degree.id,
                note: "",
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            #expect(try await desk.use(share).word == "shown")
            var corrected = Graduate.test(1)
            corrected.lastNameEn = "Kazemi"
            _ = try await registry.correct(
                desk.degree.id,
                to: corrected,
                by: TestRegister.saorg,
                at: TestRegister.now
            )
            #expect(try await desk.use(share).word == "not in force")
            #expect(try await desk.grant(share)?.usesLeft == 4)
            #expect(try await desk.log().entries.count == 1)
            let again = try await registry.share(
                ShareDraft(fields: [.holder], days: 1, uses: 1, hasPIN: false),
                ofDegree: desk.degree.id,
                heldBy: .test(1),
                person: "p1",
                at: TestRegister.now
            )
            guard case .notInForce = again else {
                Issue.record("a link of a superseded version")
                return
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `another person neither makes, sees nor ends a link`(_ engine: TestEngine) async throws {
        try await engine.withRegister { register in
            let desk = try await ShareDesk(register)
            let share = try await desk.make()
            let registry = register.registry
            let made = try await registry.share(
                ShareDraft(fields: [.holder], days: 1, uses: 1, hasPIN: false),
                ofDegree: desk.degree.id,
                heldBy: .test(2),
                person: "p2",
                at: TestRegister.now
            )
            guard case .noDegree = made else {
                Issue.record("a link of another person's degree")
                return
            }
            let seen = try await registry.shares(
                ofDegree: desk.degree.id,
                heldBy: .test(2),
                at: TestRegister.now
            )
            #expect(seen == nil)
            let other = try await register.issue(2)
            for degree in [desk.degree.id, other.id] {
                let numbers = Set<HolderIdentity>.test(2)
                let ended = try await registry.endShare(
                    share.grant.id,
                    ofDegree: degree,
                    heldBy: numbers,
                    at: TestRegister.now
                )
                #expect(!ended)
            }
            #expect(try await desk.door(share) == .open(needsPIN: false))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a link under a former data key opens, and one that was changed by hand does not`(
        _ engine: TestEngine
    ) async throws {
        try await engine.withRegister { register in
            let desk = try await ShareDesk(register)
            let share = try await desk.make(pin: true)
            try register.perform { try $0.rotating(.data, kek: $1, at: TestRegister.now) }
            #expect(try await desk.use(share).word == "shown")
            try await register.database.write { connection in
                try connection.execute("UPDATE share_grant SET uses_left = 99, wrong_pins = 0")
            }
            #expect(try await desk.use(share).word == "closed")
            #expect(try await desk.door(share) == .closed)
            #expect(try await desk.grant(share) == nil)
            #expect(register.alarms.count(.tampering) >= 1)
            var problems: [String] = []
            _ = try await register.registry.checkSeals { problems.append($0) }
            #expect(problems.count == 1 && problems[0].contains("share grant"))
        }
    }

    @Test func `no field, too many days and too many uses are refused by the name of the field`() {
        for (fields, days, uses, field) in [
            ([], 7, 5, "fields"), ([.holder], 0, 5, "days"), ([.holder], 91, 5, "days"),
            ([.holder], 7, 0, "uses"), ([.holder], 7, 101, "uses"),
        ] as [(Set<ShareField>, Int, Int, String)] {
            do {
                _ = try ShareDraft(fields: fields, days: days, uses: uses, hasPIN: false)
                Issue.record("\(field) was accepted")
            } catch {
                guard case .invalid(field, _) = error else {
                    Issue.record("\(error)")
                    continue
                }
            }
        }
    }

    @Test func `stored names of fields are those of links that were made before`() {
        #expect(
            Set(ShareField.allCases.map(\.rawValue)) == [
                "holder", "father_name", "birth_date", "id_number", "field", "mode",
                "entrance_date", "graduation_date", "diploma_number", "average",
            ]
        )
        for field in ShareField.allCases { #expect(ShareField(rawValue: field.rawValue) == field) }
    }

    @Test func `a holder with one name is shown without a space before it`() throws {
        var record = try #require(
            Graduate.test().record(
                uuid: RecordID(at: TestRegister.now),
                institutionNameFa: "الف",
                institutionNameEn: "A"
            )
        )
        record.firstNameFa = ""
        record.lastNameFa = "رستم"
        record.firstNameEn = ""
        record.lastNameEn = ""
        #expect(ShareField.holder.value(in: record) == .name(fa: "رستم", en: ""))
    }

    @Test func `every field of a whole record has a value`() throws {
        let record = try #require(
            Graduate.test().record(
                uuid: RecordID(at: TestRegister.now),
                institutionNameFa: "الف",
                institutionNameEn: "A"
            )
        )
        for field in ShareField.allCases { #expect(field.value(in: record) != nil, "\(field)") }
    }
}
