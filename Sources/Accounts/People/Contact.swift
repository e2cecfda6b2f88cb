package import Persian

/// A mobile number or an e-mail address of a person.
package enum Contact: Sendable, Hashable {
    /// An Iranian mobile number.
    case mobile(Mobile)
    /// An e-mail address.
    case email(EmailAddress)

    /// The way by which messages reach it.
    package var channel: AccountMessage.Channel {
        switch self {
        case .mobile: .sms
        case .email: .email
        }
    }

    /// `+989…`, or the address in lower case.
    package var text: String {
        switch self {
        case .mobile(let mobile): mobile.canonical
        case .email(let address): address.description
        }
    }

    /// The contact of a stored text; nil when it is not one.
    init?(channel: AccountMessage.Channel, stored text: String) {
        switch channel {
        case .sms:
            guard let mobile = try? Mobile(parsing: text) else { return nil }
            self = .mobile(mobile)
        case .email:
            guard let address = try? EmailAddress(parsing: text) else { return nil }
            self = .email(address)
        }
    }
}
