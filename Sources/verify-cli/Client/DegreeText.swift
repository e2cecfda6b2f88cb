import VerifyCore

/// A degree as lines for an operator: status, record, history, accesses.
struct DegreeText {
    let lines: [String]

    init(_ degree: JSON) {
        let code = AuthenticityCode.shown(degree["code"]?.string ?? "")
        var status = degree["status"]?.string ?? ""
        if let reason = degree["reason"]?.string { status += " (\(reason))" }
        if let since = degree["status_since"]?.string { status += " since \(since)" }
        var lines: [String] = []
        func add(_ label: String, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            lines.append(label.padded(to: 22) + value.isolatedIfPersian)
        }
        add("code", code)
        add("id", degree["id"]?.string)
        add("status", status)
        add("issued", degree["issued_at"]?.string)
        for member in degree["record"]?.members ?? [] { add(member.name, member.value.string) }
        for event in degree["events"]?.array ?? [] {
            let note = event["note"]?.string.map { ": \($0.isolatedIfPersian)" } ?? ""
            lines.append(
                "\(event["at"]?.string ?? "")  \(event["kind"]?.string ?? "")"
                    + "  \(event["by"]?.string ?? "")\(note)"
            )
        }
        for viewing in degree["viewings"]?.array ?? [] {
            let words = ["purpose", "consent_reference"].compactMap { viewing[$0]?.string }
            lines.append(
                "\(viewing["at"]?.string ?? "")  viewed"
                    + "  \(viewing["organisation"]?.string?.isolatedIfPersian ?? Self.visitors(viewing))"
                    + (words.isEmpty
                        ? "" : ": \(words.map(\.isolatedIfPersian).joined(separator: ", "))")
            )
        }
        self.lines = lines
    }

    /// The visitors of a day are one line; so is each use of a link.
    private static func visitors(_ viewing: JSON) -> String {
        if viewing["share"]?.string != nil { return "reader of a link of the graduate" }
        let views = viewing["views"]?.integer ?? 1
        return views == 1 ? "visitor" : "\(views) visitors that day"
    }
}
