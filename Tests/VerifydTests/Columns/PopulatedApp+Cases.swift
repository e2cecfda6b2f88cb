import Accounts
import Persian
import Registry
import Store
import Testing
import VerifyCore

@testable import Casework
@testable import Web

/// The persons of the cases.
struct CasePersons {
    let applicant: PersonID
    let head: PersonID
    let reviewer: PersonID
    let requester: PersonID
    let approver: PersonID
}

extension PopulatedApp {
    /// The engine of the app with the service of these cases.
    static func cases(_ test: TestApp) -> Cases {
        let cases = test.app.domain.cases
        return Cases(
            catalog: ServiceCatalog([.opinion]),
            effects: [:],
            cartables: cases.cartables,
            outbox: cases.outbox,
            files: cases.files
        )
    }

    /// Leaves cases in each state: one that is closed after a correction and opinions, one with open errands, one that waits
    /// for its applicant; cartables with and without holder, facts, holds and drafts.
    static func leaveCases(_ test: TestApp, _ persons: CasePersons) async throws {
        let now = test.app.edge.now()
        try await addHolders(test, persons)
        let engine = try CaseMoves(cases: cases(test), at: now)
        let closed = try await engine.open(by: persons.applicant, "1")
        try await engine.move("return", closed, by: persons.reviewer) {
            $0.returned = [
                FieldReturn(field: "/text", reason: "unclear", note: "twice"),
                FieldReturn(field: "/institution", reason: "other"),
            ]
        }
        try await engine.move("resubmit", closed, by: persons.applicant) {
            $0.form = ["institution": "1001", "text": "clear"]
        }
        try await engine.ask(closed, by: persons.reviewer)
        try await engine.answer(closed, by: persons.head, "Yes.")
        try await engine.answer(closed, by: persons.reviewer, "No.")
        let asked = try await engine.open(by: persons.head, "2")
        try await engine.ask(asked, by: persons.reviewer)
        try await engine.answer(asked, by: persons.head, "Perhaps.")
        let returned = try await engine.open(by: persons.applicant, "3")
        try await engine.move("return", returned, by: persons.reviewer) {
            $0.returned = [FieldReturn(field: "/text", reason: "unclear")]
        }
        try await leaveFacts(of: [closed, asked], persons, test)
        let claimed = try await engine.open(by: persons.applicant, "4")
        let result = try await test.app.domain.registry.database.write { connection in
            try engine.cases.claim(
                claimed,
                by: .person(persons.reviewer, provedAt: nil, session: .staff),
                at: now,
                in: connection
            )
        }
        #expect(result == .done)
        try await Feed(database: test.app.domain.registry.database).number(by: "test", at: now)
    }

    private static func addHolders(_ test: TestApp, _ persons: CasePersons) async throws {
        let (cartables, now) = (test.app.domain.cases.cartables, test.app.edge.now())
        let keys = test.app.domain.keyring.current
        try await test.app.domain.registry.database.write { connection in
            try ServicePhases.set(.on, of: Service.opinion.id, by: keys, in: connection)
            // The second reviewer row ends the first one.
            for (role, person) in [
                (Role.reviewer, persons.reviewer), (.reviewer, persons.reviewer),
                (.head, persons.head),
            ] {
                let cartable = try cartables.ensure(
                    role,
                    Service.opinion.id,
                    "1001",
                    at: now,
                    in: connection
                )
                let result = try cartables.approve(
                    person,
                    for: cartable,
                    requestedBy: persons.requester,
                    approvedBy: persons.approver,
                    until: now.adding(seconds: 300 * 86_400),
                    at: now,
                    in: connection
                )
                guard case .done = result else { throw StoreError.conflict }
            }
            // Without holder, and requested.
            let missing = try cartables.ensure(
                .confirmer,
                Service.opinion.id,
                "1001",
                at: now,
                in: connection
            )
            _ = try cartables.request(missing, by: "case", at: now, in: connection)
        }
    }

    private static func leaveFacts(
        of ids: [String],
        _ persons: CasePersons,
        _ test: TestApp
    ) async throws {
        let (cases, now) = (cases(test), test.app.edge.now())
        let keys = test.app.domain.keyring.current
        for (index, id) in ids.enumerated() {
            _ = try await cases.report(
                FactKind("deposit", isGlobal: index == 0),
                key: "key \(index)",
                body: "body \(index)",
                from: "fund \(index)",
                about: id,
                at: now
            )
            try await test.app.domain.registry.database.write { connection in
                _ = try CaseHolds.lay(
                    "debt \(index)",
                    on: persons.applicant,
                    because: "reason \(index)",
                    by: id,
                    at: now,
                    keys: keys,
                    in: connection
                )
                let draft = CaseDraft(
                    owner: persons.applicant,
                    service: Service.opinion.id,
                    caseID: id,
                    version: index + 1,
                    body: [UInt8(index)],
                    page: "page \(index)",
                    changedAt: now
                )
                try CaseWrites.draft(draft, by: keys, in: connection)
            }
        }
    }
}

