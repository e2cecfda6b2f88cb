/// The authenticated origin of a request: the one notion of the sender below and above HTTP.
///
/// `Web` makes it; the words that other modules have for the same (`Actor`, `Verifier`), and the keys under which
/// limits and stored responses are counted, derive from it there. A visitor's network is an argument of these,
/// because this module knows no addresses.
package enum Principal: Sendable, Hashable {
    /// A client without an API key and without a session.
    case visitor
    /// An organisation, by one of its API keys.
    case organisation(Account)
    /// A natural person, by a session that is live.
    case person(PersonID)

    /// The account of the API key; nil without one.
    package var account: Account? {
        switch self {
        case .visitor, .person: nil
        case .organisation(let account): account
        }
    }

    /// The person of the session; nil without one.
    package var person: PersonID? {
        switch self {
        case .visitor, .organisation: nil
        case .person(let id): id
        }
    }
}
