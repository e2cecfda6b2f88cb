/// The addresses of an institution's uploads.
enum UploadAddress {
    /// The list of an institution's files, with the form for another one.
    static func list(of code: String) -> String { "/staff/organisations/\(code)/uploads" }

    /// One file.
    static func upload(_ id: String, of code: String) -> String { "\(list(of: code))/\(id)" }
}
