import Persian

/// The characters that a column may hold.
///
/// A name in another alphabet is not a name: it was read in the wrong code page, encoded twice, put into the
/// wrong column, or replaced by question marks.
enum Alphabet: Sendable {
    /// Names in Persian: letters of the Arabic script.
    case persianName
    /// Texts in Persian, such as a field of study: also digits, and Latin words next to Persian ones.
    case persian
    /// Names in Latin letters.
    case latinName
    /// Texts in Latin letters.
    case latin
    /// Numbers that institutions give: letters of both scripts, digits and separators.
    case identifier

    /// The form in which a spreadsheet writes such a cell.
    var form: SpreadsheetCell.Form {
        switch self {
        case .persianName, .persian: .persianText
        case .latinName, .latin: .latinText
        case .identifier: .number
        }
    }

    /// Whether every character of a text may stand in the column, and the text has a letter of the column.
    func allows(_ text: String) -> Bool {
        var hasLetter = false
        for scalar in text.unicodeScalars {
            switch Self.kind(of: scalar) {
            case .persian:
                if self == .latinName || self == .latin { return false }
                hasLetter = true
            case .latin:
                if self == .persianName { return false }
                if self != .persian { hasLetter = true }
            case .digit:
                if self == .persianName || self == .latinName { return false }
                if self == .identifier { hasLetter = true }
            case .mark: break
            case .sign:
                if self == .persianName || self == .latinName { return false }
            case .foreign: return false
            }
        }
        return hasLetter && !(text.utf8.contains(0x26) && Self.hasEntity(text))
    }

    private enum Kind {
        case persian
        case latin
        case digit
        /// A mark that names have too.
        case mark
        /// A mark of other texts.
        case sign
        /// A character that no column holds.
        case foreign
    }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A: return .latin
        case 0x30...0x39, 0x6F0...0x6F9, 0x660...0x669: return .digit
        // - ' . ( ) , / and ZWNJ, ZWJ, «», and Persian commas.
        case 0x20, 0x27, 0x28, 0x29, 0x2C, 0x2D, 0x2E, 0x2F, 0x200C, 0x200D, 0x60C, 0x2019, 0xAB,
            0xBB,
            0x2010...0x2015:
            return .mark
        case 0x3F, 0x40, 0x5E, 0x60, 0x7E, 0x24: return .foreign
        case 0x21...0x7E, 0x61B, 0x66A, 0x66B, 0x201C, 0x201D: return .sign
        case 0x621...0x64A, 0x66E...0x6D3, 0x6D5, 0x6EE, 0x6EF, 0x6FA...0x6FF, 0x750...0x77F:
            return .persian
        case 0x64B...0x65F, 0x670, 0x300...0x36F, 0x2B9...0x2BF: return .mark
        case 0xC0...0x24F where scalar.value != 0xD7 && scalar.value != 0xF7,
            0x1E00...0x1EFF:
            return .latin
        default: return .foreign
        }
    }

    /// Whether a text has a character as HTML writes it: `&nbsp;` or `&#1587;`.
    private static func hasEntity(_ text: String) -> Bool {
        for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
            let name = part.prefix { $0 != ";" }
            if name.count < part.count, (2...8).contains(name.count),
                name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") })
            {
                return true
            }
        }
        return false
    }
}

extension Alphabet {
    /// Returns a text in the normal form of the column (docs/formats/record.md): it depends on nothing but the
    /// letters that a reader sees, and normalizing it again changes nothing.
    func normalized(_ raw: String) -> String {
        let text = Letters.stored(raw)
        guard text.utf8.contains(where: { $0 >= 0x80 }),
            text.unicodeScalars.contains(where: Self.isDropped)
        else { return text }
        switch self {
        case .identifier: return text
        case .latinName, .latin:
            let scalars = text.unicodeScalars.filter { $0.value != 0x200C && $0.value != 0x200D }
            return Letters.stored(String(String.UnicodeScalarView(scalars)))
        case .persianName, .persian:
            var letters = String.UnicodeScalarView()
            for scalar in text.unicodeScalars
            where scalar.value == 0x200C || !Self.isDropped(scalar) {
                if scalar.value == 0x200C, letters.last?.value == 0x200C { continue }
                letters.append(scalar)
            }
            return Letters.stored(String(letters))
        }
    }

    /// Tatweel, joiners, and the marks of vowels, which people write or leave out in the same name.
    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x640, 0x200C, 0x200D, 0x64B...0x652, 0x670, 0x610...0x61A, 0x6D6...0x6DC,
            0x6DF...0x6E8,
            0x6EA...0x6ED:
            true
        default: false
        }
    }
}
