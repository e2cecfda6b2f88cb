import Registry
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

@Suite struct `A datum about a holder` {
    @Test(arguments: [
        ("family_name", "كاظمي پور", "familyName(كاظمي پور)"),
        ("family_name", "Kazemipour", "familyName(Kazemipour)"),
        ("birth_year", "۱۳۷۵", "birthYear(1375)"), ("birth_year", " 1996 ", "birthYear(1996)"),
        ("id_last4", "۹۳۲۱", "idLast4(9321)"), ("id_last4", "00 12", "idLast4(0012)"),
    ])
    func `is taken as it is meant`(kind: String, text: String, meant: String) throws {
        let said =
            switch try CheckForm.datum(kind, text).get() {
            case .familyName(let name): "familyName(\(name))"
            case .birthYear(let year): "birthYear(\(year))"
            case .idLast4(let digits): "idLast4(\(digits))"
            }
        #expect(said == meant)
    }

    @Test(
        arguments: [
            (nil, "1375"), ("name", "x"), ("family_name", ""), ("family_name", "۱۲۳"),
            ("birth_year", "72"), ("birth_year", "1575"), ("birth_year", "هفتاد"),
            ("id_last4", "123"), ("id_last4", "0787789321"), ("id_last4", "12a4"),
            ("id_last4", "①②③④"),
        ] as [(String?, String)]
    )
    func `is refused at its field when it cannot be one`(kind: String?, text: String) {
        #expect(throws: DatumFault.self) { try CheckForm.datum(kind, text).get() }
    }
}
