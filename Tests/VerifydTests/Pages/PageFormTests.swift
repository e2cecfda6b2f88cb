import Persian
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

/// A form with a field of each kind.
private enum Sample {
    static func wording(_ word: String) -> Wording {
        Wording(fa: "\(word)-fa", en: "\(word)-en", ar: "\(word)-ar")
    }

    static let form = PageForm(
        to: "/sample",
        [
            PageField(
                "name",
                .text,
                label: wording("name"),
                hint: wording("name-hint"),
                required: wording("name-missing"),
                limit: 5,
                autocomplete: "given-name",
                check: { $0.contains("!") ? wording("name-wrong") : nil }
            ),
            PageField("mail", .latin, label: wording("mail"), limit: 10, autocomplete: "email"),
            PageField("code", .digits, label: wording("code")),
            PageField("key", .secret, label: wording("key"), isShownAgain: false),
            PageField("story", .multiline(rows: 4), label: wording("story")),
            PageField(
                "kind",
                .choice([.init("a", wording("a")), .init("b", wording("b"))]),
                label: wording("kind"),
                required: wording("kind-missing")
            ),
            PageField(
                "agree",
                .checkbox,
                label: wording("agree"),
                required: wording("agree-missing")
            ),
            PageField(
                "birth",
                .date,
                label: wording("birth"),
                required: wording("birth-missing"),
                autocomplete: "bday"
            ),
            PageField("scan", .file(accept: ".pdf"), label: wording("scan")),
        ],
        button: wording("send")
    )

    static let good = [
        "name": "آوا", "mail": "", "code": "0123", "key": "secret", "story": "", "kind": "b",
        "agree": "yes", "birth-day": "۱۴", "birth-month": "آذر", "birth-year": "1375",
    ]

    static func html(_ submitted: SubmittedForm, in language: Language = .english) throws -> String
    {
        let templates = try Templates(
            Templates.components + [("page", Array("{{#form}}{{>form}}{{/form}}".utf8))]
        )
        return templates.render(
            "page",
            ["form": form.value(submitted), "base": .text(language.base)],
            in: RenderingContext(language: language, host: "")
        )
    }
}

@Suite struct `A form, declared once,` {
    @Test func `accepts a body that fits, and reads its date in either calendar`() throws {
        let submitted = Sample.form.read(Sample.good)
        #expect(submitted.faults.isEmpty)
        #expect(submitted["name"] == "آوا")
        let birth = try CivilDate(parsing: "1996-12-04")
        #expect(submitted.dates["birth"] == birth)
        var gregorian = Sample.good
        gregorian["birth-month"] = "12"
        gregorian["birth-day"] = "4"
        gregorian["birth-year"] = "1996"
        #expect(Sample.form.read(gregorian).dates["birth"] == submitted.dates["birth"])
    }

    @Test(arguments: [
        ("name", "  ", "name-missing-en"), ("name", "n!", "name-wrong-en"),
        ("name", "123456", "This is too long; shorten it."),
        ("name", String(repeating: "a", count: 100_000), "This is too long; shorten it."),
        ("mail", "12345678901", "This is too long; shorten it."),
        ("kind", "", "kind-missing-en"), ("kind", "c", "kind-missing-en"),
        ("agree", "", "agree-missing-en"),
        ("birth-day", "31", "This date does not exist: Azar has 30 days."),
        ("birth-year", "75", "The year 75 has two digits; write it with four."),
        ("birth-day", "", "This is not a date; write it as 1403/09/14."),
    ])
    func `reports what is wrong at its field`(name: String, text: String, said: String) {
        var body = Sample.good
        body[name] = text
        let faults = Sample.form.read(body).faults
        #expect(faults.map(\.wording.en) == [said])
        #expect(faults.map(\.field) == [String(name.prefix { $0 != "-" })])
    }

    @Test func `reports every fault of an empty body, in the order of the page`() {
        let faults = Sample.form.read([:]).faults
        #expect(faults.map(\.field) == ["name", "kind", "agree", "birth"])
    }

