import Mustache

/// A text as the mustache library reads it.
///
/// The library asks each value by casts what it can do. It finds the conformance of these types much faster than that of
/// `String` and `Dictionary`: a page of a result takes 0.6 of the time (docs/decisions/0008).
struct DrawnText: MustacheCustomRenderable, MustacheParent {
    let renderText: String

    var isNull: Bool { false }

    /// A text that is HTML.
    init(_ html: String) { renderText = html }

    /// A text has no values with names; without this the library would reflect on it.
    func child(named: String) -> Any? { nil }
}

/// Values by name as the mustache library reads them.
struct DrawnFields: MustacheParent {
    private let values: [String: Any]

    /// The values for a page's language.
    init(_ values: [String: PageValue], in context: RenderingContext) {
        self.values = values.mapValues { $0.drawn(in: context) }
    }

    func child(named name: String) -> Any? { values[name] }
}
