import Casework
import Persian
import Testing
import VerifyCore

/// A typed form becomes values, or all of its problems.
struct FormReaderTests {
    @Test
    func `a complete form becomes values in their canonical form`() throws {
        var typed = Permit.typed
        typed.byName["institution"] = "۱۰۰۴"
        typed.byName["account"] = "480170000000105123456789"
        typed.byName["fee"] = "۱۳۰٬۰۰۰"
        typed.byName["on"] = "۱۴۰۳/۰۹/۱۴"
        typed.byName["mobile"] = "0912 345 6789"
        typed.byName["passport"] = "deu c01x00t47"
        typed.byName["remarks"] = "  يك \r\n\r\n دو\n"
        let values = try Self.values(typed)
        #expect(values["institution"] == .text("1004"))
        #expect(values["account"] == .text("IR480170000000105123456789"))
        #expect(values["fee"] == Rials(130_000).map { .money($0) })
        #expect(values.text("on") == "2024-12-04")
        #expect(values["mobile"] == .text("+989123456789"))
        #expect(values["passport"] == .text("DEU C01X00T47"))
        #expect(values["remarks"] == .text("یک\n\nدو"))
        #expect(values["purpose"] == .choice("study"))
        #expect(values["true"] == .confirmed)
        #expect(values["employer"] == nil)
    }

    @Test(
        arguments: [
            ("number", .text(String(repeating: "ا", count: 201)), .length),
            ("number", "a\u{7}b", .format),
            ("copies", "twelve", .format),
            ("copies", "1234567890123456789", .length),
            ("fee", "-5O", .format),
            ("on", "1403/13/01", .format),
            ("purpose", "fun", .choice),
            ("person", "0084575949", .format),
            ("foreigner", "000000000000", .format),
            ("passport", "C01X00T47", .format),
            ("account", "IR480170000000105123456780", .format),
            ("email", "name@example", .format),
            ("mobile", "02196664000", .format),
            ("postcode", "4472415819", .format),
            ("institution", "9999", .organisation),
            ("institution", "a b", .organisation),
            ("true", "no", .confirmation),
            ("true", "", .required),
            ("scan", .documents([]), .required),
            ("scan", "scan.pdf", .type),
            ("scan", .documents([TypedDocument("other", name: "x")]), .document),
            ("scan", .documents([TypedDocument("photo", name: "x")]), .kind),
            ("members", .documents([]), .type),
            (
                "members", .entries([["name": "a"], ["name": "b"], ["name": "c"], ["name": "d"]]),
                .tooMany
            ),
            ("number", .entries([]), .type),
        ] as [(String, TypedValue, FormProblem.Reason)]
    )
    func `a wrong answer is reported at its field`(
        field: String,
        typed value: TypedValue,
        reason: FormProblem.Reason
    ) {
        var typed = Permit.typed
        typed.byName[field] = value
        let problems = Self.problems(typed).filter { $0.pointer.hasPrefix("/\(field)") }
        #expect(problems.map(\.reason) == [reason])
        #expect(problems.allSatisfy { !$0.sentence.fa.isEmpty && !$0.sentence.en.isEmpty })
    }

