import Persian
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// The components, as a page draws them.
@Suite struct `A component` {
    private static let evil = "<i>\"'&"
    private static let escaped = "&lt;i&gt;&quot;&#39;&amp;"
    private static let title = Wording(fa: "عنوان \(evil)", en: "Title \(evil)")
    private static let moment = Timestamp(secondsSinceEpoch: 1_795_000_000)

    private static func html(
        _ name: String,
        _ value: PageValue,
        in language: Language
    ) throws
        -> String
    {
        let templates = try Templates(
            Templates.components + [("page", Array("{{#it}}{{>\(name)}}{{/it}}".utf8))]
        )
        return templates.render(
            "page",
            ["it": value, "base": .text(language.base)],
            in: RenderingContext(language: language, host: "sehat.example.ir")
        )
    }

    private static let all: [(String, PageValue)] = [
        (
            "error-summary",
            ErrorSummary([FieldFault(field: "name", wording: title)]).value
        ),
        (
            "table",
            PageTable(
                region: .wording(title),
                caption: .wording(title),
                columns: [.wording(title)],
                rows: [[.wording(title)], [.text(evil)]]
            ).value
        ),
        (
            "timeline",
            Timeline([
                .init(title, at: moment, by: title, detail: Prose(fa: "الف", en: "A")),
                .init(title, at: moment),
            ]).value
        ),
        (
            "task-list",
            TaskList([.init(title, at: "/x", .returned), .init(title, at: nil, .notStarted)]).value
        ),
        (
            "summary-list",
            SummaryList([
                .init(title, .text(evil), change: "/x"), .init(title, .wording(title)),
            ]).value
        ),
        (
            "prose",
            ProseSection(
                "what",
                title,
                [
                    .paragraph(fa: "الف \(.host)", en: "A \(.host)"),
                    .bullets([Prose(fa: "ب \(evil)", en: "B \(evil)")]),
                    .steps([Prose(fa: "پ", en: "C")]),
                ]
            ).value
        ),
        ("pager", Pager(first: "/x", next: "/x?cursor=1&limit=2").value),
    ]

    @Test(arguments: all, [Language.persian, .english])
    func `is drawn in one language, with every text escaped`(
        component: (name: String, value: PageValue),
        language: Language
    ) throws {
        let html = try Self.html(component.name, component.value, in: language)
        if component.name != "pager" {
            #expect(html.contains("\(language == .persian ? "عنوان" : "Title") \(Self.escaped)"))
        }
        #expect(!html.contains(Self.evil) && !html.contains("{{") && !html.contains("\"\""))
        let hasPersian = html.unicodeScalars.contains { (0x600...0x6ff).contains($0.value) }
        #expect(hasPersian == (language == .persian))
        for tag in ["ul", "ol", "dl", "table", "nav", "section", "div"] {
            let opened = html.ranges(of: "<\(tag)").count
            #expect(opened == html.ranges(of: "</\(tag)>").count, "\(tag)")
        }
    }

    @Test func `of errors links each one to its field`() throws {
        let html = try Self.html("error-summary", Self.all[0].1, in: .english)
        #expect(html.contains(#"<div class="summary stack" role="alert""#))
        #expect(html.contains(##"<a href="#name">"##))
    }

    @Test func `with addresses stays in the reader's language`() throws {
        for (name, value) in Self.all where ["pager", "task-list", "summary-list"].contains(name) {
            #expect(try Self.html(name, value, in: .english).contains(#"href="/en/x"#))
            #expect(try Self.html(name, value, in: .persian).contains(#"href="/x"#))
        }
    }

    @Test func `of rows changes one by a link that names it`() throws {
        let rows = SummaryList([
            .init(Wording(fa: "نام", en: "Name"), "x", change: "/name"),
            .init(Wording(fa: "کد", en: "Code"), "y"),
        ])
        let persian = try Self.html("summary-list", rows.value, in: .persian)
        #expect(
            persian.contains(
                #"<a class="change" href="/name">تغییر<span class="aside"> نام</span></a>"#
            )
        )
        #expect(persian.ranges(of: "تغییر").count == 1)
        let english = try Self.html("summary-list", rows.value, in: .english)
        #expect(english.contains(#"Change<span class="aside"> Name</span>"#))
    }

    @Test func `of events gives each moment in words and for programs`() throws {
        let html = try Self.html("timeline", Self.all[2].1, in: .persian)
        #expect(
            html.contains(#"<time datetime="2026-11-18T11:06:40Z">۲۷ آبان ۱۴۰۵، ساعت ۱۴:۳۶</time>"#)
        )
        #expect(html.ranges(of: "<li>").count == 2)
    }

    @Test(arguments: TaskList.Status.allCases)
    func `of tasks says the status of each, and links what can be begun`(
        status: TaskList.Status
    ) throws {
        let tasks = TaskList([
            .init(Self.title, at: "/one", status), .init(Self.title, at: nil, status),
        ])
        let html = try Self.html("task-list", tasks.value, in: .english)
        #expect(html.contains(#"<a href="/en/one" aria-describedby="task-1-status">"#))
        #expect(html.contains(#"id="task-1-status">\#(status.title.en)</span>"#))
        #expect(html.ranges(of: "<a ").count == 1)
    }

    @Test
    func `of pages is absent where there is one, and leads forward and back to the beginning`()
        throws
    {
        #expect(Pager(first: nil, next: nil).value == false)
        let last = try Self.html("pager", Pager(first: "/x", next: nil).value, in: .english)
        #expect(last.contains("From the beginning") && !last.contains("Next page"))
        let first = try Self.html("pager", Pager(first: nil, next: "/x").value, in: .persian)
        #expect(first.contains("صفحهٔ بعد") && !first.contains("از آغاز"))
    }
}
