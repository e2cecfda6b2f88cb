import Persian
import Registry
import VerifyCore

extension Verification {
    /// An answer of the database, as the object that a server would give.
    ///
    /// There is no `reference`: nobody but this process knows of the question.
    init(_ answer: Answer, subject: String, checkedAt: Timestamp) {
        let wording = VerdictWording(answer)
        var members: [JSON.Member] = [
            .init("subject", .string(subject)),
            .init("verdict", .string(answer.verdict.rawValue)),
            .init("checked_at", .string(checkedAt.description)),
            .init("reference", .null),
            .init("records_as_of", .string(answer.recordsAsOf.description)),
            .init("degree", answer.degree.map(JSON.init) ?? .null),
        ]
        if let suggestion = answer.suggestion {
            members.append(.init("suggestion", .string(suggestion.grouped)))
        }
        if let date = answer.statusDate {
            members.append(.init("status_date", .string(date.description)))
        }
        if let reason = answer.reason {
            members.append(.init("reason", .string(reason.rawValue)))
        }
        if let seconds = answer.retryAfter {
            members.append(.init("retry_after", JSON(seconds)))
        }
        members.append(.init("message", JSON(wording.message)))
        members.append(.init("next_step", JSON(wording.nextStep)))
        self.init(verdict: answer.verdict, object: .object(members))
    }
}

extension Verification {
    /// Too many tries, as a verdict like the others.
    init(refused subject: String, for seconds: Int?) {
        let wording = VerdictWording(.rateLimited)
        self.init(
            verdict: .rateLimited,
            object: [
                "subject": .string(subject), "verdict": .string(Verdict.rateLimited.rawValue),
                "retry_after": JSON(seconds), "degree": .null,
                "message": JSON(wording.message), "next_step": JSON(wording.nextStep),
            ]
        )
    }
}

extension JSON {
    /// A sentence in both languages.
    init(_ wording: Wording) {
        self = ["fa": .string(wording.fa), "en": .string(wording.en)]
    }

    /// What a verifier sees of a degree.
    init(_ degree: DegreeView) {
        var members: [Member] = [
            .init("document_kind", .string(degree.documentKind.rawValue)),
            .init("level", .string(degree.level.rawValue)),
            .init(
                "institution",
                [
                    "code": .string(degree.institution.code),
                    "name_fa": .string(degree.institution.nameFa),
                    "name_en": .string(degree.institution.nameEn),
                ]
            ),
            .init("year", JSON(degree.year)),
            .init("holder_masked", .string(degree.holderMasked)),
        ]
        if let detail = degree.detail {
            members += [
                .init("holder_fa", .string(detail.holderFa)),
                .init("holder_en", .string(detail.holderEn)),
                .init("field", ["fa": .string(detail.fieldFa), "en": .string(detail.fieldEn)]),
                .init("graduation_date", .string(detail.graduationDate.description)),
                .init("diploma_number", .string(detail.diplomaNumber)),
                .init("mode", .string(detail.mode.rawValue)),
            ]
        }
        self = .object(members)
    }
}
