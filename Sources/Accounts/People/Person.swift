package import Persian
import Store
import VerifyCore

/// A natural person with an ID number.
package struct Person: Sendable, Hashable {
    /// The id.
    package let id: PersonID
    /// Whether the person's number is matched.
    package let level: Level
    /// The names.
    package let name: PersonName
    /// The day of birth.
    package let birthDate: CivilDate
    /// The mobile number; nil for none.
    package let mobile: Mobile?
    /// When the mobile number was proven the last time; nil for one that never was.
    package let mobileProvenAt: Timestamp?
    /// The e-mail address; nil for none.
    package let email: EmailAddress?
    /// When the e-mail address was proven the last time; nil for one that never was.
    package let emailProvenAt: Timestamp?
    /// The numbers, ended ones included.
    package let numbers: [PersonNumber]
    /// Earlier names, one a line; empty for none.
    package let formerNames: String
    /// The language of messages.
    package let language: MessageLanguage
    /// Whether the person lives abroad.
    package let isAbroad: Bool
    /// Whether the registers answered that the person has died.
    package let isDeceased: Bool
    /// The person with which this one was joined.
    package let joinedInto: PersonID?
    /// When it was blocked; nil for a person that is not.
    package let blockedAt: Timestamp?
    /// When the claim or the person was made.
    package let createdAt: Timestamp

    /// How far a person's identity is known.
    package enum Level: Int, Sendable, Comparable {
        /// The person claims the number.
        case claimed = 0
        /// The number is matched with the national registers, or attested in presence.
        case matched = 1

        /// A higher level permits more.
        package static func < (one: Level, other: Level) -> Bool { one.rawValue < other.rawValue }
    }

    /// Whether the person may sign in at all.
    package var maySignIn: Bool { blockedAt == nil && !isDeceased && joinedInto == nil }

    /// The proven contact to which codes go: the mobile number first; nil without one.
    package var provenContact: Contact? {
        if let mobile, mobileProvenAt != nil { return .mobile(mobile) }
        if let email, emailProvenAt != nil { return .email(email) }
        return nil
    }

    /// Every proven contact.
    package var provenContacts: [Contact] {
        var contacts: [Contact] = []
        if let mobile, mobileProvenAt != nil { contacts.append(.mobile(mobile)) }
        if let email, emailProvenAt != nil { contacts.append(.email(email)) }
        return contacts
    }

    /// The contact of a channel, proven or not.
    package func contact(_ channel: AccountMessage.Channel) -> Contact? {
        switch channel {
        case .sms: mobile.map { .mobile($0) }
        case .email: email.map { .email($0) }
        }
    }

    /// The number by which the registers know the person: a proven one before a claim, a national ID before others.
    package var number: IDNumber? {
        let current = numbers.filter { $0.endedAt == nil }
        let proven = current.filter(\.isProven)
        let candidates = proven.isEmpty ? current : proven
        return (candidates.first { $0.number.kind == .national } ?? candidates.first)?.number
    }
}

/// The names of a person.
package struct PersonName: Sendable, Hashable {
    /// The first name in Persian letters.
    package let firstFa: String
    /// The family name in Persian letters.
    package let lastFa: String
    /// The first name in Latin letters, as in the passport; empty when it is not known.
    package let firstEn: String
    /// The family name in Latin letters; empty when it is not known.
    package let lastEn: String

    /// The most characters of a name, in Unicode scalars.
    package static let limit = 100

    /// Names in the form for storing.
    ///
    /// - Throws: `PeopleError.name` when both names of one script are missing, a name is too long or it has
    ///   control characters.
    package init(
        firstFa: String,
        lastFa: String,
        firstEn: String = "",
        lastEn: String = ""
    ) throws(PeopleError) {
        self.firstFa = Letters.stored(firstFa)
        self.lastFa = Letters.stored(lastFa)
        self.firstEn = Letters.stored(firstEn)
        self.lastEn = Letters.stored(lastEn)
        let all = [self.firstFa, self.lastFa, self.firstEn, self.lastEn]
        guard !(self.lastFa.isEmpty && self.lastEn.isEmpty),
            all.allSatisfy({ name in
                name.unicodeScalars.count <= Self.limit
                    && !name.unicodeScalars.contains { $0.properties.generalCategory == .control }
            })
        else { throw PeopleError.name }
    }

    /// Names that the database has.
    init(stored firstFa: String, _ lastFa: String, _ firstEn: String, _ lastEn: String) {
        self.firstFa = firstFa
        self.lastFa = lastFa
        self.firstEn = firstEn
        self.lastEn = lastEn
    }

    /// Both names in Persian letters, or in Latin ones where there are none.
    package var full: String {
        let persian = "\(firstFa) \(lastFa)"
        let name = lastFa.isEmpty ? "\(firstEn) \(lastEn)" : persian
        return Letters.stored(name)
    }

    /// The text in which a search finds parts of names.
    var searchKey: String {
        [firstFa, lastFa, firstEn, lastEn].map { Letters.key($0) }.joined(separator: " ")
    }

    /// Bytes in whose order lists are sorted.
    var sortKey: [UInt8] { Letters.collationKey("\(lastFa) \(firstFa) \(lastEn) \(firstEn)") }
}

/// A number of a person.
package struct PersonNumber: Sendable, Hashable {
    /// The number.
    package let number: IDNumber
    /// How it is known.
    package let source: NumberSource
    /// When it was matched or attested; nil for a claim.
    package let provenAt: Timestamp?
    /// When it ended, as a renewed passport does; nil for one that is in force.
    package let endedAt: Timestamp?

    /// Whether it belongs to one person only: proven, and in force.
    package var isProven: Bool { provenAt != nil && endedAt == nil }
}

/// How a number of a person is known.
package enum NumberSource: String, Sendable, CaseIterable {
    /// The person typed it.
    case claim
    /// The national registers matched it.
    case identityCheck = "identity-check"
    /// Two attesters saw the document.
    case attestation
    /// An administrator or head typed it into an invitation.
    case invitation
    /// The ceremony of the first administrators.
    case bootstrap
}

extension NumberSource: SQLBindable {}

/// What a person, or an administrator for it, gives to make a person.
package struct PersonDraft: Sendable, Hashable {
    /// The number.
    package let number: IDNumber
    /// The names.
    package let name: PersonName
    /// The day of birth.
    package let birthDate: CivilDate
    /// The contact; nil for none yet.
    package let contact: Contact?
    /// The language of messages.
    package let language: MessageLanguage
    /// Whether the person lives abroad.
    package let isAbroad: Bool

    /// A draft with all of its parts.
    package init(
        number: IDNumber,
        name: PersonName,
        birthDate: CivilDate,
        contact: Contact?,
        language: MessageLanguage = .fa,
        isAbroad: Bool = false
    ) {
        self.number = number
        self.name = name
        self.birthDate = birthDate
        self.contact = contact
        self.language = language
        self.isAbroad = isAbroad
    }
}
