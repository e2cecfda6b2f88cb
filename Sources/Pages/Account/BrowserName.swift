/// The name of a browser and its system, from what the browser calls itself (`User-Agent`, RFC 9110 §10.1.5).
///
/// A guess for the reader of the list of sessions; nothing depends on it.
struct BrowserName: Sendable {
    /// The name, in Latin letters: `Firefox, Android`.
    let text: String

    /// The name in a `User-Agent`; the beginning of the text itself for an unknown one.
    init(_ agent: String) {
        let browser = Self.browsers.first { agent.contains($0.token) }?.name
        let system = Self.systems.first { agent.contains($0.token) }?.name
        let names = [browser, system].compactMap(\.self)
        let shown = names.isEmpty ? String(agent.prefix(40)) : names.joined(separator: ", ")
        text = shown.isEmpty ? "?" : shown
    }

    /// In this order, because each browser also claims to be those after it.
    private static let browsers: [(token: String, name: String)] = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
        ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]

    private static let systems: [(token: String, name: String)] = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ]
}
