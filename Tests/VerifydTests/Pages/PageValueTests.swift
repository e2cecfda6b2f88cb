import Testing

@testable import Pages
@testable import Web
@testable import verifyd

@Suite struct `What a template is given` {
    @Test(arguments: [
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"),
        ("کد صحت ۱۲", "کد صحت ۱۲"),
        // By characters, each of these special signs is part of another one and would pass.
        ("\"\u{301} onfocus=x", "&quot;\u{301} onfocus=x"),
        ("\u{600}<script>", "\u{600}&lt;script&gt;"),
        ("<\u{200d}a", "&lt;\u{200d}a"),
        ("'\u{200c}", "&#39;\u{200c}"),
    ])
    func `is escaped scalar by scalar`(text: String, html: String) {
        #expect(text.escapedForHTML.unicodeScalars.elementsEqual(html.unicodeScalars))
    }

    @Test func `reaches the page escaped once, also through a partial`() throws {
        let templates = try Templates([
            ("page", Array("<p title=\"{{text}}\">{{text}}</p>{{>part}}{{{markup}}}".utf8)),
            ("part", Array("{{#list}}<i>{{.}}</i>{{/list}}".utf8)),
        ])
        let html = templates.render(
            "page",
            ["text": "\u{600}<\"", "list": ["&", "b"], "markup": .markup("<br>")],
            in: RenderingContext(language: .persian, host: "")
        )
        #expect(
            html == "<p title=\"\u{600}&lt;&quot;\">\u{600}&lt;&quot;</p><i>&amp;</i><i>b</i><br>"
        )
    }

    @Test(arguments: Templates.components + Templates.embedded)
    func `is well formed and not empty, in each template`(name: String, bytes: [UInt8]) throws {
        #expect(!bytes.isEmpty)
        _ = try Templates([(name, bytes)])
    }

    @Test(arguments: [
        (
            Language.persian, "۱۲٬۳۴۵",
            "کد <a href=\"/x?a=1&amp;b\">آن‌جا</a> <bdi dir=\"ltr\" translate=\"no\">&lt;A&gt;</bdi>"
        ),
        (
            .english, "12,345",
            "Code <a href=\"/en/x?a=1&amp;b\">there</a> <bdi dir=\"ltr\" translate=\"no\">&lt;A&gt;</bdi>"
        ),
        (
            .arabic, "12,345",
            "کد <a href=\"/ar/x?a=1&amp;b\">آن‌جا</a> <bdi dir=\"ltr\" translate=\"no\">&lt;A&gt;</bdi>"
        ),
    ])
    func `is in the language of the page, with its digits and addresses`(
        language: Language,
        number: String,
        prose: String
    ) throws {
        let templates = try Templates([("page", Array("{{number}} {{prose}}".utf8))])
        let html = templates.render(
            "page",
            [
                "number": .number(12_345),
                "prose": .prose(
                    fa: "کد \(.link("آن‌جا", to: "/x?a=1&b")) \(.latin("<A>"))",
                    en: "Code \(.link("there", to: "/x?a=1&b")) \(.latin("<A>"))"
                ),
            ],
            in: RenderingContext(language: language, host: "")
        )
        #expect(html == "\(number) \(prose)")
    }
}
