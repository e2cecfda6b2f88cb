import Persian
import VerifyCore

/// The stored form of a person that waits for a confirmation: JSON, in an encrypted column.
extension PersonDraft {
    var json: JSON {
        [
            "number": number.json, "first_fa": .string(name.firstFa),
            "last_fa": .string(name.lastFa), "first_en": .string(name.firstEn),
            "last_en": .string(name.lastEn), "birth_date": .string(birthDate.description),
            "contact": JSON(contact?.text), "language": .string(language.rawValue),
            "abroad": .bool(isAbroad),
        ]
    }

    init?(json: JSON) {
        guard let number = json["number"].flatMap(IDNumber.init(json:)),
            let birthDate = json["birth_date"]?.string.flatMap({ try? CivilDate(parsing: $0) }),
            let name = try? PersonName(
                firstFa: json["first_fa"]?.string ?? "",
                lastFa: json["last_fa"]?.string ?? "",
                firstEn: json["first_en"]?.string ?? "",
                lastEn: json["last_en"]?.string ?? ""
            )
        else { return nil }
        self.init(
            number: number,
            name: name,
            birthDate: birthDate,
            contact: json["contact"]?.string.flatMap(Contact.init(typed:)),
            language: json["language"]?.string.flatMap(MessageLanguage.init(rawValue:)) ?? .fa,
            isAbroad: json["abroad"]?.bool ?? false
        )
    }
}

extension IDNumber {
    var json: JSON {
        ["kind": .string(kind.rawValue), "country": .string(country), "number": .string(number)]
    }

    init?(json: JSON) {
        guard let kind = json["kind"]?.string.flatMap(IDKind.init(rawValue:)),
            let country = json["country"]?.string, let text = json["number"]?.string,
            let number = try? IDNumber(kind, country: country, typed: text)
        else { return nil }
        self = number
    }
}
