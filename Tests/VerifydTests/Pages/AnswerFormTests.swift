import Accounts
import Casework
import Persian
import Testing

@testable import Pages
@testable import Web

/// The questions of a declaration as fields of a page, and back.
struct AnswerFormTests {
    private static func word(_ text: String) -> Wording { Wording(fa: text, en: text) }

    private static func field(
        _ name: FieldName,
        _ type: FieldType,
        required: Condition = .never,
        shown: Condition = .always
    ) -> FieldDefinition {
        FieldDefinition(name, word(name.text), type, required: required, shown: shown)
    }

    /// A form with each type that a page can send without files and organisations.
    private static let service = Service(
        "test",
        version: 1,
        word("Test"),
        owner: "graduates",
        opening: OpeningRule(by: [.person(.claimed)]),
        form: FormDefinition([
            field("line", .text), field("lines", .longText), field("number", .number),
            field("money", .money), field("day", .date),
            field("choice", .choice([Choice("a", word("A")), Choice("b", word("B"))])),
            field("why", .text, required: .always, shown: .equals("choice", "b")),
            field("national", .nationalID), field("foreigner", .foreignerID),
            field("passport", .passport), field("legal", .legalID), field("iban", .iban),
            field("mobile", .mobile), field("email", .email), field("post", .postalCode),
            field(
                "members",
                .group(
                    [
                        field("name", .text, required: .always),
                        field("since", .date, shown: .equals("choice", "a")),
                    ],
                    1...3
                )
            ),
            field("true", .declaration),
        ]),
        steps: []
    )

    private static let facts = RequestFacts(
        service: service,
        organisations: .none,
        files: [:],
        source: PrefillSource(person: [.lastFa: "همکار"])
    )

    private static let typed: TypedForm = [
        "line": "یک سطر", "lines": "دو\nسطر", "number": "12", "money": "130000",
        "day": "2020-09-21", "choice": "a", "national": "0084575948", "mobile": "+989121234567",
        "email": "a@example.org", "true": "yes",
        "members": .entries([["name": "اول", "since": "2021-03-21"], ["name": "دوم"]]),
    ]

    /// The fields that a browser would send back.
    private static func sent(_ drawn: AnswerFields) -> [String: String] {
        drawn.texts.merging(drawn.hidden.map { ($0.name, $0.value) }) { _, new in new }
    }

    @Test func `what is drawn and sent back unchanged gives the same answers`() throws {
        let drawn = AnswerFields(Self.facts, Self.typed)
        var reader = AnswerReader(Self.facts, Self.sent(drawn))
        let again = reader.read(over: Self.typed)
        #expect(reader.faults.isEmpty)
        #expect(reader.changedGroup == nil)
        let before = Self.service.form.read(Self.typed)
        #expect(Self.service.form.read(again) == before)
        guard case .values(let values) = before else {
            Issue.record("\(before)")
            return
        }
        #expect(Self.service.form.read(values.typed) == before)
    }

    @Test func `every question that is shown is a field with its name and its question`() {
        let names = AnswerFields(Self.facts, Self.typed).fields.map(\.name)
        for field in Self.service.form.fields where field.name != "why" {
            #expect(names.contains(field.name.text), "\(field.name)")
        }
        #expect(names.contains("members.1.name"))
        #expect(names.contains("members.1.since"))
    }

    @Test func `a question is shown by the answers before it, in entries of a group too`() {
        var typed = Self.typed
        #expect(!AnswerFields(Self.facts, typed).fields.contains { $0.name == "why" })
        typed.byName["choice"] = "b"
        let drawn = AnswerFields(Self.facts, typed)
        #expect(drawn.fields.contains { $0.name == "why" && $0.required != nil })
        #expect(!drawn.fields.contains { $0.name == "members.0.since" })
    }

    @Test func `an entry is added and removed by a button, and an empty one is none`() {
        let drawn = AnswerFields(Self.facts, Self.typed)
        var adding = AnswerReader(
            Self.facts,
            Self.sent(drawn).merging(["do.add.members": "yes"]) { _, new in new }
        )
        guard case .entries(let more) = adding.read(over: Self.typed).byName["members"] else {
            Issue.record("no entries")
            return
        }
        #expect(more.count == 3)
        #expect(adding.changedGroup == "members")
        var removing = AnswerReader(
            Self.facts,
            Self.sent(drawn).merging(["do.remove.members.0": "yes"]) { _, new in new }
        )
        #expect(
            removing.read(over: Self.typed).byName["members"] == .entries([["name": "دوم"]])
        )
        var blank = Self.sent(drawn)
        for name in ["name", "since-day", "since-month", "since-year"] {
            blank["members.1.\(name)"] = ""
        }
        var emptied = AnswerReader(Self.facts, blank)
        guard case .entries(let rest) = emptied.read(over: Self.typed).byName["members"] else {
            Issue.record("no entries")
            return
        }
        #expect(rest.count == 1)
    }

    @Test func `a date that is none comes back as it was typed, in its three fields`() {
        var reader = AnswerReader(
            Self.facts,
            ["day-day": "۳۰", "day-month": "اسفند", "day-year": "۱۴۰۰"]
        )
        let typed = reader.read(over: TypedForm())
        let drawn = AnswerFields(Self.facts, typed)
        #expect(drawn.texts["day-day"] == "۳۰")
        #expect(drawn.texts["day-month"] == "اسفند")
        #expect(drawn.texts["day-year"] == "۱۴۰۰")
        guard case .problems(let problems) = Self.service.form.read(typed) else {
            Issue.record("no problem")
            return
        }
        #expect(problems.map { drawn.anchor($0.pointer) } == ["day"])
    }

    @Test func `a problem leads to its field, in an entry of a group too`() {
        var typed = Self.typed
        typed.byName["members"] = .entries([["name": "اول"], [:]])
        let drawn = AnswerFields(Self.facts, typed)
        #expect(drawn.anchor("/form/members/1/name") == "members.1.name")
        #expect(drawn.anchor("/form/members") == "members")
        #expect(drawn.anchor("/form/line") == "line")
    }

    @Test(arguments: [
        (Int64(130_000), "۱۳۰٬۰۰۰ ریال، سیزده هزار تومان"), (10_000, "۱۰٬۰۰۰ ریال، هزار تومان"),
        (0, "۰ ریال، صفر تومان"), (25, "۲۵ ریال، دو تومان و ۵ ریال"),
        (
            12_345_670,
            "۱۲٬۳۴۵٬۶۷۰ ریال، یک میلیون و دویست و سی و چهار هزار و پانصد و شصت و هفت تومان"
        ),
    ])
    func `an amount is checked in toman words`(amount: Int64, words: String) throws {
        #expect(try #require(Rials(amount)).inWords.fa == words)
    }

    @Test func `the name of a file cannot turn its direction`() {
        #expect("\u{202E}gpj.exe".isolatedName == "\u{2068}gpj.exe\u{2069}")
    }
}
