package import Persian

/// What is wrong with one field of a form, for its reader.
package struct FieldFault: Error, Sendable, Equatable {
    /// The field's name, which is also the id of its first input in the page.
    package let field: String
    /// What is wrong and what to do; the same words stand in the summary and at the field.
    package let wording: Wording
    /// What was read from the field, in groups; empty where the reader sees it in the field itself.
    package let read: [String]

    /// A fault of the field of that name.
    package init(field: String, wording: Wording, read: [String] = []) {
        self.field = field
        self.wording = wording
        self.read = read
    }
}
