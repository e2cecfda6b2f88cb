import Persian

extension GraduateColumn {
    /// The column that a title names, in English or Persian and in any usual spelling.
    package init?(title: some StringProtocol) {
        let key = Self.key(title)
        guard let column = Self.known[key] ?? Self.eitherScript[key]?.persian else { return nil }
        self = column
    }

    /// The columns that the titles of one file name; nil for each title that names none.
    ///
    /// «First Name» is the Persian name where the file has no other column for it, and else the Latin one.
    static func columns(of titles: [String]) -> [GraduateColumn?] {
        let keys = titles.map { key($0) }
        var columns = keys.map { known[$0] }
        for (index, key) in keys.enumerated() {
            guard let names = eitherScript[key] else { continue }
            columns[index] = columns.contains(names.persian) ? names.latin : names.persian
        }
        return columns
    }

    private static func key(_ title: some StringProtocol) -> String {
        String(
            String.UnicodeScalarView(
                Letters.key(title).unicodeScalars.filter { $0.properties.isAlphabetic }
            )
        )
    }

    private static let known: [String: GraduateColumn] = {
        var known: [String: GraduateColumn] = [:]
        for column in allCases {
            let titles = [column.rawValue, column.title.fa, column.title.en]
            for title in titles + column.definition.otherTitles { known[key(title)] = column }
        }
        return known
    }()

    /// Titles that do not say in which script the name is.
    private static let eitherScript: [String: (persian: GraduateColumn, latin: GraduateColumn)] = {
        var titles: [String: (persian: GraduateColumn, latin: GraduateColumn)] = [:]
        for title in ["first name", "given name", "name"] {
            titles[key(title)] = (.firstNameFa, .firstNameEn)
        }
        for title in ["last name", "family name", "surname"] {
            titles[key(title)] = (.lastNameFa, .lastNameEn)
        }
        return titles
    }()
}
