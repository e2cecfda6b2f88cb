import Persian

/// Addresses of cartables to which the pages of cases and of organisations lead.
enum CartableAddress {
    /// The work of the reader's cartables.
    static let work = "/staff/cartable"
    /// The title of the reader's cartables.
    static let workTitle = Wording(fa: "کارتابل من", en: "My cartable")
    /// The parameter that says what happened before the page was opened.
    static let notice = "notice"
    /// The word after an action with which the case left the cartable.
    static let moved = "moved"
    /// The reader's cartables after such an action.
    static let afterMove = "\(work)?\(notice)=\(moved)"

    /// The cartables of an organisation.
    static func organisation(_ code: String) -> String { "/staff/organisations/\(code)/cartables" }
    /// The title of the cartables of an organisation.
    static let organisationTitle = Wording(fa: "کارتابل‌ها", en: "Cartables")
}
