import Accounts
import Persian

/// The links to the work of an institution that a reader's roles open.
enum InstitutionLinks {
    /// Returns the links to uploads, numbers and the monthly confirmation of an organisation.
    static func links(
        of code: String,
        for authority: Authority
    ) -> [(path: String, title: Wording, text: Wording?)] {
        let place = Wording(fa: "در \(code)", en: "at \(code)")
        var links: [(path: String, title: Wording, text: Wording?)] = []
        if UploadOrder.readers.contains(where: { authority.has($0, in: code) }) {
            links.append((UploadAddress.list(of: code), UploadsPage.title, place))
        }
        if authority.capacities.contains(where: { $0.organisation == code }) {
            links.append((NumbersPage.path(of: code), NumbersPage.title, place))
        }
        let isHead = authority.capacities.contains {
            $0.role == .head && $0.organisation == code && $0.behalfOf == nil
        }
        if isHead { links.append((MonthPage.path(of: code), MonthPage.title, place)) }
        return links
    }
}
