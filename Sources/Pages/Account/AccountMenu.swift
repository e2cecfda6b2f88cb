import Accounts
import Persian
import Web

/// The links in the header of a reader who is signed in.
enum AccountMenu {
    /// Returns the links of a person; those of staff by the roles of the session.
    static func links(for authority: Authority?) -> [PageReader.Link] {
        var links = [
            PageReader.Link(AccountPage.path, AccountPage.title),
            PageReader.Link(DegreesPage.path, DegreesPage.title),
            PageReader.Link(MyRequestsPage.path, MyRequestsPage.title),
            PageReader.Link(ServicesPage.path, ServicesPage.title),
            PageReader.Link(ProfilePage.path, ProfilePage.title),
            PageReader.Link(SessionsPage.path, SessionsPage.title),
        ]
        if let authority, !authority.capacities.isEmpty {
            links.append(PageReader.Link(StaffPage.path, StaffPage.title))
            if Self.cartableRoles.contains(where: { authority.has($0) }) {
                links.append(PageReader.Link(CartablePage.path, CartablePage.title))
            }
        }
        return links
    }

    /// The roles for which cases wait.
    private static let cartableRoles: [Role] = [
        .reviewer, .confirmer, .graduatesOffice, .saorgReviewer,
    ]
}
