import Mustache

/// The templates of all pages, parsed once at startup.
package struct Templates: Sendable {
    private let library: MustacheLibrary

    /// The directive at the head of each template: the values are escaped already.
    ///
    /// The library must not escape them again (``PageValue``). Its own escaping works on characters and lets a
    /// quote with a combining mark pass.
    private static let asTheyAre = "{{% CONTENT_TYPE: TEXT}}\n"

    /// Parses templates, each given by its name and its Mustache text in UTF-8.
    package init(_ texts: [(name: String, bytes: [UInt8])]) throws {
        var templates: [String: MustacheTemplate] = [:]
        for (name, bytes) in texts {
            let text = Self.asTheyAre + String(decoding: bytes, as: UTF8.self)
            templates[name] = try MustacheTemplate(string: text)
        }
        library = MustacheLibrary(templates: templates)
    }

    /// Returns a template with its values, as HTML.
    func render(
        _ name: String,
        _ values: [String: PageValue],
        in context: RenderingContext
    ) -> String {
        library.render(DrawnFields(values, in: context), withTemplate: name) ?? ""
    }
}
