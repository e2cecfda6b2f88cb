extension Templates {
    /// The templates of forms and components, for every site.
    package static let components: [(name: String, bytes: [UInt8])] = [
        ("form", PackageResources.form_mustache),
        ("field", PackageResources.field_mustache),
        ("field-notes", PackageResources.field_notes_mustache),
        ("choices", PackageResources.choices_mustache),
        ("checkbox", PackageResources.checkbox_mustache),
        ("date", PackageResources.date_mustache),
        ("file", PackageResources.file_mustache),
        ("selection", PackageResources.selection_mustache),
        ("title", PackageResources.title_mustache),
        ("note", PackageResources.note_mustache),
        ("command", PackageResources.command_mustache),
        ("error-summary", PackageResources.error_summary_mustache),
        ("table", PackageResources.table_mustache),
        ("pager", PackageResources.pager_mustache),
        ("timeline", PackageResources.timeline_mustache),
        ("task-list", PackageResources.task_list_mustache),
        ("summary-list", PackageResources.summary_list_mustache),
        ("prose", PackageResources.prose_mustache),
    ]
}