/// Moves of persons, each of which must succeed.
private struct CaseMoves {
    let cases: Cases
    let at: Timestamp

    init(cases: Cases, at now: Timestamp) throws {
        (self.cases, at) = (cases, now)
    }

    func open(by person: PersonID, _ text: String) async throws -> String {
        let result = try await cases.open(
            OpenRequest(
                Service.opinion.id,
                moveID: "open \(text)",
                by: .person(person, session: .staff),
                form: ["institution": "1001", "text": .text(text)],
                at: at
            )
        )
        return try #require(result.receipt?.caseID, "\(result)")
    }

    func move(
        _ action: ActionName,
        _ id: String,
        by person: PersonID,
        _ fill: (inout MoveInputs) -> Void
    ) async throws {
        let snapshot = try #require(try await cases.snapshot(id))
        var inputs = MoveInputs()
        fill(&inputs)
        let result = try await cases.move(
            MoveRequest(
                action,
                of: id,
                moveID: "\(id) \(snapshot.file.revision)",
                revision: snapshot.file.revision,
                by: .person(person, provedAt: at, session: .staff),
                inputs: inputs,
                at: at
            )
        )
        #expect(result.receipt != nil, "\(action): \(result)")
    }

    func ask(_ id: String, by person: PersonID) async throws {
        try await move("ask", id, by: person) { $0.note = "What do you think?" }
    }

    func answer(_ id: String, by person: PersonID, _ text: String) async throws {
        try await move("answer", id, by: person) { $0.note = text }
    }
}

extension Service {
    /// A service with a form that goes back, errands and texts.
    static let opinion = Service(
        "column-opinion",
        version: 1,
        Wording(fa: "نظرخواهی", en: "Opinion"),
        owner: "saorg",
        opening: OpeningRule(by: [.person(.claimed)], once: ["text"]),
        form: FormDefinition([
            FieldDefinition(
                "institution",
                Wording(fa: "دانشگاه", en: "University"),
                .organisation
            ),
            FieldDefinition("text", Wording(fa: "متن", en: "Text"), .text),
        ]),
        clocks: [ClockRule("work", .workDays(20), calendar: .ownerUnit)],
        steps: [
            Step(
                "review",
                Wording(fa: "بررسی", en: "Review"),
                waitsFor: .cartable(.reviewer, .chosen("institution")),
                clock: "work",
                actions: [
                    CaseAction(
                        "return",
                        Wording(fa: "بازگرداندن", en: "Return"),
                        requires: [.returnedFields],
                        to: .step("correction")
                    ),
                    CaseAction(
                        "ask",
                        Wording(fa: "پرسش", en: "Ask"),
                        requires: [.note],
                        to: .step("opinions")
                    ),
                ]
            ),
            Step(
                "correction",
                Wording(fa: "اصلاح", en: "Correction"),
                waitsFor: .applicant,
                timers: .reminders(after: 7, 12, lapse: 15, "lapse"),
                actions: [
                    CaseAction(
                        "resubmit",
                        Wording(fa: "ارسال دوباره", en: "Send again"),
                        requires: [.form],
                        to: .step("review")
                    ),
                    CaseAction(
                        "lapse",
                        Wording(fa: "پایان مهلت", en: "End of the term"),
                        by: [.clock],
                        to: .closed(.lapsed)
                    ),
                ]
            ),
            Step(
                "opinions",
                Wording(fa: "نظرها", en: "Opinions"),
                waitsFor: .errands,
                clock: "work",
                errands: .opinions(
                    [.reviewer: .chosen("institution"), .head: .chosen("institution")],
                    until: .all
                ),
                joined: "joined",
                actions: [
                    CaseAction(
                        "answer",
                        Wording(fa: "پاسخ", en: "Answer"),
                        by: [.addressee],
                        requires: [.note],
                        to: .stay
                    ),
                    CaseAction(
                        "joined",
                        Wording(fa: "پاسخ داده شد", en: "Answered"),
                        by: [.clock],
                        to: .closed(.granted)
                    ),
                ]
            ),
        ],
        examples: []
    )
}
