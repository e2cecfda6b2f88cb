/// What is wrong with a form, on top of its page, with links to the fields; the template `error-summary` draws it.
package struct ErrorSummary: Sendable {
    /// The faults, in the order of the page.
    package let faults: [FieldFault]

    /// A summary of `faults`, in the order of the page.
    package init(_ faults: [FieldFault]) { self.faults = faults }

    /// The value of the template.
    package var value: PageValue {
        [
            "summaryTitle": .wording(FormWording.summary),
            "faults": .list(
                faults.map { ["field": .text($0.field), "message": .wording($0.wording)] }
            ),
        ]
    }
}

extension Page {
    /// Returns the page with the summary of its faults on top (`errors`) and «خطا:» in its title.
    package func refusing(_ faults: [FieldFault]) -> Page {
        var page = self
        page.title = FormWording.title(of: title)
        page.values["errors"] = ErrorSummary(faults).value
        return page
    }
}
