package import Accounts
package import Persian
package import VerifyCore

/// A row of `case_party`: the part of a person or organisation in a case.
package struct CaseParty: Sendable, Hashable {
    /// The part.
    package var role: PartyRole
    /// Which one of those with the same part, from 0.
    package var ordinal: Int
    /// The person; nil for an organisation.
    package var person: PersonID?
    /// The organisation; nil for a person.
    package var organisation: OrganisationCode?
    /// The event with which it began.
    package var sinceSeq: Int64
    /// The event with which it ended; nil while it lasts.
    package var untilSeq: Int64?

    /// A row by its columns.
    package init(
        role: PartyRole,
        ordinal: Int = 0,
        person: PersonID? = nil,
        organisation: OrganisationCode? = nil,
        sinceSeq: Int64 = 1,
        untilSeq: Int64? = nil
    ) {
        self.role = role
        self.ordinal = ordinal
        self.person = person
        self.organisation = organisation
        self.sinceSeq = sinceSeq
        self.untilSeq = untilSeq
    }
}

/// A row of `submission`, with the values of its body: one version of a form that was sent.
package struct Submission: Sendable, Hashable {
    /// The number in the case, from 1.
    package var number: Int
    /// The version of the form.
    package var formVersion: Int
    /// The answers.
    package var values: FormValues
    /// The SHA-256 of the canonical form of the answers.
    package var digest: Digest
    /// When it was sent.
    package var sentAt: Timestamp
    /// The event that brought it.
    package var seq: Int64

    /// A row by its columns.
    package init(
        number: Int = 1,
        formVersion: Int,
        values: FormValues,
        digest: Digest,
        sentAt: Timestamp,
        seq: Int64
    ) {
        self.number = number
        self.formVersion = formVersion
        self.values = values
        self.digest = digest
        self.sentAt = sentAt
        self.seq = seq
    }
}

/// A row of `field_return`: a field or an entry of the last submission that goes back to the applicant.
package struct FieldReturn: Sendable, Hashable {
    /// The JSON pointer of the field.
    package var field: String
    /// Which file of the field, from 0.
    package var ordinal: Int
    /// The reason.
    package var reason: String
    /// What the applicant reads; nil where the reason is enough.
    package var note: String?
    /// The submission that answered it; nil while it waits.
    package var answeredBySubmission: Int?

    /// A row by its columns.
    package init(
        field: String,
        ordinal: Int = 0,
        reason: String,
        note: String? = nil,
        answeredBySubmission: Int? = nil
    ) {
        self.field = field
        self.ordinal = ordinal
        self.reason = reason
        self.note = note
        self.answeredBySubmission = answeredBySubmission
    }
}

/// A row of `case_document`: a file of a submission, with the decision about it.
package struct FileDecision: Sendable, Hashable {
    /// The JSON pointer of the field.
    package var field: String
    /// Which file of the field, from 0.
    package var ordinal: Int
    /// The file.
    package var file: FileReference
    /// The decision; nil while there is none.
    package var isAccepted: Bool?
    /// The event of the decision.
    package var decidedSeq: Int64?
    /// Why it was returned.
    package var reason: String?

    /// A row by its columns.
    package init(
        field: String,
        ordinal: Int = 0,
        file: FileReference,
        isAccepted: Bool? = nil,
        decidedSeq: Int64? = nil,
        reason: String? = nil
    ) {
        self.field = field
        self.ordinal = ordinal
        self.file = file
        self.isAccepted = isAccepted
        self.decidedSeq = decidedSeq
        self.reason = reason
    }
}

/// A row of `fact`: information from outside, stored before a move uses it.
package struct Fact: Sendable, Hashable {
    /// The name of the kind.
    package var kind: String
    /// The key, such as a reference.
    package var key: String
    /// What is known.
    package var body: String
    /// Where it comes from.
    package var source: String
    /// When it was stored.
    package var at: Timestamp
    /// The event that used it; nil while none did.
    package var usedBySeq: Int64?

    /// A row by its columns.
    package init(
        kind: String,
        key: String,
        body: String,
        source: String,
        at: Timestamp,
        usedBySeq: Int64? = nil
    ) {
        self.kind = kind
        self.key = key
        self.body = body
        self.source = source
        self.at = at
        self.usedBySeq = usedBySeq
    }
}

/// A row of `errand`: work that was requested from another party.
package struct CaseErrand: Sendable, Hashable {
    /// The id.
    package var id: String
    /// The kind.
    package var kind: String
    /// The party: a cartable or a person; `.none` for a sub-case and an office outside.
    package var to: Waiting
    /// The sub-case; nil for others.
    package var child: String?
    /// The event that requested it.
    package var askedSeq: Int64
    /// Until when.
    package var dueAt: Timestamp
    /// When it ended; nil while it is open.
    package var endedAt: Timestamp?
    /// How it ended; nil while it is open.
    package var ending: ErrandEnding?
    /// The answer; nil where there is none.
    package var answer: String?
    /// The office outside that answers; nil for others.
    package var outside: OrganisationCode?

    /// A row by its columns.
    package init(
        id: String,
        kind: String,
        to: Waiting,
        child: String? = nil,
        askedSeq: Int64,
        dueAt: Timestamp,
        endedAt: Timestamp? = nil,
        ending: ErrandEnding? = nil,
        answer: String? = nil,
        outside: OrganisationCode? = nil
    ) {
        self.id = id
        self.kind = kind
        self.to = to
        self.child = child
        self.askedSeq = askedSeq
        self.dueAt = dueAt
        self.endedAt = endedAt
        self.ending = ending
        self.answer = answer
        self.outside = outside
    }
}

/// How an errand ended (`errand.ending`).
package enum ErrandEnding: String, Sendable, Hashable, CaseIterable {
    /// The party answered.
    case answered
    /// The party that requested it took it back.
    case withdrawn
    /// Its time passed.
    case lapsed
}
