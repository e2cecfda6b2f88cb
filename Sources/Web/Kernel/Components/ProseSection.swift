package import Persian

/// A titled section of text; the template `prose` draws it.
package struct ProseSection: Sendable {
    /// The id of the title, for links to it.
    package let id: String
    /// The title, one level below the page's.
    package let title: Wording
    /// The paragraphs and lists, in order.
    package let blocks: [Block]

    /// A paragraph or a list.
    package enum Block: Sendable {
        /// A paragraph.
        case paragraph(Prose)
        /// A list without numbers.
        case bullets([Prose])
        /// A numbered list.
        case steps([Prose])
    }

    /// A section of text.
    package init(_ id: String, _ title: Wording, _ blocks: [Block]) {
        self.id = id
        self.title = title
        self.blocks = blocks
    }

    /// The value of the template.
    package var value: PageValue {
        ["id": .text(id), "title": .wording(title), "blocks": .list(blocks.map(\.value))]
    }
}

extension ProseSection.Block {
    /// A paragraph in its languages.
    package static func paragraph(fa: RichText, en: RichText) -> Self {
        .paragraph(Prose(fa: fa, en: en))
    }

    fileprivate var value: PageValue {
        switch self {
        case .paragraph(let prose):
            ["paragraph": .prose(prose), "bullets": false, "steps": false]
        case .bullets(let items):
            ["paragraph": false, "bullets": Self.items(items), "steps": false]
        case .steps(let items):
            ["paragraph": false, "bullets": false, "steps": Self.items(items)]
        }
    }

    private static func items(_ items: [Prose]) -> PageValue {
        ["items": .list(items.map { .prose($0) })]
    }
}
