import Accounts
import Persian
import Testing
import VerifyCore

@testable import Casework

/// A case as its readers see it, and as another version has it.
struct SnapshotTests {
    @Test
    func `a reader sees the answers, files and returns of the fields that admit the reader`() {
        let snapshot = Self.snapshot
        let applicant = snapshot.visible(to: [.applicant], under: .permit)
        #expect(applicant.values == Self.values)
        #expect(applicant.files.map(\.field) == ["/members/0/proof"])
        #expect(applicant.returned.map(\.field) == ["/employer"])
        let holder = snapshot.visible(to: [.holder], under: .permit)
        #expect(holder.values["employer"] == nil)
        #expect(holder.values["members"] == .entries([["name": .text("Ali")]]))
        #expect(holder.files == [])
        #expect(holder.returned == [])
        let other = snapshot.visible(to: [], under: .permit)
        #expect(other.values.isEmpty)
        #expect(other.events == [])
    }

    @Test
    func `identity, notes and events follow the rules of the service`() {
        let snapshot = Self.snapshot
        let holder = snapshot.visible(to: [.holder], under: .permit)
        #expect(holder.applicant == PersonID("p1"))
        #expect(holder.events.map(\.hasNote) == [true])
        let applicant = snapshot.visible(to: [.applicant], under: .permit)
        #expect(applicant.applicant == PersonID("p1"))
        #expect(applicant.events.map(\.hasNote) == [])
        let respondent = snapshot.visible(to: [.respondent], under: .permit)
        #expect(respondent.applicant == nil)
        #expect(respondent.subject == nil)
    }

    @Test
    func `a field that the form does not have is shown to no reader`() {
        var snapshot = Self.snapshot
        snapshot.returned = [FieldReturn(field: "/unknown", reason: "wrong")]
        let all = Set(Viewer.allCases)
        #expect(snapshot.visible(to: all, under: .permit).returned == [])
    }

    @Test
    func `an event of an action without a rule is seen by every party`() {
        #expect(Service.permit.viewers(ofEvent: "escalate") == [.holder, .ownerUnit])
        #expect(Service.permit.viewers(ofEvent: "agree").contains(.applicant))
        #expect(!Service.permit.viewers(ofEvent: "agree").contains(.everyone))
    }

    @Test
    func `an action counts only since the last submission`() {
        var snapshot = Self.snapshot
        #expect(snapshot.lastEvent("escalate")?.seq == 2)
        snapshot.submission?.seq = 3
        #expect(snapshot.lastEvent("escalate") == nil)
    }

    @Test(arguments: [
        (JoinRule.all, 2, false), (.all, 3, true), (.any, 0, false), (.any, 1, true),
        (.atLeast(2), 1, false), (.atLeast(2), 2, true),
        (.lapse(.all, after: .days(1), then: "x"), 2, false),
        (.lapse(.any, after: .days(1), then: "x"), 1, true),
    ])
    func `a rule of errands is met by its number of answers`(
        rule: JoinRule,
        answered: Int,
        isMet: Bool
    ) {
        #expect(rule.isMet(answered: answered, of: 3) == isMet)
    }
}

/// A mapping between versions covers every step and every field that may be required.
struct MigrationTests {
    private static let complete = CaseMigration(
        of: "sample",
        from: 1,
        to: 2,
        steps: ["review": "review", "applicant": "applicant", "confirm": "confirm"],
        fields: ["institution": "institution", "person": "person", "scan": "scan"]
    )

    private static let new: Service = {
        var draft = ServiceDraft()
        draft.version = 2
        return draft.service
    }()

