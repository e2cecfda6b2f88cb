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
            ["text": "\u{600}<\"", "list": ["&", "b"], "markup": .markup("<br>")]
        )
        #expect(
            html == "<p title=\"\u{600}&lt;&quot;\">\u{600}&lt;&quot;</p><i>&amp;</i><i>b</i><br>"
        )
    }

    @Test func `all templates are well formed and found by their names`() throws {
        let templates = try Templates(Templates.embedded)
        for (name, bytes) in Templates.embedded {
            #expect(!bytes.isEmpty)
            #expect(!templates.render(name, ["fa": true]).isEmpty, "\(name)")
        }
    }
}
