import Foundation
import Testing

@testable import Persian

struct LettersTests {
    @Test(arguments: [
        ("كاظمي پور", "کاظمی‌پور"), ("کاظمیپور", "کاظمی‌پور"), ("علامه", "علامة"), ("احمد", "أحمد"),
        ("إبراهيم", "ابراهیم"), ("آرش", "ارش"), ("مُحَمَّد", "محمد"), ("محـــمد", "محمد"),
        ("خانهٔ", "خانه"),
        ("خانۀ", "خانه"), ("مؤسسه", "موسسه"), ("طباطبائی", "طباطبایی"), ("۱۴۰۳", "1403"),
        ("SMITH", "smith"),
        ("Al-Hassan", "al hassan"), ("O’Brien", "O'Brien"), ("José", "jose"),
        ("\u{200F}علی\u{202C}", "علی"),
        ("ﻛﺎﻇﻤﻲ", "کاظمی"), ("علی\u{A0}رضا", "علیرضا"), ("رضا\n", " رضا"), ("ALİ", "ali"),
        ("Ａｌｉ", "ali"), ("\u{F96B}", "\u{53C3}"), ("\u{675}", "ا\u{674}"),
        ("\u{677}", "\u{6C7}\u{674}"),
        ("\u{676}", "و\u{674}"), ("\u{678}", "ی\u{674}"),
    ])
    func `texts that look the same have one key`(_ a: String, _ b: String) {
        #expect(Letters.key(a) == Letters.key(b))
        #expect(!Letters.key(a).isEmpty)
    }

    @Test(arguments: [("علی", "علیرضا"), ("کریم", "گریم"), ("زهرا", "ژهرا"), ("سارا", "صارا")])
    func `different names keep different keys`(_ a: String, _ b: String) {
        #expect(Letters.key(a) != Letters.key(b))
    }

    @Test func `the key of a character is that of its decomposition, and the key of that key`() {
        for value in UInt32(0)...0x2FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = String(Character(scalar))
            let key = Letters.key(text)
            let canonical = Letters.key(text.decomposedStringWithCanonicalMapping)
            #expect(key == canonical, "U+\(String(value, radix: 16))")
            // Numbers of other scripts stay what they are: ④ is no digit.
            if scalar.properties.numericType == nil || canonical != key {
                let parts = Letters.key(text.decomposedStringWithCompatibilityMapping)
                #expect(key == parts, "U+\(String(value, radix: 16))")
            }
            #expect(Letters.key(key) == key, "U+\(String(value, radix: 16))")
        }
    }

    private struct Vector: Decodable {
        let text: String
        let key: String
    }

    @Test func `the keys are those of the vectors`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Vectors/text-key.json")
        let vectors = try JSONDecoder().decode([Vector].self, from: Data(contentsOf: file))
        #expect(vectors.count > 10)
        for vector in vectors { #expect(Letters.key(vector.text) == vector.key) }
    }

    @Test(arguments: ["④", "½", "²", "㈠", "𝟎"])
    func `numbers of other scripts are no digits of a key`(_ number: String) {
        #expect(Letters.key(number) == number)
    }

    @Test func `the key of a key is itself`() {
        for text in ["كاظمي پور", "مُؤسّسة", "Zoë-Ann", "ﷲ", "۱۲٣", "İstanbul", "ﬁ"] {
            #expect(Letters.key(Letters.key(text)) == Letters.key(text))
        }
    }

    @Test(arguments: [
        ("  علی  ", "علی"), ("كاظمي", "کاظمی"), ("موسى", "موسی"), ("علی\n  رضا", "علی رضا"),
        ("علی\u{A0}رضا", "علی رضا"), ("کاظمی‌پور", "کاظمی‌پور"), ("\u{200C}کاظمی\u{200C}", "کاظمی"),
        ("کاظمی\u{200C} پور", "کاظمی پور"), ("کاظمی \u{200C}پور", "کاظمی پور"),
        ("\u{FEFF}علی\u{200F}", "علی"), ("ﻛﺎﻇﻤﻲ", "کاظمی"), ("", ""), ("   ", ""), ("\u{200C}", ""),
        ("ا\u{653}رش", "آرش"), ("ي\u{654}", "ئ"), ("Jose\u{301}", "José"), ("أحمد", "أحمد"),
        ("A  B", "A B"), ("tab\there", "tab here"),
    ])
    func `stored text is composed, trimmed and persian`(_ typed: String, _ stored: String) {
        #expect(Array(Letters.stored(typed).unicodeScalars) == Array(stored.unicodeScalars))
    }

    @Test func `stored text stays unchanged when stored again, and is NFC`() {
        let scalars = Array("اآبپی‌ يكة\u{64E}\u{651}\u{654} aé\u{301}\u{200F}ﻻ۱1\n".unicodeScalars)
        var generator = SeededGenerator(state: 7)
        for _ in 0..<5000 {
            var typed = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...8, using: &generator) {
                typed.append(scalars[Int.random(in: 0..<scalars.count, using: &generator)])
            }
            let stored = Letters.stored(String(typed))
            let again = Letters.stored(stored)
            #expect(Array(again.unicodeScalars) == Array(stored.unicodeScalars))
            let composed = stored.precomposedStringWithCanonicalMapping
            #expect(Array(composed.unicodeScalars) == Array(stored.unicodeScalars))
            #expect(Letters.key(stored) == Letters.key(String(typed)))
        }
    }

    @Test func `names sort as in a Persian dictionary`() {
        let sorted = [
            "آبان", "آذر", "ابراهیم", "احمد", "بابک", "بهرام", "پارسا", "تارا", "جواد", "چنگیز",
            "حسن", "زهرا",
            "ژاله", "سارا", "شیرین", "علی", "علی اکبر", "علیرضا", "کاظم", "گلنار", "لاله", "مریم",
            "مؤمن",
            "نرگس", "وحید", "هادی", "یاسر",
        ]
        let typed = sorted.shuffled().sorted {
            Letters.collationKey($0).lexicographicallyPrecedes(Letters.collationKey($1))
        }
        #expect(typed.filter { $0 != "مؤمن" } == sorted.filter { $0 != "مؤمن" })
    }

    @Test func `the collation key agrees with foundation's persian order`() {
        let letters = Array("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی ")
        var generator = SeededGenerator(state: 11)
        let locale = Locale(identifier: "fa_IR")
        let names = (0..<300).map { _ in
            Letters.stored(
                String(
                    (0..<Int.random(in: 1...5, using: &generator)).map { _ in
                        letters[Int.random(in: 0..<letters.count, using: &generator)]
                    }
                )
            )
        }
        for (a, b) in zip(names, names.dropFirst()) where a != b {
            let ours = Letters.collationKey(a).lexicographicallyPrecedes(Letters.collationKey(b))
            let theirs = a.compare(b, locale: locale) == .orderedAscending
            #expect(ours == theirs, "\(a) \(b)")
        }
    }
}

/// SplitMix64: the same tests on every run.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
