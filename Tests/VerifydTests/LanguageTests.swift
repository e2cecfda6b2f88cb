import Persian
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

struct LanguageTests {
    @Test(
        arguments: [
            (nil, Language.persian), ("", .persian), ("fa", .persian), ("fa-IR", .persian),
            ("en", .english), ("en-GB,en;q=0.9", .english), ("de", .persian), ("*", .persian),
            ("en;q=0.5, fa;q=0.4", .english), ("en;q=0.4, fa;q=0.5", .persian),
            ("de, en;q=0.3", .english), ("en;q=0", .persian), ("en;q=x, fa;q=0.1", .persian),
            (",,;;q=1,", .persian), ("EN", .english),
        ] as [(String?, Language)]
    )
    func `the caller's language of the two is found`(_ field: String?, _ language: Language) {
        #expect(Language(accepting: field) == language)
    }

    @Test func `a wording that lacks Arabic is Persian in an Arabic form`() {
        #expect(Wording(fa: "نام", en: "Name").text(in: .arabic) == "نام")
        #expect(Wording(fa: "نام", en: "Name", ar: "الاسم").text(in: .arabic) == "الاسم")
        #expect(Language.arabic.direction == "rtl")
    }

    @Test func `a page has a link to each other language`() {
        #expect(Language.persian.others == [.english])
        #expect(Language.english.others == [.persian])
        #expect(Set(Language.all.map(\.base)).count == Language.all.count)
        #expect(Language.all.filter(\.base.isEmpty) == [.standard])
    }
}
