import Persian

/// One page, before it is drawn: which template, its words, and where it stands in the site.
struct Page: Sendable {
    let template: String
    /// What the browser's tab says, without the name of the service.
    var title: String
    /// The address within one language, from the slash: `/report`; marks the entry of the menu.
    var path: String
    var values: [String: PageValue]
    /// The same page in the other language; nil where it was made from what a form sent.
    var elsewhere: String?
    /// The form's fields that make the same page in the other language.
    var resend: Resend?
    /// Whether search engines must not keep it.
    var isPrivate = false

    /// A form that asks for the same page in the other language.
    struct Resend: Sendable {
        let action: String
        let fields: [(name: String, value: String)]
    }

    /// A page with an address of its own in both languages.
    init(_ template: String, at path: String, titled title: String, _ values: [String: PageValue]) {
        self.template = template
        self.title = title
        self.path = path
        self.values = values
        elsewhere = path
    }

    /// The page with what is wrong: beside each field, in the summary on top and in the title.
    func refusing(_ faults: [FieldFault], in language: Language) -> Page {
        var page = self
        page.title = language.either("خطا: ", "Error: ") + title
        page.values["problem"] = [
            "errors": .list(
                faults.map { fault in
                    [
                        "field": .text(fault.field),
                        "message": .text(fault.wording.text(in: language)),
                    ]
                }
            )
        ]
        for fault in faults {
            page.values["\(fault.field)Problem"] = .text(fault.wording.text(in: language))
        }
        return page
    }
}

/// What is wrong with one field of a form.
struct FieldFault: Error, Sendable {
    /// The field's id in the page.
    let field: String
    let wording: Wording
}

extension Language {
    /// What stands before every path of this language.
    var base: String {
        switch self {
        case .persian: ""
        case .english: "/en"
        }
    }

    /// The first page.
    var home: String { base + "/" }

    var other: Language {
        switch self {
        case .persian: .english
        case .english: .persian
        }
    }

    var direction: String {
        switch self {
        case .persian: "rtl"
        case .english: "ltr"
        }
    }

    /// One of two texts.
    func either(_ persian: String, _ english: String) -> String {
        switch self {
        case .persian: persian
        case .english: english
        }
    }
}
