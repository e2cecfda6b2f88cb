package import Accounts

/// What an address asks of the reader: every address of a page with cookies declares it in the route table.
package struct PageAccess: Sendable, Hashable {
    /// The readers of an address.
    package enum Readers: Sendable, Hashable {
        /// Every browser, signed in or not.
        case everyone
        /// Browsers without a session: the pages that lead to one.
        case signedOut
        /// Persons with a session.
        case signedIn
        /// Persons with a session and one of these roles, or the deputies of such persons.
        case roles([Role])
    }

    /// The readers.
    package let readers: Readers
    /// Whether a factor must have been proved in the last ten minutes (casework §10, flow 6).
    package let needsFreshFactor: Bool

    /// Every browser.
    package static let everyone = PageAccess(readers: .everyone, needsFreshFactor: false)
    /// Browsers without a session.
    package static let signedOut = PageAccess(readers: .signedOut, needsFreshFactor: false)
    /// Persons with a session.
    package static let signedIn = PageAccess(readers: .signedIn, needsFreshFactor: false)
    /// Persons with a session in which a factor was proved in the last ten minutes.
    package static let fresh = PageAccess(readers: .signedIn, needsFreshFactor: true)

    /// Persons with any role.
    package static func staff(fresh: Bool = false) -> PageAccess {
        PageAccess(readers: .roles(Role.allCases), needsFreshFactor: fresh)
    }

    /// Persons with one of some roles.
    package static func roles(_ roles: Role..., fresh: Bool = false) -> PageAccess {
        PageAccess(readers: .roles(roles), needsFreshFactor: fresh)
    }
}