    @Test
    func `all problems are returned together, in the order of the form`() {
        let problems = Self.problems([
            "purpose": "work", "account": "x", "surname": "Kazemi",
            "members": .entries([["name": "Ali"], ["paid": "yes", "amount": "a lot"]]),
        ])
        #expect(
            problems.map { "\($0.pointer) \($0.reason.rawValue)" } == [
                " unknown", "/institution required", "/number required", "/employer required",
                "/account format", "/scan required", "/members/0/proof required",
                "/members/1/name required", "/members/1/amount format", "/true required",
            ]
        )
        #expect(!problems.contains { $0.sentence.en.contains("surname") })
    }

    @Test
    func `an answer to a question that is not shown is dropped`() throws {
        var typed = Permit.typed
        typed.byName["employer"] = "not an id"
        #expect(try Self.values(typed)["employer"] == nil)
        typed.byName["purpose"] = "work"
        #expect(Self.problems(typed).map(\.pointer) == ["/employer"])
    }

    @Test
    func `what depends on a wrong answer is not reported as missing`() {
        var typed = Permit.typed
        typed.byName["purpose"] = "fun"
        typed.byName["fee"] = "x"
        #expect(Self.problems(typed).map(\.pointer) == ["/fee", "/purpose"])
    }

    @Test
    func `a condition in a group sees the entry first, and then the form around it`() throws {
        var typed = Permit.typed
        typed.byName["members"] = .entries([["name": "Ali", "paid": "yes", "amount": "5"]])
        let values = try Self.values(typed)
        #expect(
            values["members"]
                == .entries([
                    [
                        "name": .text("Ali"), "paid": .choice("yes"),
                        "amount": try .money(Rials(parsing: "5")),
                    ]
                ])
        )
    }

    @Test
    func `a file is too large, is there twice, or keeps a harmless name`() throws {
        var typed = Permit.typed
        typed.byName["scan"] = .documents([
            TypedDocument("scan", name: "x"), TypedDocument("scan", name: "y"),
        ])
        #expect(Self.problems(typed).map { "\($0.pointer) \($0.reason)" } == ["/scan/1 repeated"])
        typed.byName["scan"] = .documents([TypedDocument("large", name: "x")])
        #expect(Self.problems(typed).map(\.reason) == [.bytes])
        typed.byName["scan"] = .documents([
            TypedDocument("scan", name: "../../\u{202E}gpj.exe\u{7}")
        ])
        guard case .files(let files) = try Self.values(typed)["scan"] else {
            Issue.record("no file")
            return
        }
        #expect(files.map(\.shownName) == ["gpj.exe"])
    }

    @Test
    func `a form names at most twenty files`() {
        let entry: TypedForm = ["files": .documents((0..<15).map { .init("d\($0)", name: "") })]
        let form = FormDefinition([
            FieldDefinition(
                "entries",
                .test("Entries"),
                .group(
                    [FieldDefinition("files", .test("F"), .file(FileRule(count: 1...20)))],
                    1...2
                )
            )
        ])
        let files = (0..<15).map { number in
            ("d\(number)", Self.file("d\(number)", UInt8(number), .pdf))
        }
        let facts = FormFacts(files: Dictionary(uniqueKeysWithValues: files))
        let reading = form.read(["entries": .entries([entry, entry])], knowing: facts)
        guard case .problems(let problems) = reading else {
            Issue.record("read")
            return
        }
        #expect(problems.map { "\($0.pointer) \($0.reason)" } == ["/entries/1/files tooMany"])
    }

    @Test
    func `a first answer comes from the registers, and a difference is named`() throws {
        let source = PrefillSource(
            person: [.mobile: "+989123456789"],
            graduate: [.documentNumber: "الف/۱۲۳"]
        )
        #expect(
            Permit.form.prefilled(from: source) == ["mobile": "+989123456789", "number": "الف/۱۲۳"]
        )
        var typed = Permit.typed
        typed.byName["mobile"] = "09120000000"
        #expect(Permit.form.differences(of: try Self.values(typed), from: source) == ["mobile"])
    }
}

extension FormReaderTests {
    static let facts = FormFacts(
        files: [
            "scan": file("scan", 1, .pdf), "photo": file("photo", 2, .png),
            "large": file("large", 3, .pdf, 10_000_001),
        ],
        organisations: ["1004"]
    )

    static func file(
        _ id: String,
        _ byte: UInt8,
        _ kind: FileKind,
        _ bytes: Int = 1_000
    ) -> StoredFile {
        StoredFile(
            document: id,
            hash: SHA256.digest(of: [byte].span),
            kind: kind,
            bytes: bytes
        )
    }

    static func values(_ typed: TypedForm) throws -> FormValues {
        switch Permit.form.read(typed, knowing: facts) {
        case .values(let values): return values
        case .problems(let problems): throw UnexpectedProblems(problems: problems)
        }
    }

    static func problems(_ typed: TypedForm) -> [FormProblem] {
        switch Permit.form.read(typed, knowing: facts) {
        case .values: []
        case .problems(let problems): problems
        }
    }
}

/// A form that should have been read was not.
struct UnexpectedProblems: Error {
    let problems: [FormProblem]
}
