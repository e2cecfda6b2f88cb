package import Persian

/// One page before it is rendered, in every language: its template, its values, its place in the site.
package struct Page: Sendable {
    let template: String
    /// The title in the browser's tab, without the name of the service.
    package var title: Wording
    /// The address within one language, from the slash: `/report`; marks the entry of the menu.
    package var path: String
    /// The values of the template, by name.
    package var values: [String: PageValue]
    /// The address of the same page in another language; nil for a page made from a form that was sent.
    package var elsewhere: String?
    /// Whether the address without a prefix is answered in the language that the browser prefers.
    ///
    /// The link to the standard language then insists on it: `?lang=fa`.
    package var isNegotiated = false
    /// The form that makes the same page in another language.
    package var resend: Resend?
    /// Whether search engines must not keep it.
    package var isPrivate = false
    /// The reader, for the header and the tokens of the forms; nil on a page that reads no cookie.
    package var reader: PageReader?

    /// A form that asks for the same page in another language.
    package struct Resend: Sendable {
        /// The address to which the form is sent.
        package let action: String
        /// The names and values of the form's hidden fields, in order.
        package let fields: [(name: String, value: String)]

        /// A form that sends `fields` to `action`.
        package init(
            action: String,
            fields: [(name: String, value: String)]
        ) {
            self.action = action
            self.fields = fields
        }
    }

    /// A page with an address in each language; `texts` are the values that are the same on every occasion.
    package init(
        _ template: String,
        at path: String,
        titled title: Wording,
        _ texts: [String: PageValue] = [:],
        _ values: [String: PageValue] = [:]
    ) {
        self.template = template
        self.title = title
        self.path = path
        self.values = texts.merging(values) { _, value in value }
        elsewhere = path
    }
}
