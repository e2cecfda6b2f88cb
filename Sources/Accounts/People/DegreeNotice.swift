package import Persian
package import Store
import VerifyCore

extension People {
    /// Stores the message that a code was issued for a degree, if a person of level 1 has the number and a proven contact.
    ///
    /// It never stops the issue: where the person's rows are under a key of another machine, there is no message.
    ///
    /// `degree`: The id of the degree, so that an issue has one message.
    package func announceDegree(
        _ degree: String,
        to number: IDNumber,
        in connection: Connection
    ) throws {
        try announce(.degreeIssued, from: "degree-\(degree)", to: number, in: connection)
    }

    /// Stores the invitation to confirm a document that the institution has filed, if a person of level 1 has the number and a
    /// proven contact.
    ///
    /// The message names no document and has no link: it carries no authority.
    ///
    /// `document`: A name of the document and its term, so that each of them has one invitation.
    package func announceDocument(
        _ document: String,
        until: CivilDate,
        to number: IDNumber,
        in connection: Connection
    ) throws {
        try announce(
            .documentFiled(until: until),
            from: "document-\(document)",
            to: number,
            in: connection
        )
    }

    private func announce(
        _ event: AccountEvent,
        from source: String,
        to number: IDNumber,
        in connection: Connection
    ) throws {
        let found: Person?
        do {
            found = try owner(of: number, in: connection)
        } catch is MissingKey {
            return
        }
        guard let person = found, person.maySignIn, let contact = person.provenContact else {
            return
        }
        let message = AccountMessage(
            event,
            to: contact.text,
            by: contact.channel,
            in: person.language,
            source: source,
            host: settings.host
        )
        try messages(message, connection)
    }
}
