/// Why a sign-in could not be tried.
///
/// Whether a person exists is never an error: the answers are the same for known and unknown numbers.
package enum SignInError: Error, Equatable, Sendable {
    /// The network used up its codes; try again in this many seconds.
    case network(retryAfter: Int)
    /// The registrations of an hour of all networks are used up.
    case registrations
    /// Too many passwords are being hashed; try again in a few seconds.
    case busy
    /// The action needs a factor that was proven in the last ten minutes.
    case factorNotFresh
}

extension SignInError: CustomStringConvertible {
    /// What is wrong, as one clause in lower case without a full stop.
    package var description: String {
        switch self {
        case .network: "the network requested too many codes"
        case .registrations: "too many registrations in this hour"
        case .busy: "too many sign-ins at the same time"
        case .factorNotFresh: "the action needs a factor that was proven in the last ten minutes"
        }
    }
}
