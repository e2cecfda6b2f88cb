/// The keys of a transcript's map and of its lines (docs/formats/transcript.md); a key never changes its meaning.
private enum Key {
    static let schema: Int64 = 0
    static let studentNumber: Int64 = 1
    static let level: Int64 = 2
    static let entranceYear: Int64 = 3
    static let passMark: Int64 = 4
    static let lines: Int64 = 5
    static let average: Int64 = 6
    static let credits: Int64 = 7
    static let basis: Int64 = 8
    static let terms: Int64 = 9

    enum TermAverage {
        static let year: Int64 = 1
        static let semester: Int64 = 2
        static let average: Int64 = 3
    }

    enum Line {
        static let year: Int64 = 1
        static let semester: Int64 = 2
        static let code: Int64 = 3
        static let titleFa: Int64 = 4
        static let titleEn: Int64 = 5
        static let kind: Int64 = 6
        static let theory: Int64 = 7
        static let practical: Int64 = 8
        static let mark: Int64 = 9
        static let word: Int64 = 10
        static let source: Int64 = 11
        static let leftOut: Int64 = 12
    }
}

extension Transcript {
    /// The layout of the transcripts that this version writes and reads.
    static let schema: UInt64 = 1

    /// Returns the transcript as deterministic CBOR.
    package func encoded() -> [UInt8] {
        var entries: [CBOR.Entry] = [
            .init(Key.schema, .unsigned(Self.schema)),
            .init(Key.studentNumber, .text(studentNumber)),
            .init(Key.level, .unsigned(UInt64(level.code))),
            .init(Key.entranceYear, .integer(Int64(entranceYear))),
            .init(Key.passMark, .integer(Int64(passMark))),
            .init(Key.lines, .array(lines.map(\.cbor))),
        ]
        if let average = totals.average {
            entries.append(.init(Key.average, .integer(Int64(average))))
        }
        entries.append(.init(Key.credits, .integer(Int64(totals.credits))))
        entries.append(.init(Key.basis, .unsigned(UInt64(totals.basis.rawValue))))
        entries.append(.init(Key.terms, .array(totals.terms.map(\.cbor))))
        return CBOR.map(entries).encoded()
    }

    /// The SHA-256 of the encoding: the first entry of the record's key 23, `files`.
    package var digest: Digest { SHA256.digest(of: encoded().span) }

    /// Reads a transcript; accepts exactly the bytes that `encoded()` returns.
    ///
    /// - Throws: `CBOR.DecodingError` for any other bytes.
    package init(decoding bytes: [UInt8]) throws(CBOR.DecodingError) {
        let map = try CBOR(decoding: bytes)
        guard map[Key.schema]?.unsigned == Self.schema,
            let student = map[Key.studentNumber]?.text,
            let level = map[Key.level]?.unsigned.flatMap(Level.init(code:)),
            let year = map.int(Key.entranceYear), let passMark = map.int(Key.passMark),
            let items = map[Key.lines]?.items, let credits = map.int(Key.credits),
            let basis = map.byte(Key.basis).flatMap(StatedTotals.Basis.init),
            let termItems = map[Key.terms]?.items
        else { throw .unexpectedItem }
        let lines = items.compactMap(TranscriptLine.init(cbor:))
        let terms = termItems.compactMap(TermAverage.init(cbor:))
        guard lines.count == items.count, terms.count == termItems.count,
            let totals = StatedTotals(
                average: map.int(Key.average),
                credits: credits,
                terms: terms,
                basis: basis
            ),
            let transcript = try? Transcript(
                studentNumber: student,
                level: level,
                entranceYear: year,
                passMark: passMark,
                lines: lines,
                totals: totals
            ), transcript.encoded() == bytes
        else { throw .unexpectedItem }
        self = transcript
    }
}

