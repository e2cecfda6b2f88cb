internal import Persian
internal import VerifyCore

extension Conformance {
    static func encodeTranscript(_ arguments: Arguments) throws -> [JSON.Member] {
        let fields = TranscriptFields(try arguments.value("transcript"))
        try fields.requireNames([
            "student_number", "level", "entrance_year", "pass_mark", "lines", "average", "credits",
            "basis", "terms",
        ])
        guard
            let totals = StatedTotals(
                average: try fields.optionalInt("average"),
                credits: try fields.int("credits"),
                terms: try fields.list("terms").map { try $0.termAverage() },
                basis: try fields.basis()
            )
        else { throw TranscriptFields.malformed("average") }
        do {
            let transcript = try Transcript(
                studentNumber: Letters.stored(fields.text("student_number")),
                level: fields.level(),
                entranceYear: fields.int("entrance_year"),
                passMark: fields.int("pass_mark"),
                lines: fields.list("lines").map { try $0.line() },
                totals: totals
            )
            return [
                JSON.Member("bytes", .string(Hex.encode(transcript.encoded()))),
                JSON.Member("sha256", .string(Hex.encode(transcript.digest.bytes))),
            ]
        } catch let error as TranscriptError {
            throw TranscriptFields.malformed(error.field)
        }
    }

    static func computeTotals(_ arguments: Arguments) throws -> [JSON.Member] {
        let fields = TranscriptFields(
            .object([
                JSON.Member("level", try arguments.value("level")),
                JSON.Member("entrance_year", try arguments.value("entrance_year")),
                JSON.Member("lines", try arguments.value("lines")),
            ])
        )
        let lines = try fields.list("lines").map { try $0.line() }.sorted()
        guard
            let rules = MarkRules.of(try fields.level(), enteredIn: try fields.int("entrance_year"))
        else { throw Refusal("NO_RULES") }
        let totals = ComputedTotals(lines, rules)
        return [
            JSON.Member("pass_mark", .integer(Int64(rules.passMark))),
            JSON.Member("average", json(totals.average)),
            JSON.Member("credits", .integer(Int64(totals.credits))),
            JSON.Member(
                "terms",
                .array(
                    totals.terms.map {
                        .object([
                            JSON.Member("year", .integer(Int64($0.term.year))),
                            JSON.Member("semester", .string($0.term.semester.word)),
                            JSON.Member("average", json($0.average)),
                        ])
                    }
                )
            ),
            JSON.Member("probation_terms", .integer(Int64(totals.probationTerms))),
        ]
    }

    private static func json(_ number: Int?) -> JSON {
        number.map { .integer(Int64($0)) } ?? .null
    }
}

/// The members of a transcript, a line or a term in JSON, by the names of docs/formats/transcript.md.
private struct TranscriptFields {
    private let json: JSON

    init(_ json: JSON) {
        self.json = json
    }

    static func malformed(_ name: String) -> Refusal {
        Refusal("FIELD", [JSON.Member("field", .string(name))])
    }

    func requireNames(_ names: Set<String>) throws {
        guard let members = json.members else { throw Self.malformed("transcript") }
        if let unknown = members.first(where: { !names.contains($0.name) }) {
            throw Self.malformed(unknown.name)
        }
    }

    func optionalInt(_ name: String) throws -> Int? {
        guard let value = json[name], value != .null else { return nil }
        guard let number = value.integer.flatMap(Int.init(exactly:)) else {
            throw Self.malformed(name)
        }
        return number
    }

    func int(_ name: String) throws -> Int {
        guard let number = try optionalInt(name) else { throw Self.malformed(name) }
        return number
    }

    func text(_ name: String) throws -> String {
        guard let text = json[name]?.string else { throw Self.malformed(name) }
        return text
    }

    func list(_ name: String) throws -> [TranscriptFields] {
        guard let items = json[name]?.array else { throw Self.malformed(name) }
        return items.map(TranscriptFields.init)
    }

    func level() throws -> Level {
        guard let level = Level(rawValue: try text("level")) else { throw Self.malformed("level") }
        return level
    }

    func basis() throws -> StatedTotals.Basis {
        switch try text("basis") {
        case "computed": .computed
        case "stated": .stated
        default: throw Self.malformed("basis")
        }
    }

    func term() throws -> Term {
        let word = try text("semester")
        guard let semester = Term.Semester.allCases.first(where: { $0.word == word }) else {
            throw Self.malformed("semester")
        }
        guard let term = Term(try int("year"), semester) else { throw Self.malformed("year") }
        return term
    }

    func termAverage() throws -> TermAverage {
        try requireNames(["year", "semester", "average"])
        return TermAverage(try term(), try optionalInt("average"))
    }

    func line() throws -> TranscriptLine {
        try requireNames([
            "year", "semester", "code", "title_fa", "title_en", "kind", "theory", "practical",
            "mark", "word",
            "source", "left_out",
        ])
        guard let kind = CourseKind(rawValue: try text("kind")) else {
            throw Self.malformed("kind")
        }
        guard
            let credits = CourseCredits(theory: try int("theory"), practical: try int("practical"))
        else { throw Self.malformed("theory") }
        guard
            let line = TranscriptLine(
                term: try term(),
                code: Letters.stored(try text("code")),
                titleFa: Letters.stored(try text("title_fa")),
                titleEn: Letters.stored(json["title_en"]?.string ?? ""),
                kind: kind,
                credits: credits,
                mark: try mark(),
                counts: json["left_out"] != .bool(true)
            )
        else { throw Self.malformed("code") }
        return line
    }

    private func mark() throws -> CourseMark {
        let given = ["mark", "word", "source"].filter { json[$0] != nil && json[$0] != .null }
        guard given.count == 1 else { throw Self.malformed("mark") }
        switch given[0] {
        case "mark":
            guard let mark = CourseMark(hundredths: try int("mark")) else {
                throw Self.malformed("mark")
            }
            return mark
        case "word":
            guard let word = CourseMark.Word(rawValue: try text("word")) else {
                throw Self.malformed("word")
            }
            return .word(word)
        default:
            guard let mark = CourseMark(transferredFrom: Letters.stored(try text("source"))) else {
                throw Self.malformed("source")
            }
            return mark
        }
    }
}

extension Term.Semester {
    fileprivate var word: String {
        switch self {
        case .first: "first"
        case .second: "second"
        case .summer: "summer"
        }
    }
}

extension TranscriptError {
    fileprivate var field: String {
        switch self {
        case .studentNumber: "student_number"
        case .entranceYear: "entrance_year"
        case .passMark: "pass_mark"
        case .count, .courseTwice: "lines"
        case .terms: "terms"
        }
    }
}
