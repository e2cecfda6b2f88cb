/// Whole numbers in Persian words: «سیزده هزار».
package enum PersianWords {
    /// Returns a number, 0 or more, in words.
    package static func number(_ number: Int) -> String {
        if number <= 0 { return "صفر" }
        var rest = number
        var parts: [String] = []
        for (index, name) in ["", "هزار", "میلیون", "میلیارد", "بیلیون", "بیلیارد", "تریلیون"]
            .enumerated()
        {
            let group = rest % 1_000
            rest /= 1_000
            guard group > 0 else { continue }
            let text = hundreds(group)
            // «هزار», not «یک هزار».
            parts.append(name.isEmpty ? text : index == 1 && group == 1 ? name : "\(text) \(name)")
        }
        return parts.reversed().joined(separator: " و ")
    }

    private static func hundreds(_ number: Int) -> String {
        var parts: [String] = []
        if number >= 100 { parts.append(hundred[number / 100 - 1]) }
        let rest = number % 100
        if rest >= 20 {
            parts.append(tens[rest / 10 - 2])
            if rest % 10 > 0 { parts.append(small[rest % 10 - 1]) }
        } else if rest > 0 {
            parts.append(small[rest - 1])
        }
        return parts.joined(separator: " و ")
    }

    private static let small = [
        "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "یازده", "دوازده",
        "سیزده", "چهارده", "پانزده", "شانزده", "هفده", "هجده", "نوزده",
    ]
    private static let tens = [
        "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود",
    ]
    private static let hundred = [
        "صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد",
    ]
}
