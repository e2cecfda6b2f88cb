import Web

/// The two support lines of the services (R115, R116).
struct SupportSettingTable: Sendable {
    let regulations = Setting<String>(
        "support.regulations",
        .text,
        "",
        "Who answers questions about regulations, and by which telephone; shown on the pages of services."
    )
    let technical = Setting<String>(
        "support.technical",
        .text,
        "",
        "Who answers technical questions, and by which telephone; shown on the pages of services."
    )
}

extension Settings {
    /// The support lines; a line that is not set is not shown.
    var support: SupportLines {
        SupportLines(
            regulations: self[\.support.regulations] ?? "",
            technical: self[\.support.technical] ?? ""
        )
    }
}