    @Test func `drops what it does not declare`() {
        let submitted = Sample.form.read(Sample.good.merging(["other": "x"]) { a, _ in a })
        #expect(submitted.texts["other"] == nil)
        #expect(submitted.texts["birth-year"] == "1375")
    }

    @Test(arguments: [Language.persian, .english, .arabic])
    func `is drawn in the language of the page`(language: Language) throws {
        let html = try Sample.html(Sample.form.read([:]), in: language)
        let words = ["name", "name-hint", "name-missing", "story", "kind", "a", "b", "send"]
        for word in words {
            let wording = Sample.wording(word)
            #expect(html.contains(wording.text(in: language)), "\(word)")
        }
        for other in [Language.persian, .english, .arabic] where other != language {
            #expect(!html.contains("name-missing-\(other.tag)"))
        }
        #expect(html.contains(#"action="\#(language.base)/sample""#))
        #expect(!html.contains("{{"))
    }

    @Test func `is drawn with what was typed, its faults and what describes each field`() throws {
        var body = Sample.good
        body["name"] = #"n!"<b>"#
        body["story"] = "\nfirst"
        let html = try Sample.html(Sample.form.read(body))
        #expect(
            html.contains(
                #"""
                <input id="name" name="name" type="text" dir="auto" autocomplete="given-name" required \#
                value="n!&quot;&lt;b&gt;" aria-describedby="name-hint name-error" aria-invalid="true">
                """#
            )
        )
        #expect(
            html.contains(#"<p class="wrong" id="name-error"><span class="aside">Error:</span> "#)
        )
        // HTML drops one line break at the beginning of a text area.
        #expect(html.contains(">\n\nfirst</textarea>"))
        #expect(html.contains(#"type="radio" name="kind" value="b" checked>kind-b"#) == false)
        #expect(html.contains(#"name="kind" value="b" checked>b-en"#))
        #expect(html.contains(#"<input id="kind" type="radio" name="kind" value="a">"#))
        #expect(
            html.contains(#"id="agree" name="agree" type="checkbox" value="yes" checked required"#)
        )
        #expect(html.contains(#"enctype="multipart/form-data""#))
    }

    @Test func `never shows a secret again`() throws {
        let html = try Sample.html(Sample.form.read(Sample.good))
        #expect(!html.contains("secret"))
        #expect(html.contains(#"<input id="key" name="key" type="password" dir="ltr""#))
    }

    @Test func `has a date in three inputs from day to year, and its errors lead to the first`()
        throws
    {
        var body = Sample.good
        body["birth-day"] = "31"
        let html = try Sample.html(Sample.form.read(body))
        let day = try #require(html.firstRange(of: #"id="birth" name="birth-day""#))
        let month = try #require(html.firstRange(of: #"id="birth-month" name="birth-month""#))
        let year = try #require(html.firstRange(of: #"id="birth-year" name="birth-year""#))
        #expect(day.lowerBound < month.lowerBound && month.lowerBound < year.lowerBound)
        #expect(html.contains(#"autocomplete="bday-day""#))
        #expect(html.contains(#"<label for="birth">Day</label>"#))
        #expect(html.contains(#"<fieldset class="field" aria-describedby="birth-error">"#))
        #expect(!html.contains(#"type="number""#))
    }

    @Test func `shows the name of a file that is there already without turning it around`() throws {
        let html = try Sample.html(SubmittedForm(["scan": "exe\u{202e}gpj.<i>"]))
        #expect(html.contains(#"<bdi translate="no">exegpj.&lt;i&gt;</bdi>"#))
        #expect(html.contains(#"<input id="scan" name="scan" type="file" accept=".pdf">"#))
    }

    @Test func `shows what was read from a field, next to its fault`() throws {
        let fault = FieldFault(
            field: "code",
            wording: Sample.wording("wrong"),
            read: ["1795", "83"]
        )
        let html = try Sample.html(SubmittedForm(["code": "1795 83"], fault: fault))
        #expect(html.contains(#"aria-describedby="code-error code-read""#))
        #expect(
            html.contains(
                """
                <p class="hint" id="code-read">What we read: <bdi dir="ltr" class="code modest" \
                translate="no"><span>1795</span> <span>83</span></bdi></p>
                """
            )
        )
    }
}
