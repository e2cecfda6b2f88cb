package import Persian
import VerifyCore

/// The identity of a person, as an attester read it from a document in the person's presence (flow 3).
///
/// The person has registered before, because only the person accepts the terms and proves the contact.
package struct Attestation: Sendable, Hashable {
    /// The person who registered with the number and proved the contact.
    package let person: PersonID
    /// Another person who has the number already, and whose contact is lost (flow 8); nil without one.
    package let owner: PersonID?
    /// The number of the document.
    package let number: IDNumber
    /// The names of the document.
    package let name: PersonName
    /// The day of birth in the document.
    package let birthDate: CivilDate
    /// The contact that the person proved.
    package let contact: Contact
    /// The document that was seen, in the words of the attester.
    package let document: String
    /// The code of the organisation at which the person was present.
    package let organisation: String

    /// The most Unicode scalars of `document`.
    package static let documentLimit = 200

    /// The persons that it is about: the one who keeps the number comes first.
    var persons: [PersonID] { [owner, person].compactMap(\.self) }
}

/// What opening an attestation led to.
package enum AttestationOutcome: Sendable {
    /// Another attester of the organisation has to confirm it.
    case proposed(Proposal)
    /// No person registered with this number and proved this contact.
    case notRegistered
    /// The number belongs to a person who signs in with a password: two administrators reset the credentials.
    case staff
    /// The number belongs to a person who is blocked or deceased.
    case closed
}

/// The stored form.
extension Attestation {
    var json: JSON {
        let draft = PersonDraft(
            number: number,
            name: name,
            birthDate: birthDate,
            contact: contact
        )
        return [
            "person": .string(person.description), "owner": JSON(owner?.description),
            "draft": draft.json, "document": .string(document),
            "organisation": .string(organisation),
        ]
    }

    init?(_ json: JSON) {
        guard let person = json["person"]?.string,
            let draft = json["draft"].flatMap(PersonDraft.init(json:)),
            let contact = draft.contact, let document = json["document"]?.string,
            let organisation = json["organisation"]?.string
        else { return nil }
        self.person = PersonID(person)
        owner = json["owner"]?.string.map { PersonID($0) }
        number = draft.number
        name = draft.name
        birthDate = draft.birthDate
        self.contact = contact
        self.document = document
        self.organisation = organisation
    }
}
