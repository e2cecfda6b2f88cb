package import Persian
import VerifyCore

extension Answer {
    /// Returns the JSON object of an answer, over HTTP and on the command line.
    ///
    /// What differs between answers is written; the sentences of most verdicts are encoded once.
    ///
    /// `moment`: `checkedAt` in RFC 3339, which a daemon formats once a second.
    /// `reference`: Names the check; nil where no log holds it.
    package func json(checkedAt: Timestamp, _ moment: String, reference: String?) -> [UInt8] {
        var writer = JSONWriter(capacity: 1536)
        writer.object { writer in
            writer.member("verdict", verdict.rawValue)
            if isTest { writer.member("test", true) }
            writer.member("checked_at", moment)
            writer.member("reference", reference)
            writer.member(
                "records_as_of",
                recordsAsOf == checkedAt ? moment : recordsAsOf.description
            )
            writer.name("degree")
            if let degree { writer.degree(degree) } else { writer.null() }
            if let suggestion { writer.member("suggestion", suggestion.grouped) }
            if let statusDate { writer.member("status_date", statusDate.description) }
            if let reason { writer.member("reason", reason.rawValue) }
            if let retryAfter { writer.member("retry_after", retryAfter) }
            if isFormerCode { writer.member("former_code", true) }
            if let keyWithdrawnOn {
                writer.member("key_withdrawn_on", keyWithdrawnOn.description)
            }
            writer.members(encodedSentences ?? Self.sentences(VerdictWording(self)))
        }
        return writer.bytes
    }

    /// The sentences of the answers that are usual; nil for the others.
    private var encodedSentences: [UInt8]? {
        guard !isTest, !isFormerCode, typing == nil, missingKey == nil, keyWithdrawnOn == nil,
            degree?.isDatumOnPaper != true
        else { return nil }
        if verdict == .valid, degree?.namesHolder == true { return Self.namedSentences }
        return Self.sentences[verdict]
    }

    private static let namedSentences = sentences(.validWithName)

    private static let sentences = Dictionary(
        uniqueKeysWithValues: Verdict.allCases.map { ($0, sentences(VerdictWording($0))) }
    )

    /// Returns the members that end every answer.
    private static func sentences(_ wording: VerdictWording) -> [UInt8] {
        let object: JSON = [
            "message": JSON(wording.message), "next_step": JSON(wording.nextStep),
        ]
        return Array(object.encoded().dropFirst().dropLast())
    }
}

extension JSONWriter {
    /// Writes the fields of the tier, and nothing else.
    fileprivate mutating func degree(_ degree: DegreeView) {
        object { writer in
            writer.member("document_kind", degree.documentKind.rawValue)
            writer.member("level", degree.level.rawValue)
            writer.name("institution")
            writer.object { writer in
                writer.member("code", degree.institution.code)
                writer.member("name_fa", degree.institution.nameFa)
                writer.member("name_en", degree.institution.nameEn)
            }
            writer.member("year", degree.year)
            writer.member("holder_masked", degree.holderMasked)
            if let claimed = degree.claimed { writer.members(of: claimed) }
            guard let detail = degree.detail else { return }
            writer.member("holder_fa", detail.holderFa)
            writer.member("holder_en", detail.holderEn)
            writer.name("field")
            writer.object { writer in
                writer.member("fa", detail.fieldFa)
                writer.member("en", detail.fieldEn)
            }
            writer.member("graduation_date", detail.graduationDate.description)
            writer.member("diploma_number", detail.diplomaNumber)
            writer.member("mode", detail.mode.rawValue)
        }
    }

    /// Writes what a token carries; a claim that it lacks is left out.
    private mutating func members(of claimed: DegreeView.Claimed) {
        if let holderFa = claimed.holderFa { member("holder_fa", holderFa) }
        if let fieldFa = claimed.fieldFa {
            name("field")
            object { writer in
                writer.member("fa", fieldFa)
                writer.member("en", claimed.fieldEn)
            }
        }
        if let date = claimed.graduationDate { member("graduation_date", date.description) }
        if let mode = claimed.mode { member("mode", mode.rawValue) }
    }
}
