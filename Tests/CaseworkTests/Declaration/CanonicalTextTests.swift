import Casework
import Persian
import Testing

/// The fingerprint pins what a case depends on, and nothing that may be corrected.
struct CanonicalTextTests {
    @Test
    func `titles, help and sentences are not part of the fingerprint`() {
        var draft = ServiceDraft()
        let before = draft.service.fingerprint
        draft.title = Wording(fa: "نو", en: "New")
        draft.fields[2] = FieldDefinition(
            "scan",
            Wording(fa: "نو", en: "New"),
            .file(FileRule()),
            help: .test("Help")
        )
        draft.examples = []
        #expect(draft.service.fingerprint == before)
        #expect(before.utf8.count == 64)
    }

    @Test
    func `each other part changes it`() {
        for (what, change) in Self.changes {
            var draft = ServiceDraft()
            let before = draft.service.fingerprint
            change(&draft)
            #expect(draft.service.fingerprint != before, "\(what)")
        }
    }

    @Test
    func `the name of a guard or an effect changes it, the sentence does not`() {
        func fingerprint(_ name: GuardName, _ effect: Effect, _ sentence: String) -> String {
            var draft = ServiceDraft()
            let condition = Guard(name, .test(sentence)) { _ in true }
            draft.add(
                CaseAction("x", .test("X"), guards: [condition], effects: [effect], to: .stay),
                to: "review"
            )
            return draft.service.fingerprint
        }
        let first = fingerprint("g", Effect("e"), "No.")
        #expect(fingerprint("g", Effect("e"), "Never.") == first)
        #expect(fingerprint("h", Effect("e"), "No.") != first)
        #expect(fingerprint("g", Effect("f"), "No.") != first)
        #expect(fingerprint("g", Effect("e", issues: true), "No.") != first)
    }

    @Test
    func `words that could be confused have different texts`() {
        func text(_ choices: [String]) -> String {
            var draft = ServiceDraft()
            let type = FieldType.choice(choices.map { Choice($0, .test($0)) })
            draft.fields.append(FieldDefinition("pick", .test("Pick"), type))
            return draft.service.canonicalText
        }
        #expect(text(["a b"]) != text(["a", "b"]))
        #expect(text(["a\" \"b"]) != text(["a", "b"]))
    }

    @Test
    func `the canonical text of a small service is this`() {
        #expect(
            Service.inquiry.canonicalText == """
                service inquiry version 1 sector g2g
                owner graduates objection -
                keeps 30 180 3650
                opens [effect] about none
                once []
                preconditions []
                effects []
                exclusions []
                identity [holder owner-unit]
                notes [holder owner-unit]
                form 1
                clock answer 3wd owner-unit
                  runs [] pauses []
                  breach []
                step answer cartable(help-desk unit(graduates)) clock answer
                  action answer to closed(granted)
                    by []
                    requires [note]
                    guards []
                    exclusions []
                    effects []
                    marks []
                    notifies [applicant]

                """
        )
    }
}

extension CanonicalTextTests {
    private static var changes: [(String, (inout ServiceDraft) -> Void)] {
        [
            ("a version", { $0.version = 2 }),
            (
                "an opener",
                { $0.opening = OpeningRule(by: [.anonymous], once: ["opener", "institution"]) }
            ),
            ("a once-key", { $0.opening = OpeningRule(by: [.person(.matched)]) }),
            ("a field", { $0.fields.removeLast() }),
            ("the order of fields", { $0.fields.reverse() }),
            (
                "a condition",
                {
                    $0.fields[2] = FieldDefinition(
                        "scan",
                        .test("Scan"),
                        .file(FileRule()),
                        required: .not(.equals("person", "x"))
                    )
                }
            ),
            (
                "a rule of files",
                {
                    $0.fields[2] = FieldDefinition(
                        "scan",
                        .test("Scan"),
                        .file(FileRule(count: 1...2))
                    )
                }
            ),
            ("a clock", { $0.clocks[0] = ClockRule("office", .hours(5)) }),
            ("an exclusion", { $0.exclusions = [.parties] }),
            ("a reader", { $0.visibility = VisibilityRules(notes: [.applicant]) }),
            ("a period", { $0.retention = RetentionRule(drafts: 1) }),
            ("an objection", { $0.objection = "other" }),
            ("an action", { $0.add(CaseAction("x", .test("X"), to: .stay), to: "review") }),
            ("a step", { $0.steps.removeLast() }),
        ]
    }
}
