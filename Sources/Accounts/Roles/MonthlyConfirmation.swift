package import Persian
package import VerifyCore

/// The confirmation of a month by the head of an institution, who is responsible for what is issued in its name (R143).
package struct MonthlyConfirmation: Sendable, Equatable {
    /// The code of the institution.
    package let organisation: String
    /// The month; nil when the row was changed by hand.
    package let month: ConfirmedMonth?
    /// How many roles the list of people had.
    package let people: Int
    /// How many codes were issued in the month.
    package let codes: Int
    /// The digest of both lists.
    package let digest: [UInt8]
    /// The head who confirmed.
    package let confirmedBy: PersonID
    /// When it was confirmed.
    package let confirmedAt: Timestamp
    /// The verdict on the seal of the row.
    package let seal: Keyring.SealVerdict

    /// The days after the end of a month after which its confirmation is late; SAORG may set another number.
    package static let dueDays: Int64 = 10

    /// Returns when the confirmation of a month is late.
    package static func due(of month: ConfirmedMonth) -> Timestamp {
        month.end.adding(seconds: dueDays * 86_400)
    }

    /// Returns the last day on which the confirmation of a month is in time.
    package static func lastDay(of month: ConfirmedMonth) -> CivilDate {
        due(of: month).adding(seconds: -1).tehranDate
    }
}

/// What a head confirms: the people who had roles in the month, and the codes issued in the name of the institution.
package struct ConfirmedLists: Sendable, Equatable {
    /// The code of the institution.
    package let organisation: String
    /// The month.
    package let month: ConfirmedMonth
    /// The roles that were valid at some moment of the month.
    package let grants: [RoleGrant]
    /// How many codes were issued.
    package let codes: Int
    /// The digest of the identities of these codes, by the register.
    package let codesDigest: [UInt8]

    /// Both lists of an institution.
    package init(
        of organisation: String,
        in month: ConfirmedMonth,
        grants: [RoleGrant],
        codes: Int,
        codesDigest: [UInt8]
    ) {
        self.organisation = organisation
        self.month = month
        self.grants = grants
        self.codes = codes
        self.codesDigest = codesDigest
    }

    /// Whether there is nothing to confirm.
    package var isEmpty: Bool { grants.isEmpty && codes == 0 }

    /// SHA-256 over institution, month, each role with its person and period, and the codes.
    ///
    /// The end of a role that is still valid is left out: it may be set later, and the list of the month is the same.
    package var digest: [UInt8] {
        let people = grants.map { grant in
            JSON.array([
                .string(grant.id), .string(grant.person.description), .string(grant.role.rawValue),
                .string(grant.from.description),
            ])
        }
        let lists: JSON = [
            "organisation": .string(organisation), "month": .string(month.description),
            "people": .array(people), "codes": .integer(Int64(codes)),
            "digest": .string(Base32.encode(codesDigest)),
        ]
        return SHA256.hash(lists.encoded())
    }
}
