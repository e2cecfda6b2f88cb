import Accounts
import Persian
import VerifyCore

/// Invented people.
struct TestCitizen: Sendable {
    let number: IDNumber
    let mobile: Contact
    let birthDate: CivilDate
    let name: PersonName

    /// An invented person for each index.
    init(_ index: Int) throws {
        number = try IDNumber(.national, typed: Self.nationalID(index))
        let digits = String(10_000_000 + index)
        mobile = .mobile(try Mobile(parsing: "0912" + digits.suffix(7)))
        birthDate = try CivilDate(parsing: "1990-0\(index % 9 + 1)-15")
        name = try PersonName(
            firstFa: "نام \(index)",
            lastFa: "خانوادگی \(index)",
            firstEn: "First",
            lastEn: "Family \(index)"
        )
    }

    var draft: PersonDraft {
        PersonDraft(number: number, name: name, birthDate: birthDate, contact: nil)
    }

    /// A national ID with the right check digit.
    static func nationalID(_ index: Int) -> String {
        let body = String(String(100_000_000 + index).suffix(9))
        let sum = zip(body.utf8, stride(from: 10, through: 2, by: -1))
            .reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        let rest = sum % 11
        return body + String(rest < 2 ? rest : 11 - rest)
    }
}
