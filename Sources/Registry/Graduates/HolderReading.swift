import Persian

extension RecordDraft {
    /// Reads the number that identifies the graduate, from `national_id` and the columns `id_…`.
    ///
    /// The number is in `national_id` or in `id_number`; without an `id_kind` it is a national ID.
    mutating func readHolder(_ cell: (GraduateColumn) -> String?) {
        let word = cell(.idKind) ?? ""
        column = .idKind
        guard let named = plain(word, .persianText, warns: false) else { return }
        guard let kind = Letters.key(named).isEmpty ? .national : HolderIDKind(word: named) else {
            refuse(.idKindUnknown, .idKind, word)
            return
        }
        graduate.idKind = kind
        let columns: [GraduateColumn] =
            kind == .national ? [.nationalID, .idNumber] : [.idNumber, .nationalID]
        column = columns.first { !Letters.key(cell($0) ?? "").isEmpty } ?? columns[0]
        let raw = cell(column) ?? ""
        for other in [GraduateColumn.idNumber, .idCountry, .idPlace] {
            let text = cell(other) ?? ""
            if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
                refuse(.controlCharacter, other, text)
                return
            }
        }
        if raw.utf8.count > 400 {
            refuse(kind == .national ? .nationalIDLength : .idNumberFormat, column, raw)
            return
        }
        guard let number = plain(raw, .number, warns: kind != .national) else { return }
        switch kind {
        case .national: readNationalID(number, raw)
        case .passport: readPassport(number, raw, cell(.idCountry) ?? "")
        case .foreigner: readForeigner(number, raw)
        case .birthCertificate: readBirthCertificate(number, raw, cell(.idPlace) ?? "")
        }
    }

    private mutating func readNationalID(_ text: String, _ raw: String) {
        // 0.411800779 and 4118.007790 are other numbers than the one without the point.
        if Self.hasPoint(text) {
            refuse(.nationalIDFormat, column, raw)
            return
        }
        do {
            let id = try NationalID(parsing: text)
            graduate.idNumber = id.digits
            switch id.warning {
            case .lostLeadingZeros: warn(.nationalIDLeadingZero, column, raw)
            case .repeatedDigit: warn(.nationalIDRepeatedDigit, column, raw)
            case nil: if text != raw { warn(.spreadsheetNotation, column, raw) }
            }
        } catch {
            let code: RowCode =
                switch error {
                case .empty: .required
                case .length: .nationalIDLength
                case .character: .nationalIDFormat
                case .repeatedDigit: .nationalIDRepeatedDigit
                case .checkDigit: .nationalIDCheckDigit
                }
            refuse(code, column, raw)
        }
    }

    /// A passport's number, and the three letters of its issuing state (ICAO Doc 9303) where they are known.
    private mutating func readPassport(_ text: String, _ raw: String, _ country: String) {
        var number = Self.compact(text)
        var state = Self.compact(country)
        let parts = Digits.folded(text).split(separator: "-")
        if parts.count == 2, parts[0].utf8.count == 3, parts[0].allSatisfy(\.isLetter),
            state.isEmpty || state == parts[0].uppercased()
        {
            state = parts[0].uppercased()
            number = Self.compact(parts[1])
        }
        if number.isEmpty {
            refuse(.required, column, raw)
        } else if !(5...20).contains(number.utf8.count)
            || !number.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
            || !number.utf8.contains(where: { (0x30...0x39).contains($0) })
        {
            refuse(.idNumberFormat, column, raw)
        }
        if !state.isEmpty,
            state.utf8.count != 3 || !state.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
        {
            refuse(.idCountryFormat, .idCountry, country)
        }
        graduate.idNumber = number
        graduate.idCountry = state
    }

    private mutating func readForeigner(_ text: String, _ raw: String) {
        let number = Self.compact(text)
        if number.isEmpty {
            refuse(.required, column, raw)
        } else if Self.hasPoint(text) || !(8...15).contains(number.utf8.count)
            || !number.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        {
            refuse(.idNumberFormat, column, raw)
        }
        graduate.idNumber = number
    }

    private mutating func readBirthCertificate(_ text: String, _ raw: String, _ place: String) {
        let number = Self.compact(text)
        if number.isEmpty {
            refuse(.required, column, raw)
        } else if Self.hasPoint(text) || number.utf8.count > 10
            || !number.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        {
            refuse(.idNumberFormat, column, raw)
        }
        graduate.idNumber = number
        column = .idPlace
        graduate.idPlace = self.text(place, .persian)
        if graduate.idPlace.isEmpty, !isRefused(.idPlace) { refuse(.required, .idPlace, place) }
    }

    private static func hasPoint(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0 == "." || $0 == "\u{66B}" }
    }

    /// In capitals and ASCII digits, without spaces, dashes and invisible characters.
    private static func compact(_ text: some StringProtocol) -> String {
        let kept = Digits.folded(text).unicodeScalars.filter { scalar in
            !scalar.properties.isWhitespace && scalar.properties.generalCategory != .format
                && scalar.properties.generalCategory != .dashPunctuation
        }
        return String(String.UnicodeScalarView(kept)).uppercased()
    }
}
