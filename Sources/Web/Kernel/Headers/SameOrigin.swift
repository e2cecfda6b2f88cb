import HTTPTypes
package import Hummingbird
import Persian

/// Forms of public pages are accepted from our own pages only (docs/decisions/0020-forms-without-tokens.md).
///
/// These pages read no cookie, so a foreign page has no authority of its visitors to abuse; the check keeps it
/// from having them ask, report or upload in our name all the same.
extension Request {
    /// Refuses a form that a page of another site sent.
    ///
    /// A client that sends neither `Sec-Fetch-Site` nor `Origin` is no current browser, and passes.
    /// `publicURL` is the origin of our own pages.
    ///
    /// - Throws: The 403 problem `foreign_form`.
    package func requireSameOrigin(as publicURL: String) throws(Problem) {
        if let site = HTTPField.Name.fetchSite.flatMap({ headers.value($0) }) {
            // "none" is an address that was typed, "same-site" another host under the same domain.
            guard site == "same-origin" || site == "none" else { throw .foreignForm }
            return
        }
        guard let origin = headers.value(.origin) else { return }
        let hosts = [publicURL.hostAndPort, head.authority?.lowercased()]
        guard let host = origin.hostAndPort, hosts.contains(host) else { throw .foreignForm }
    }
}

/// Forms of pages that read a cookie (docs/decisions/0061-sessions-and-form-tokens.md).
extension Request {
    /// Refuses a form that no page of ours sent, also one of a client that does not say where it comes from.
    ///
    /// A browser adds the cookie by itself, so that the client has to be one of which the origin is known:
    /// `Sec-Fetch-Site` is `same-origin`, or, in its absence, `Origin` is ours.
    ///
    /// - Throws: The 403 problem `foreign_form`.
    package func requireOwnOrigin(as publicURL: String) throws(Problem) {
        if let site = HTTPField.Name.fetchSite.flatMap({ headers.value($0) }) {
            guard site == "same-origin" else { throw .foreignForm }
            return
        }
        guard headers.value(.origin) != nil else { throw .foreignForm }
        try requireSameOrigin(as: publicURL)
    }
}

/// The API has no cookie either. A page of another site that sends requests to it uses the network of its
/// visitors, and their budgets.
extension Request {
    /// Refuses a request of a page of another site, unless its method changes nothing (RFC 9110 §9.2.1).
    ///
    /// - Throws: The 403 problem `cross_site`.
    func requireNotCrossSite() throws(Problem) {
        switch method {
        case .get, .head, .options: return
        default: break
        }
        let site = HTTPField.Name.fetchSite.flatMap { headers.value($0) }
        guard site?.lowercased() != "cross-site" else { throw .crossSite }
    }
}

extension String {
    /// The host and the port of an origin; nil for `null` and for any other text.
    fileprivate var hostAndPort: String? {
        let parts = split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasSuffix(":"), parts[1].isEmpty else { return nil }
        return parts[2].lowercased()
    }
}

extension Problem {
    fileprivate static let crossSite = Problem(
        status: 403,
        code: .crossSite,
        title: .init(
            fa: "صفحهٔ سایت دیگری این درخواست را فرستاده است",
            en: "A page of another site sent the request"
        ),
        detail: .init(
            fa: "این API را از برنامهٔ سرور خود صدا بزنید، نه از صفحهٔ وب.",
            en: "Call the API from a server, not from a web page."
        )
    )

    /// A form that no page of ours sent, or one of an earlier session.
    package static let foreignForm = Problem(
        status: 403,
        code: .foreignForm,
        title: .init(fa: "این فرم از سایت ما نیامده است", en: "The form is not from this site"),
        detail: .init(
            fa: "فرم را در همین سایت باز و دوباره پر کنید.",
            en: "Open the form on this site and fill it in again."
        )
    )
}

extension HTTPField.Name {
    fileprivate static let fetchSite = HTTPField.Name("Sec-Fetch-Site")
}
