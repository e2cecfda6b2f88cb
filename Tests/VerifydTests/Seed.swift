import Accounts
import Persian
import Registry
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// The institutions, degrees and keys of a test app.
struct Seed {
    private let app: App
    private let now: Timestamp
    private let saorg = Actor.saorg(name: "test")

    init(_ app: App, _ now: Timestamp) {
        self.app = app
        self.now = now
    }

    /// Creates them; returns the variables for scripts.
    func sow() async throws -> [String: String] {
        for (code, fa, en) in [
            ("1001", "دانشگاه تهران", "University of Tehran"),
            ("1002", "دانشگاه صنعتی شریف", "Sharif University of Technology"),
        ] {
            _ = try await app.domain.registry.addInstitution(
                code: code,
                nameFa: fa,
                nameEn: en,
                kind: "university",
                city: "تهران",
                by: saorg,
                at: now
            )
        }
        var names = try await degrees()
        names.merge(try await formerCodes()) { own, _ in own }
        for (name, scope, institution) in [
            ("admin", Scope.admin, nil), ("tehran", .institution, "1001"),
            ("sharif", .institution, "1002"), ("employer", .verifier, nil),
        ] as [(String, Scope, String?)] {
            names["\(name)_key"] = try await app.domain.accounts.createKey(
                organisation: name,
                scope: scope,
                institution: institution,
                at: now
            ).secret
        }
        for (name, cases) in [("tehran_cases", CaseScope.read), ("tehran_files", .files)] {
            names["\(name)_key"] = try await app.domain.accounts.createKey(
                organisation: "tehran",
                scope: .institution,
                institution: "1001",
                cases: cases,
                at: now
            ).secret
        }
        return names
    }

    /// Imports three codes of the former system; one is withdrawn, one linked to a degree.
    private func formerCodes() async throws -> [String: String] {
        let registry = app.domain.registry
        let codes = [
            "former": "20231108000012345678", "former_withdrawn": "20231108000012345679",
            "former_linked": "20231108000012345680",
        ]
        _ = try await registry.importLegacyCodes(
            Array(codes.values.joined(separator: "\n").utf8),
            by: saorg,
            at: now
        )
        let degree = try await issue(5)
        if let code = codes["former_withdrawn"].flatMap(FormerCode.init(parsing:)) {
            _ = try await registry.withdrawFormerCode(
                code,
                because: .error,
                note: "",
                by: saorg,
                at: now
            )
        }
        if let code = codes["former_linked"].flatMap(FormerCode.init(parsing:)) {
            _ = try await registry.linkFormerCode(
                code,
                to: degree.id,
                note: "",
                by: saorg,
                at: now
            )
        }
        return codes.merging(["linked_id": degree.id]) { own, _ in own }
    }

    private func degrees() async throws -> [String: String] {
        let registry = app.domain.registry
        let genuine = try await plain()
        let revoked = try await issue(2)
        let suspended = try await issue(3)
        let superseded = try await issue(4)
        _ = try await registry.revoke(
            revoked.id,
            because: .misconduct,
            note: "",
            by: saorg,
            at: now
        )
        _ = try await registry.suspend(suspended.id, note: "", by: saorg, at: now)
        let corrected = try Graduate.invented(4, lastNameEn: "Kazemi")
        _ = try await registry.correct(superseded.id, to: corrected, by: saorg, at: now)
        let forged = AuthenticityCode(
            keyID: genuine.code.keyID,
            locator: genuine.code.locator,
            tag: (genuine.code.tag + 1) % AuthenticityCode.tags
        )
        return [
            "genuine": genuine.code.grouped, "genuine_digits": genuine.code.digits,
            "genuine_percent": genuine.code.grouped.replacing(" ", with: "%20"),
            "genuine_id": genuine.id,
            "genuine_token": Base32.encode(genuine.token), "genuine_qr": genuine.qrText,
            "revoked": revoked.code.grouped, "revoked_id": revoked.id,
            "suspended": suspended.code.grouped, "suspended_id": suspended.id,
            "superseded": superseded.code.grouped, "superseded_id": superseded.id,
            "forged": forged?.grouped ?? "",
            "reversed": genuine.code.reversed, "mistyped": genuine.code.mistyped,
            "national_id": String.nationalID(77), "citizen_id": String.nationalID(81),
            "other_national_id": String.nationalID(78),
        ]
    }

    /// Returns a degree whose code is distinguished from its reversal and misspelling, as 95 of 97 are.
    private func plain() async throws -> IssuedDegree {
        for number in 100..<200 {
            let degree = try await issue(number)
            if degree.code.isPlain { return degree }
        }
        throw CancellationError()
    }

    private func issue(_ number: Int) async throws -> IssuedDegree {
        try await app.domain.registry.issue(try .invented(number), by: saorg, at: now)
    }
}

extension AuthenticityCode {
    /// The five groups from the last to the first.
    fileprivate var reversed: String {
        grouped.split(separator: " ").reversed().joined(separator: " ")
    }

    /// The code with another last digit.
    fileprivate var mistyped: String {
        grouped.dropLast() + (grouped.hasSuffix("0") ? "1" : "0")
    }

    fileprivate var isPlain: Bool {
        func error(_ text: String) -> ParsingError? {
            do {
                _ = try AuthenticityCode(parsing: text)
                return nil
            } catch {
                return error
            }
        }
        guard case .reversed = error(reversed), case .mistyped = error(mistyped) else {
            return false
        }
        return true
    }
}

extension Graduate {
    /// An invented person; the number makes ID and document differ.
    static func invented(_ number: Int, lastNameEn: String = "Kazemipour") throws -> Graduate {
        let cells: [GraduateColumn: String] = [
            .nationalID: .nationalID(number), .firstNameFa: "مینودخت", .lastNameFa: "کاظمی‌پور",
            .firstNameEn: "Mina", .lastNameEn: lastNameEn, .fatherNameFa: "رضا",
            .birthDate: "1994-03-22", .institutionCode: "1001", .documentKind: "diploma",
            .level: "bachelor", .fieldCode: "61301", .fieldFa: "مهندسی کامپیوتر - نرم‌افزار",
            .fieldEn: "Computer Engineering (Software)", .mode: "day",
            .entranceDate: "2012-09-23", .graduationDate: "2016-09-23",
            .diplomaNumber: "1395/\(number)", .average: "17.25",
        ]
        let today = CivilDate(daysSinceEpoch: 20_775)
        let reader = GraduateReader(institutions: ["1001"], own: nil, today: today)
        switch reader.read({ cells[$0] }) {
        case .graduate(let graduate, _): return graduate
        case .refused(let remarks): throw Refused(remarks: remarks)
        }
    }

    private struct Refused: Error {
        let remarks: [RowRemark]
    }
}

extension String {
    /// A number that passes the check of a national ID.
    static func nationalID(_ number: Int) -> String {
        let nine = String(100_000_000 + number)
        let sum = zip(nine.utf8, (2...10).reversed()).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        let rest = sum % 11
        return nine + String(rest < 2 ? rest : 11 - rest)
    }
}

extension Verifier {
    /// An organisation whose id is its name.
    static func organisation(name: String, consent: Consent?) -> Verifier {
        .organisation(id: name, name: name, consent: consent)
    }
}