extension TranscriptLine {
    fileprivate var cbor: CBOR {
        var entries: [CBOR.Entry] = [
            .init(Key.Line.year, .integer(Int64(term.year))),
            .init(Key.Line.semester, .unsigned(UInt64(term.semester.rawValue))),
            .init(Key.Line.code, .text(code)),
            .init(Key.Line.titleFa, .text(titleFa)),
        ]
        if !titleEn.isEmpty { entries.append(.init(Key.Line.titleEn, .text(titleEn))) }
        entries += [
            .init(Key.Line.kind, .unsigned(UInt64(kind.code))),
            .init(Key.Line.theory, .integer(Int64(credits.theory))),
            .init(Key.Line.practical, .integer(Int64(credits.practical))),
        ]
        switch mark {
        case .number(let mark): entries.append(.init(Key.Line.mark, .integer(Int64(mark))))
        case .word(let word): entries.append(.init(Key.Line.word, .unsigned(UInt64(word.code))))
        case .transferred(let source): entries.append(.init(Key.Line.source, .text(source)))
        }
        if !counts { entries.append(.init(Key.Line.leftOut, .unsigned(1))) }
        return .map(entries)
    }

    /// Reads the map of a line; nil for a map that is none.
    ///
    /// Another order and unknown keys are found by encoding again.
    fileprivate init?(cbor map: CBOR) {
        guard let year = map.int(Key.Line.year),
            let semester = map.byte(Key.Line.semester).flatMap(Term.Semester.init),
            let term = Term(year, semester), let code = map[Key.Line.code]?.text,
            let titleFa = map[Key.Line.titleFa]?.text,
            let number = map.byte(Key.Line.kind),
            let kind = CourseKind.allCases.first(where: { $0.code == number }),
            let theory = map.int(Key.Line.theory), let practical = map.int(Key.Line.practical),
            let credits = CourseCredits(theory: theory, practical: practical),
            let mark = CourseMark(cbor: map)
        else { return nil }
        self.init(
            term: term,
            code: code,
            titleFa: titleFa,
            titleEn: map[Key.Line.titleEn]?.text ?? "",
            kind: kind,
            credits: credits,
            mark: mark,
            counts: map[Key.Line.leftOut] == nil
        )
    }
}

extension TermAverage {
    fileprivate var cbor: CBOR {
        var entries: [CBOR.Entry] = [
            .init(Key.TermAverage.year, .integer(Int64(term.year))),
            .init(Key.TermAverage.semester, .unsigned(UInt64(term.semester.rawValue))),
        ]
        if let average { entries.append(.init(Key.TermAverage.average, .integer(Int64(average)))) }
        return .map(entries)
    }

    /// Reads the map of a term; nil for a map that is none.
    fileprivate init?(cbor map: CBOR) {
        guard let year = map.int(Key.TermAverage.year),
            let semester = map.byte(Key.TermAverage.semester).flatMap(Term.Semester.init),
            let term = Term(year, semester)
        else { return nil }
        self.init(term, map.int(Key.TermAverage.average))
    }
}

extension CourseMark {
    /// Reads the mark of a line; nil for none or for one that does not exist.
    fileprivate init?(cbor map: CBOR) {
        if let mark = map.int(Key.Line.mark) {
            self.init(hundredths: mark)
        } else if let number = map.byte(Key.Line.word) {
            guard let word = Word.allCases.first(where: { $0.code == number }) else { return nil }
            self = .word(word)
        } else if let source = map[Key.Line.source]?.text {
            self.init(transferredFrom: source)
        } else {
            return nil
        }
    }
}

extension CBOR {
    fileprivate func int(_ key: Int64) -> Int? {
        self[key]?.integer.flatMap(Int.init(exactly:))
    }

    fileprivate func byte(_ key: Int64) -> UInt8? {
        self[key]?.unsigned.flatMap(UInt8.init(exactly:))
    }
}

extension CBOR.Entry {
    fileprivate init(_ key: Int64, _ value: CBOR) { self.init(CBOR.integer(key), value) }
}
