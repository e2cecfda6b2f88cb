import Web

/// The settings of persons and sign-in.
struct PeopleSettingTable: Sendable {
    let identityCheck = Setting<String>(
        "people.identity-check",
        .word(of: "none", "sandbox"),
        "none",
        """
        The national registers: `none`, where two attesters prove each identity, or `sandbox`, which answers by the \
        number (development environment only).
        """
    )
    let registrations = Setting<Int>(
        "people.registrations-per-hour",
        .count(1...10_000_000),
        "20000",
        "Registrations of an hour, from all networks together; more are refused, with an alarm."
    )
    let signIns = Setting<Int>(
        "people.sign-ins-per-hour",
        .count(1...100_000_000),
        "100000",
        "Sign-in codes of an hour, from all networks together, above which there is an alarm."
    )
    let challengeAge = Setting<Duration>(
        "people.challenge-age",
        .duration(.seconds(86_400) ... .seconds(31_536_000)),
        "720h",
        "How long one-time codes are remembered, without the code; at least a day."
    )
    let sessionAge = Setting<Duration>(
        "people.session-age",
        .duration(.seconds(86_400) ... .seconds(315_360_000)),
        "4320h",
        "How long ended sessions are kept, for the person's list of data."
    )
}
