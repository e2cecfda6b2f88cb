/// The two lines at which people get help with services: one for regulations, one for the programs.
package struct SupportLines: Sendable, Hashable {
    /// For questions about regulations; empty where none is set.
    package let regulations: String
    /// For technical problems; empty where none is set.
    package let technical: String

    /// The lines, by default none.
    package init(regulations: String = "", technical: String = "") {
        self.regulations = regulations
        self.technical = technical
    }
}
