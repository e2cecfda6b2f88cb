import Foundation

/// Persian letters: as they are stored, and as they are compared.
///
/// NFKC folds neither ي to ی nor ك to ک, and people type both; so the folding is our own.
package enum Letters {
    /// The text as it is stored.
    ///
    /// NFC; ي and ى become ی, ك becomes ک; presentation forms become letters; runs of white space (line
    /// breaks and NBSP too) become one space; none at the ends; marks of direction and BOM are dropped.
    /// ZWNJ stays inside words. Texts of ASCII and plain Persian letters take no Foundation.
    package static func stored(_ text: some StringProtocol) -> String {
        stored(String(text))
    }

    /// The text as it is stored (see the generic form).
    package static func stored(_ text: String) -> String {
        isStored(text) ? text : normalized(text)
    }

    /// The key by which texts are matched: equal keys are the same to a reader in a hurry.
    ///
    /// Digits become ASCII; letters lose case, diacritics, hamza and madda (أإآ → ا, ؤ → و, ئ → ی);
    /// ي/ى → ی, ك → ک, ة/ۀ → ه; white space, ZWNJ, tatweel, hyphens, apostrophes and invisible
    /// characters vanish. «كاظمي پور», «کاظمی‌پور» and «کاظمیپور» have one key.
    package static func key(_ text: some StringProtocol) -> String {
        var key = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            appendFolded(scalar, to: &key)
        }
        return String(key)
    }
}

extension Letters {
    /// Whether the text is already as `stored` would leave it; says no where it is not sure.
    private static func isStored(_ text: String) -> Bool {
        var last: UInt32 = 0x20
        for scalar in text.unicodeScalars {
            let value = scalar.value
            switch value {
            case 0x20: if last == 0x20 || last == 0x200C { return false }
            case 0x21...0x7E: break
            case 0x600...0x6FF: if !Arabic.isStored(value) { return false }
            case 0x200C: if last == 0x20 { return false }
            default: return false
            }
            last = value
        }
        return text.isEmpty || (last != 0x20 && last != 0x200C)
    }

    private static func normalized(_ text: String) -> String {
        var composed = text
        if text.unicodeScalars.contains(where: isPresentationForm) {
            composed = text.unicodeScalars.map(unfolded).joined()
        }
        composed = composed.precomposedStringWithCanonicalMapping
        var stored = String.UnicodeScalarView()
        var spaceIsDue = false
        for scalar in composed.unicodeScalars where !isDropped(scalar) {
            if scalar.properties.isWhitespace {
                spaceIsDue = true
                continue
            }
            // A joiner at the edge of a word joins nothing.
            if isJoiner(scalar), stored.isEmpty || spaceIsDue { continue }
            if spaceIsDue {
                while let last = stored.last, isJoiner(last) { stored.removeLast() }
                if !stored.isEmpty { stored.append(" ") }
                spaceIsDue = false
            }
            stored.append(Arabic.persianLetter(of: scalar))
        }
        while let last = stored.last, isJoiner(last) { stored.removeLast() }
        return String(stored).precomposedStringWithCanonicalMapping
    }

    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0x200C || scalar.value == 0x200D
    }

    /// Arabic presentation forms, as copied from some PDF files.
    private static func isPresentationForm(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xFB50...0xFDFF, 0xFE70...0xFEFC: true
        default: false
        }
    }

    private static func unfolded(_ scalar: Unicode.Scalar) -> String {
        guard isPresentationForm(scalar) else { return String(Character(scalar)) }
        return String(Character(scalar)).precomposedStringWithCompatibilityMapping
    }

    /// Marks of direction, BOM and soft hyphen: invisible, and two names that look alike would differ.
    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF:
            true
        default:
            false
        }
    }
}

extension Letters {
    private static func appendFolded(
        _ scalar: Unicode.Scalar,
        to key: inout String.UnicodeScalarView
    ) {
        if let digit = Digits.value(of: scalar) {
            key.append(Unicode.Scalar(digit + 0x30))
            return
        }
        switch scalar.value {
        case 0x41...0x5A: key.append(Unicode.Scalar(scalar.value + 0x20) ?? scalar)
        case 0x20, 0x27, 0x2D, 0x60: break
        case 0...0x7F: if !scalar.properties.isWhitespace { key.append(scalar) }
        case 0x600...0x6FF: if let folded = Arabic.folded(scalar) { key.append(folded) }
        default: appendFoldedByTables(of: scalar, to: &key)
        }
    }

    /// The rare rest: decomposed by compatibility, then each part by its general category.
    private static func appendFoldedByTables(
        of scalar: Unicode.Scalar,
        to key: inout String.UnicodeScalarView
    ) {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark, .format, .control, .dashPunctuation,
            .spaceSeparator, .lineSeparator, .paragraphSeparator:
            return
        default:
            break
        }
        if scalar.value == 0x2019 || scalar.value == 0x2018 || scalar.value == 0x2BC { return }
        if scalar.properties.numericType != nil {
            key.append(scalar)
            return
        }
        let parts = String(Character(scalar)).decomposedStringWithCompatibilityMapping
            .unicodeScalars
        if parts.count > 1 || parts.first != scalar {
            for part in parts {
                appendFolded(part, to: &key)
            }
            return
        }
        for lower in scalar.properties.lowercaseMapping.unicodeScalars {
            key.append(lower)
        }
    }
}
