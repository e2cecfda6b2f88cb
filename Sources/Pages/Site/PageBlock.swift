import Persian
import Web

/// A part of a page that is made from components, in the order of the page; the template `blocks` draws it.
enum PageBlock {
    /// A paragraph.
    case paragraph(Prose)
    /// A titled text.
    case prose(ProseSection)
    /// What the reader must see before anything else, such as the outcome of a form.
    case notice(Tone, Prose)
    /// A title within the page, with its id.
    case title(String, Wording)
    /// Names and values.
    case summary(SummaryList)
    /// A form.
    case form(PageForm, SubmittedForm)
    /// A table.
    case table(PageTable)
    /// Links to other pages.
    case links([(path: String, title: Wording, text: Wording?)])
    /// An object of a list: its title, its facts, the forms of what can be done with it.
    case card(PageValue, SummaryList, [PageForm])
    /// A QR code with the text that it holds, for a reader without a camera.
    case qr(String, title: Wording, text: String)
    /// Codes that are shown once.
    case codes([String])
    /// The links between the pages of a list.
    case pager(Pager)
    /// Another template, by its name, with its value.
    case component(String, PageValue)

    /// The look of a notice.
    enum Tone: String {
        /// Something was done.
        case good
        /// Something waits, or is worth knowing.
        case wait
        /// Something was refused.
        case bad
    }
}

extension PageBlock {
    /// The value of the template: every name is there, so that none is looked up in the page around the block.
    var value: PageValue {
        var values: [String: PageValue] = [
            "paragraph": false, "prose": false, "notice": false, "blockTitle": false,
            "summary": false, "form": false, "table": false, "doors": false, "card": false,
            "qr": false, "codes": false, "pager": false, "component": false,
        ]
        switch self {
        case .paragraph(let prose): values["paragraph"] = .prose(prose)
        case .prose(let section): values["prose"] = section.value
        case .notice(let tone, let prose):
            values["notice"] = ["noticeTone": .text(tone.rawValue), "words": .prose(prose)]
        case .title(let id, let title):
            values["blockTitle"] = ["titleID": .text(id), "words": .wording(title)]
        case .summary(let list): values["summary"] = list.value
        case .form(let form, let submitted): values["form"] = form.value(submitted)
        case .table(let table): values["table"] = table.value
        case .links(let links):
            values["doors"] = [
                "items": .list(
                    links.map {
                        [
                            "path": .text($0.path), "words": .wording($0.title),
                            "text": .optional($0.text),
                        ]
                    }
                )
            ]
        case .card(let title, let facts, let forms):
            values["card"] = [
                "words": title, "facts": facts.value, "forms": .list(forms.map { $0.value() }),
            ]
        case .qr(let svg, let title, let text):
            values["qr"] = [
                "picture": .markup(svg), "words": .wording(title),
                "text": .prose(Prose("\(.groups(text.inGroups(of: 4), .modest))")),
            ]
        case .codes(let codes):
            values["codes"] = [
                "items": .list(
                    codes.map { .prose(Prose("\(.code($0))")) }
                )
            ]
        case .pager(let pager): values["pager"] = pager.value
        case .component(let name, let value):
            values["component"] = ["template": .template(name), "content": value]
        }
        return .fields(values)
    }
}

extension Page {
    /// Returns a page that is made from components; the link to the other language leads to `path`.
    static func of(_ blocks: [PageBlock], at path: String, titled title: Wording) -> Page {
        var page = Page(
            "blocks",
            at: path,
            titled: title,
            ["heading": .wording(title), "blocks": .list(blocks.map(\.value))]
        )
        page.isPrivate = true
        return page
    }
}
