import Persian
import Store
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts
@testable import Casework

/// The open cases of one version get another one, by two persons.
@Suite struct CaseMigrationTests {
    /// Permits at each step of the first version.
    private struct Permits {
        let review: String
        let returned: String
        let agreed: String
        let edited: String
        let closed: String
        var all: [String] { [review, returned, agreed, edited, closed] }
    }

    private func permits(_ test: TestCases) async throws -> Permits {
        _ = try await test.cases.recordReleases(at: test.clock.now)
        try await test.staffCartables(of: "permit")
        var ids: [String] = []
        for number in 1...5 {
            var form = WalkForms.form(of: "permit", 0, number: number)
            form.byName["remarks"] = "Soon, please."
            form.byName["postcode"] = "1581944734"
            let opening = OpenRequest(
                "permit",
                moveID: "open \(number)",
                by: .person(test.id("person")),
                form: form,
                at: test.clock.now
            )
            let result = try await test.cases.open(opening)
            ids.append(try #require(result.receipt?.caseID, "\(result)"))
        }
        try await test.move("return", of: ids[1], by: "reviewer", "return") {
            $0.returned = [
                FieldReturn(field: "/remarks", reason: "wrong"),
                FieldReturn(field: "/postcode", reason: "wrong"),
            ]
        }
        try await test.move("agree", of: ids[2], by: "reviewer", "agree") {
            $0.decisions = [TypedDecision("/scan", isAccepted: true)]
        }
        try await test.move("withdraw", of: ids[4], by: "person", "withdraw")
        return Permits(
            review: ids[0],
            returned: ids[1],
            agreed: ids[2],
            edited: ids[3],
            closed: ids[4]
        )
    }

    /// The same database under a program with other declarations.
    private func program(_ test: TestCases, _ services: [Service]) -> TestCases {
        var other = test
        other.cases = Cases(
            catalog: ServiceCatalog(services),
            effects: test.cases.effects,
            cartables: test.cases.cartables,
            outbox: test.cases.outbox,
            files: test.cases.files
        )
        return other
    }

    private func second(_ test: TestCases) -> TestCases {
        program(
            test,
            TestServices.catalog.services.map { $0.id == "permit" ? .secondPermit : $0 }
        )
    }

    private func mapping(_ new: TestCases) async throws -> CaseMigration {
        let migrations = CaseMigrations(new.cases)
        return CaseMigration(
            from: try await migrations.outline(of: "permit", 1),
            to: VersionOutline(.secondPermit),
            steps: ["review": "check"],
            fields: ["comment": "remarks"]
        )
    }

    @Test(arguments: TestEngine.allCases)
    func `a program without a version does not start, and its message names the way out`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            _ = try await permits(test)
            let new = second(test)
            let error = await #expect(throws: ServiceReleaseRefusal.self) {
                try await new.cases.recordReleases(at: test.clock.now)
            }
            #expect(
                error?.hint.contains("verify-cli cases migrate preview permit --from 1") == true
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a preview shows each case under the new version, and writes nothing`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let permits = try await permits(test)
            let new = second(test)
            let before = try await rows(of: permits.all, test)
            var shown: [String: MigratedCase] = [:]
            let count = try await CaseMigrations(new.cases).preview(
                try await mapping(new),
                at: test.clock.now
            ) { shown[$0.caseID] = $0 }
            #expect(count == 4)
            #expect(shown[permits.closed] == nil)
            let review = try #require(shown[permits.review])
            #expect((review.from, review.to) == ("review", "check"))
            #expect(review.dueBefore == review.dueAfter)
            #expect(review.dropped == ["postcode"])
            #expect(shown[permits.agreed]?.to == "confirm")
            #expect(shown.values.allSatisfy { $0.problem == nil })
            #expect(try await rows(of: permits.all, test) == before)
            #expect(try await test.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what a mapping leaves out is named, and nothing is proposed`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            _ = try await permits(test)
            let new = second(test)
            let migrations = CaseMigrations(new.cases)
            let bare = CaseMigration(
                from: try await migrations.outline(of: "permit", 1),
                to: VersionOutline(.secondPermit)
            )
            await #expect(throws: MigrationError.faults([.unmappedStep("review")])) {
                try await migrations.propose(bare, by: test.id("office"), at: test.clock.now)
            }
            await #expect(throws: MigrationError.unknownText("permit", 7)) {
                try await migrations.outline(of: "permit", 7)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one person proposes and another one moves the cases, each with a sealed event`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            let permits = try await permits(test)
            let new = second(test)
            let (migrations, now) = (CaseMigrations(new.cases), test.clock.now)
            let claimed = try await test.cases.claim(
                permits.review,
                by: .staff("reviewer"),
                at: now
            )
            #expect(claimed == .done)
            let mapping = try await mapping(new)
            // A role in the unit is not enough: the help desk decides no case of it.
            for person in ["person", "desk"] {
                await #expect(throws: MigrationError.noRole) {
                    try await migrations.propose(mapping, by: test.id(person), at: now)
                }
            }
            let row = try await migrations.propose(mapping, by: test.id("office"), at: now)
            await #expect(throws: MigrationError.open(row.id)) {
                try await migrations.propose(mapping, by: test.id("second-office"), at: now)
            }
            await #expect(throws: MigrationError.samePerson) {
                try await migrations.confirm(row.id, by: test.id("office"), at: now)
            }
            await #expect(throws: MigrationError.noRole) {
                try await migrations.confirm(row.id, by: test.id("reviewer"), at: now)
            }
            // A case that an insider edited does not become right by the event.
            try await edit("opened_by = 'x'", of: permits.edited, test)
            var named: [MigratedCase] = []
            let report = try await migrations.confirm(row.id, by: test.id("second-office"), at: now)
            {
                if $0.problem != nil { named.append($0) }
            }
            #expect(report == MigrationReport(moved: 3, left: 1))
            #expect(named.map(\.caseID) == [permits.edited])
            #expect(named.map(\.problem) == [.integrity])
            let review = try #require(try await new.cases.snapshot(permits.review))
            #expect((review.file.version, review.file.step) == (2, "check"))
            #expect(review.file.claimedBy == test.id("reviewer"))
            let event = try #require(review.events.last)
            #expect((event.action, event.effectRef) == ("migrated", row.id))
            #expect(event.actor == test.id("second-office").description)
            #expect(review.submission?.values.text("comment") == "Soon, please.")
            #expect(review.submission?.values["postcode"] == nil)
            let closed = try await new.cases.snapshot(permits.closed)
            #expect(closed?.file.version == 1)
            // Another person cannot continue it; the same one can, once the row is right again.
            await #expect(throws: MigrationError.confirmedByOther) {
                try await migrations.confirm(row.id, by: test.id("requester"), at: now)
            }
            try await edit(
                "opened_by = '\(test.id("person"))'",
                of: permits.edited,
                test
            )
            let rest = try await migrations.confirm(row.id, by: test.id("second-office"), at: now)
            #expect(rest == MigrationReport(moved: 1, left: 0))
            #expect(try await migrations.pending().isEmpty)
            #expect(try await new.faults() == [])
            _ = try await new.cases.recordReleases(at: now)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func
        `moved cases continue: an agreement counts, a return keeps its place, and back leads to the new step`(
            _ engine: TestEngine
        ) async throws
    {
        try await TestCases.with(engine) { test in
            let permits = try await permits(test)
            let new = second(test)
            let (migrations, now) = (CaseMigrations(new.cases), test.clock.now)
            let mapping = try await mapping(new)
            let row = try await migrations.propose(mapping, by: test.id("office"), at: now)
            let report = try await migrations.confirm(row.id, by: test.id("second-office"), at: now)
            #expect(report == MigrationReport(moved: 4, left: 0))
            try await new.move("issue", of: permits.agreed, by: "office", "issue")
            #expect(test.applied.all.count == 1)
            let returned = try #require(try await new.cases.snapshot(permits.returned))
            #expect(returned.returned.map(\.field) == ["/comment"])
            var form = WalkForms.form(of: "permit", 0, number: 2)
            form.byName["comment"] = "As soon as you can."
            let sent = try await new.move("resubmit", of: permits.returned, by: "person", "again") {
                $0.form = form
            }
            #expect(sent.step == "check")
            try await new.move("agree", of: permits.returned, by: "reviewer", "agree") {
                $0.decisions = [TypedDecision("/scan", isAccepted: true)]
            }
            #expect(try await new.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after a kill the rest is moved, and no case twice`(_ engine: TestEngine) async throws {
        try await TestCases.with(engine) { test in
            let permits = try await permits(test)
            let new = second(test)
            let (migrations, now) = (CaseMigrations(new.cases), test.clock.now)
            let mapping = try await mapping(new)
            let row = try await migrations.propose(mapping, by: test.id("office"), at: now)
            // The first transaction of a confirmation whose process ended.
            let mover = CaseMover(
                new.cases,
                mapping,
                .secondPermit,
                by: .staff("second-office"),
                reference: row.id
            )
            _ = try await mover.moveAll([permits.review, permits.returned], at: now)
            let half = try await rows(of: permits.all, test)
            let report = try await migrations.confirm(row.id, by: test.id("second-office"), at: now)
            #expect(report == MigrationReport(moved: 2, left: 0))
            let all = try await rows(of: permits.all, test)
            #expect(all[0] == half[0] && all[1] == half[1])
            let again = try await mover.moveAll([permits.review], at: now)
            #expect(again.map(\.problem) == [.done])
            #expect(try await new.faults() == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `errands stay with a step of the same rule, and another rule leaves the case where it is`(
        _ engine: TestEngine
    ) async throws {
        try await TestCases.with(engine) { test in
            _ = try await test.cases.recordReleases(at: test.clock.now)
            try await test.staffCartables(of: "survey")
            let opened = try await test.cases.open(
                OpenRequest(
                    "survey",
                    moveID: "open",
                    by: .person(test.id("office"), session: .staff),
                    form: ["institution": "1004"],
                    at: test.clock.now
                )
            )
            let id = try #require(opened.receipt?.caseID, "\(opened)")
            let others = TestServices.catalog.services.filter { $0.id != "survey" }
            for (service, problem) in [
                (Service.thirdSurvey, MigrationObstacle.errands("all")), (.secondSurvey, nil),
            ] {
                let new = program(test, others + [service])
                let (migrations, now) = (CaseMigrations(new.cases), test.clock.now)
                let mapping = CaseMigration(
                    from: try await migrations.outline(of: "survey", 1),
                    to: VersionOutline(service)
                )
                let row = try await migrations.propose(mapping, by: test.id("office"), at: now)
                var found: [MigrationObstacle?] = []
                _ = try await migrations.confirm(row.id, by: test.id("second-office"), at: now) {
                    found.append($0.problem)
                }
                #expect(found == [problem])
                guard problem == nil else {
                    // What was begun and cannot end is put away by hand of the same person.
                    try await test.database.write {
                        var left = try #require(try MigrationRow.find(row.id, in: $0))
                        left.endedAt = now
                        try left.update(by: test.keyring.current, in: $0)
                    }
                    continue
                }
                for actor in ["reviewer", "confirmer", "desk"] {
                    _ = try await new.attempt("answer", of: id, by: actor, actor) {
                        $0.note = "Yes."
                    }
                }
                let after = try #require(try await new.cases.snapshot(id))
                #expect(after.file.version == 2)
                #expect(after.file.step != "all")
                #expect(try await new.faults() == [])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a mapping that was edited by hand moves nothing`(_ engine: TestEngine) async throws {
        try await TestCases.with(engine) { test in
            let permits = try await permits(test)
            let new = second(test)
            let (migrations, now) = (CaseMigrations(new.cases), test.clock.now)
            let mapping = try await mapping(new)
            let row = try await migrations.propose(mapping, by: test.id("office"), at: now)
            try await test.database.write {
                try $0.execute(
                    "UPDATE case_migration SET mapping = replace(mapping, 'review check', 'review confirm')"
                )
            }
            await #expect(throws: CaseError.integrityFailure("case_migration")) {
                try await migrations.confirm(row.id, by: test.id("second-office"), at: now)
            }
            var problems: [String] = []
            try await new.cases.checkOthers { problems.append($0) }
            #expect(problems == ["migration \(row.id) does not match its seal"])
            #expect(try await test.cases.snapshot(permits.review)?.file.version == 1)
        }
    }

    /// Version, step and number of events of cases.
    private func rows(of ids: [String], _ test: TestCases) async throws -> [String] {
        try await test.database.read { connection in
            try ids.map { id in
                try #require(
                    try connection.first(
                        "SELECT version, step, revision, due_at FROM case_file WHERE id = \(id)"
                    ) { row in
                        let due = try row.optionalText(3) ?? "closed"
                        return "\(try row.int(0)) \(try row.text(1)) \(try row.int(2)) \(due)"
                    }
                )
            }
        }
    }

    private func edit(_ change: String, of id: String, _ test: TestCases) async throws {
        let value = change.split(separator: "'").map(String.init)[1]
        try await test.database.write {
            try $0.execute("UPDATE case_file SET opened_by = \(value) WHERE id = \(id)")
        }
    }
}
