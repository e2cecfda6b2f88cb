/// A question about a document: its code or QR text, and possibly a datum about its holder.
package struct Question: Sendable {
    /// What the question is about.
    package enum Subject: Sendable {
        /// An authenticity code as it was typed.
        case code(String)
        /// The text of a QR code (the whole address, or its base32 part).
        case token(String)
    }

    /// One fact about the holder; a right one opens tier T1.
    package enum Datum: Sendable, Hashable {
        /// The holder's family name, in Persian or Latin letters.
        case familyName(String)
        /// The year of birth; above 1700 it is Gregorian.
        case birthYear(String)
        /// The last four digits of the holder's ID number of any kind; letters of a passport's number are left out.
        case idLast4(String)
    }

    /// What the question is about.
    package let subject: Subject
    /// What the verifier knows about the holder; opens T1 when it is right.
    package let datum: Datum?

    /// Creates a question about a subject, with or without a datum about its holder.
    package init(_ subject: Subject, knowing datum: Datum? = nil) {
        self.subject = subject
        self.datum = datum
    }
}
