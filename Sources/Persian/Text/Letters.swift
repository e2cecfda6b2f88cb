import Foundation

/// The normal form of Persian text: for storing, and for comparing.
///
/// NFKC folds neither ي to ی nor ك to ک, and users type both; so this type has its own tables.
package enum Letters {
    /// Returns the text in the form for storing.
    ///
    /// NFC; ي and ى become ی, ك becomes ک; presentation forms become letters; a run of white space (also line
    /// breaks and NBSP) becomes one space, and none remains at the ends; direction marks and BOM are dropped;
    /// ZWNJ stays inside words. Texts of ASCII and plain Persian letters do not call Foundation.
    package static func stored(_ text: some StringProtocol) -> String {
        stored(String(text))
    }

    /// Returns the text in the form for storing (see the generic form).
    package static func stored(_ text: String) -> String {
        isStored(text) ? text : normalized(text)
    }

    /// Returns the key for comparing texts: texts with equal keys look the same to a casual reader.
    ///
    /// Characters are decomposed; digits become ASCII; letters lose case, diacritics, hamza and madda
    /// (أإآ → ا, ؤ → و, ئ → ی); ي/ى → ی, ك → ک, ة/ۀ → ه; white space, ZWNJ, tatweel, hyphens, apostrophes
    /// and invisible characters are dropped. «كاظمي پور», «کاظمی‌پور» and «کاظمیپور» have one key.
    package static func key(_ text: some StringProtocol) -> String {
        var key = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            appendFolded(scalar, to: &key)
        }
        return String(key)
    }
}

extension Letters {
    /// Returns whether `stored` would leave the text unchanged; false also for texts that this quick test cannot
    /// decide.
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
            // A joiner at the edge of a word has no effect.
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

    /// Direction marks, BOM and soft hyphen: invisible, so two names that look the same would differ.
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

    /// Appends a scalar outside ASCII and Arabic: decomposes it, then folds each part.
    ///
    /// Numbers of other scripts keep their form, since they are no digits here. They are recognized after the
    /// canonical decomposition: U+F96B is another code for the ideograph U+53C3, which is a number.
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
        let canonical = String(Character(scalar)).decomposedStringWithCanonicalMapping
            .unicodeScalars
        if canonical.count > 1 || canonical.first != scalar {
            for part in canonical { appendFolded(part, to: &key) }
            return
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
