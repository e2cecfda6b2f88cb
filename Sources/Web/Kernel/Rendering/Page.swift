import Persian

/// One page before it is rendered: its template, its values, its place in the site.
package struct Page: Sendable {
    let template: String
    /// The title in the browser's tab, without the name of the service.
    package var title: String
    /// The address within one language, from the slash: `/report`; marks the entry of the menu.
    package var path: String
    /// The values of the template, by name.
    package var values: [String: PageValue]
    /// The address of the same page in the other language; nil for a page made from a form that was sent.
    package var elsewhere: String?
    /// The form that makes the same page in the other language.
    package var resend: Resend?
    /// Whether search engines must not keep it.
    package var isPrivate = false

    /// A form that asks for the same page in the other language.
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

    /// A page with an address in both languages.
    package init(
        _ template: String,
        at path: String,
        titled title: String,
        _ values: [String: PageValue]
    ) {
        self.template = template
        self.title = title
        self.path = path
        self.values = values
        elsewhere = path
    }

    /// Returns the page with its faults: next to each field, in the summary on top and in the title.
    package func refusing(_ faults: [FieldFault], in language: Language) -> Page {
        var page = self
        page.title = Wording(fa: "خطا: ", en: "Error: ").text(in: language) + title
        page.values["problem"] = [
            "errors": .list(
                faults.map { fault in
                    [
                        "field": .text(fault.field),
                        "message": .text(fault.wording.text(in: language)),
                    ]
                }
            )
        ]
        for fault in faults {
            page.values["\(fault.field)Problem"] = .text(fault.wording.text(in: language))
        }
        return page
    }
}
