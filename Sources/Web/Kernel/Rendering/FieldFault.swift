package import Persian

/// What is wrong with one field of a form.
package struct FieldFault: Error, Sendable {
    /// The field's id in the page.
    package let field: String
    package let wording: Wording

    package init(
        field: String,
        wording: Wording
    ) {
        self.field = field
        self.wording = wording
    }
}