    @Test
    func `a complete mapping has no fault`() {
        #expect(
            Self.complete.faults(
                from: VersionOutline(ServiceDraft().service),
                to: VersionOutline(Self.new)
            ) == []
        )
    }

    @Test(
        arguments: [
            ([:], [:], .unmappedStep("confirm")),
            (["confirm": "nowhere"], [:], .unknownStep("nowhere")),
            ([:], ["nothing": "scan"], .unknownField("nothing")),
            ([:], ["scan": "nothing"], .unknownField("nothing")),
            ([:], ["scan": "person"], .otherType("scan")),
        ] as [([StepName: StepName], [FieldName: FieldName], MigrationFault)]
    )
    func `what is left out or does not fit is named`(
        steps: [StepName: StepName],
        fields: [FieldName: FieldName],
        fault: MigrationFault
    ) {
        var allSteps = Self.complete.steps.merging(steps) { $1 }
        if case .unmappedStep(let step) = fault { allSteps[step] = nil }
        let mapping = CaseMigration(
            of: "sample",
            from: 1,
            to: 2,
            steps: allSteps,
            fields: Self.complete.fields.merging(fields) { $1 }
        )
        #expect(
            mapping.faults(
                from: VersionOutline(ServiceDraft().service),
                to: VersionOutline(Self.new)
            ).contains(fault)
        )
    }

    @Test
    func `another service, a missing field and errands are rejected`() {
        let old = VersionOutline(ServiceDraft().service)
        #expect(Self.complete.faults(from: old, to: old) == [.versions])
        let without = CaseMigration(
            of: "sample",
            from: 1,
            to: 2,
            steps: Self.complete.steps,
            fields: ["institution": "institution", "scan": "scan"]
        )
        #expect(
            without.faults(from: old, to: VersionOutline(Self.new)) == [.unmappedField("person")]
        )
        #expect("\(MigrationFault.unmappedField("person"))".contains("person"))
    }

    @Test
    func `answers, and the places of what was returned, move with their fields`() {
        let mapping = CaseMigration(
            of: "permit",
            from: 1,
            to: 2,
            steps: ["review": "second-review"],
            fields: ["firm": "employer"]
        )
        #expect(mapping.values(SnapshotTests.values) == ["firm": .text("10380284790")])
        #expect(mapping.pointer("/employer") == "/firm")
        #expect(mapping.pointer("/employer/0/name") == "/firm/0/name")
        #expect(mapping.pointer("/members") == nil)
        let read = CaseMigration(of: "permit", from: 1, to: 2, text: mapping.text)
        #expect(read == mapping)
        #expect(CaseMigration(of: "permit", from: 1, to: 2, text: "step review") == nil)
    }

    @Test
    func `a version is the same from its declaration and from its text`() throws {
        for service in TestServices.catalog.services {
            let read = try #require(VersionOutline(canonicalText: service.canonicalText))
            #expect(read == VersionOutline(service))
            #expect(read.steps.map(\.name) == service.steps.map(\.name))
            #expect(read.steps.map(\.waitsFor) == service.steps.map(\.waitsFor.canonicalText))
            #expect(
                read.steps.map(\.errands) == service.steps.map { $0.errands?.canonicalText }
            )
            #expect(read.fields.map(\.name) == service.form.fields.map(\.name))
            #expect(
                read.fields.map(\.isNeverRequired)
                    == service.form.fields.map { $0.required == .never }
            )
        }
        #expect(VersionOutline(canonicalText: "service permit") == nil)
    }
}

extension SnapshotTests {
    static let values: FormValues = [
        "employer": .text("10380284790"),
        "members": .entries([["name": .text("Ali"), "proof": .files([file])]]),
    ]

    private static let hash = SHA256.digest(of: [1].span)
    private static let file = FileReference(document: "d", hash: hash, shownName: "p.jpg")
    private static let moment = Timestamp(secondsSinceEpoch: 1_795_000_000)

    static let snapshot = CaseSnapshot(
        file: CaseFile(
            id: "c1",
            tracking: "4821390724",
            service: "permit",
            version: 1,
            openedBy: PersonID("p1"),
            subject: "p1",
            organisation: "1004",
            step: "applicant",
            waiting: .applicant,
            since: moment,
            dueAt: moment,
            openedAt: moment
        ),
        submission: Submission(
            formVersion: 1,
            values: values,
            digest: CanonicalForm(formVersion: 1, values: values).digest,
            sentAt: moment,
            seq: 1
        ),
        returned: [FieldReturn(field: "/employer", reason: "wrong")],
        files: [FileDecision(field: "/members/0/proof", file: file)],
        events: [
            CaseEvent(
                seq: 2,
                move: "m2",
                action: "escalate",
                fromStep: "review",
                toStep: "review",
                actor: "clock",
                capacity: .clock,
                via: .timer,
                at: moment,
                revision: 2,
                noteDigest: hash,
                viewers: Service.permit.viewers(ofEvent: "escalate"),
                inputsDigest: hash
            )
        ]
    )
}
