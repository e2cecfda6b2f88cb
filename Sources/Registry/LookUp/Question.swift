/// What somebody who holds a document asks the register.
package struct Question: Sendable {
    /// What is asked about.
    package enum Subject: Sendable {
        /// An authenticity code as it was typed.
        case code(String)
        /// The text of a QR code (the whole address, or its base32 part).
        case token(String)
    }

    /// One thing that the asker knows about the holder; a right one opens tier T1 (design §6).
    package enum Datum: Sendable {
        /// The holder's family name, in Persian or Latin letters.
        case familyName(String)
        /// The year of birth; above 1700 it is Gregorian.
        case birthYear(String)
        /// The last four digits of the holder's ID number.
        case idLast4(String)
    }

    /// What is asked about.
    package let subject: Subject
    /// What the asker knows of the holder beside it; opens T1 when it is right.
    package let datum: Datum?

    /// A question about a subject, with or without a datum about its holder.
    package init(_ subject: Subject, knowing datum: Datum? = nil) {
        self.subject = subject
        self.datum = datum
    }
}

/// Who asks: it decides which tier is open, and stands in the graduate's "who checked" list.
package enum Verifier: Sendable {
    /// Anybody on the public page or API: T0, or T1 with a right datum.
    case visitor
    /// A registered organisation: like a visitor, or with the graduate's consent T3, that is the
    /// fields of T1 without a datum.
    case organisation(name: String, consent: Consent?)

    /// Why a registered organisation looks, and the graduate's consent that it refers to.
    package struct Consent: Sendable, Hashable {
        /// What the organisation checks for.
        package let purpose: String
        /// Where the organisation keeps the graduate's consent.
        package let reference: String

        /// Refuses an empty or overlong purpose or reference.
        package init(purpose: String, reference: String) throws(RegistryError) {
            self.purpose = try Bounded.text(purpose, field: "purpose", limit: 200)
            self.reference = try Bounded.text(reference, field: "consent_reference", limit: 200)
        }
    }
}
