/// What the values of a page need to become HTML.
package struct RenderingContext: Sendable {
    /// The language of the page.
    package let language: Language
    /// The official host, as readers should see it in their address bar.
    package let host: String
    /// The reader of a page that depends on one; nil for a page that reads no cookie.
    package let reader: PageReader?

    /// The context of a page in `language` at `host`.
    package init(language: Language, host: String, reader: PageReader? = nil) {
        self.language = language
        self.host = host
        self.reader = reader
    }
}
