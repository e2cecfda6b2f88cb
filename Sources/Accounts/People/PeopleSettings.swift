/// What the operator sets for people and sign-in.
package struct PeopleSettings: Sendable {
    /// The host that messages name, as `sehat.example.ir`.
    package let host: String
    /// The address in front of links in messages, without a slash at the end: `https://sehat.example.ir`.
    package let address: String
    /// Registrations of an hour, from all networks together; more are refused, with an alarm.
    package let registrationsPerHour: Int
    /// Sign-in codes of an hour from all networks together, above which there is an alarm.
    package let signInsPerHour: Int
    /// Seconds for which challenges are kept; at least a day, because the budgets of codes count them.
    package let challengeAge: Int64
    /// Seconds for which ended sessions and counts of browsers are kept.
    package let sessionAge: Int64

    /// The settings, ages in seconds.
    package init(
        host: String,
        address: String,
        registrationsPerHour: Int = 20_000,
        signInsPerHour: Int = 100_000,
        challengeAge: Int64 = 30 * 86_400,
        sessionAge: Int64 = 180 * 86_400
    ) {
        self.host = host
        self.address = address
        self.registrationsPerHour = registrationsPerHour
        self.signInsPerHour = signInsPerHour
        self.challengeAge = max(challengeAge, 86_400)
        self.sessionAge = sessionAge
    }
}
