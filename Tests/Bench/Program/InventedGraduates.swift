/// Invented people, any number of them, all different.
enum InventedGraduates {
    private static let first = ["مریم", "علی", "زهرا", "محمد", "فاطمه", "حسین", "نرگس", "امیر"]
    private static let last = ["کاظمی‌پور", "رضایی", "احمدی", "حسینی", "موسوی", "کریمی", "جعفری"]
    private static let latin = [
        "Maryam", "Ali", "Zahra", "Mohammad", "Fatemeh", "Hossein", "Narges", "Amir",
    ]
    private static let institutions = ["1001", "1002", "1003", "9001"]

    /// The national ID of a number below 10⁹, with its right check digit.
    static func nationalID(_ number: Int) -> String {
        let nine = String(100_000_000 + number % 800_000_000)
        let sum = zip(nine.utf8, (2...10).reversed()).reduce(0) { $0 + (Int($1.0) - 0x30) * $1.1 }
        let rest = sum % 11
        return nine + String(rest < 2 ? rest : 11 - rest)
    }

    /// A row of an upload, without its line end.
    static func row(_ number: Int) -> String {
        let (who, family) = (number % first.count, number / 8 % last.count)
        let year = 1370 + number % 30
        return [
            nationalID(number), first[who], last[family], latin[who], "Family",
            first[number / 56 % 8],
            "\(year - 23)/0\(number % 6 + 1)/1\(number % 10)",
            institutions[number % institutions.count], "diploma",
            "bachelor", "61301", "مهندسی کامپیوتر - نرم‌افزار", "Computer Engineering (Software)",
            "day",
            "\(year - 4)/07/01", "\(year)/04/\(number % 20 + 10)", "\(year)/\(number)",
            "1\(number % 10).\(number % 90 + 10)",
        ].joined(separator: ",")
    }
}
