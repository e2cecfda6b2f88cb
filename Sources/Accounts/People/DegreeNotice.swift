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
            .degreeIssued,
            to: contact.text,
            by: contact.channel,
            in: person.language,
            source: "degree-\(degree)",
            host: settings.host
        )
        try messages(message, connection)
    }
}
