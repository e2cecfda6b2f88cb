package import Persian

/// What the frame and the forms of a page know of its reader; a page that reads no cookie has none.
package struct PageReader: Sendable {
    /// The links of the reader's own pages, in order; empty before the sign-in.
    package let links: [Link]
    /// The form that ends the session; nil before the sign-in.
    package let signOut: PageValue?
    /// Returns the token of the form of a name, which the reader's next request must repeat.
    package let formToken: @Sendable (String) -> String

    /// A link to a page of the reader.
    package struct Link: Sendable {
        /// The address within a language, from the slash.
        package let path: String
        /// The words of the link.
        package let title: Wording

        /// A link with its words.
        package init(_ path: String, _ title: Wording) {
            self.path = path
            self.title = title
        }
    }

    /// A reader with the links and the tokens of one session.
    package init(
        links: [Link],
        signOut: PageValue?,
        formToken: @escaping @Sendable (String) -> String
    ) {
        self.links = links
        self.signOut = signOut
        self.formToken = formToken
    }
}
