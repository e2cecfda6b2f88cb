/// What the values of a page need to become HTML.
package struct RenderingContext: Sendable {
    /// The language of the page.
    package let language: Language
    /// The official host, as readers should see it in their address bar.
    package let host: String

    /// The context of a page in `language` at `host`.
    package init(language: Language, host: String) {
        self.language = language
        self.host = host
    }
}
