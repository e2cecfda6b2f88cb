import Persian
import Store
import Synchronization
import TestDatabases
import Testing
import VerifyCore

@testable import Registry

/// A register of one test: an empty database in its own place, fresh keys, two institutions.
struct TestRegister: Sendable {
    let place: TestPlace
    let database: Database
    let keyring: LiveKeyring
    let kek: KeyEncryptionKey
    let registry: Registry
    let alarms: Alarms

    static let now = Timestamp(secondsSinceEpoch: 1_795_000_000)
    static let saorg = Actor.saorg(name: "test")
    static let tehran = Actor.institution(code: "1001", name: "University of Tehran")
    static let sharif = Actor.institution(code: "1002", name: "Sharif University of Technology")

    fileprivate init(_ place: TestPlace, _ database: Database) throws {
        self.place = place
        self.database = database
        kek = try KeyEncryptionKey([UInt8](repeating: 7, count: KeyEncryptionKey.count))
        keyring = LiveKeyring(try Keyring.new(kek: kek, at: Self.now))
        let alarms = Alarms()
        self.alarms = alarms
        registry = Registry(
            database: database,
            keyring: keyring,
            host: "degrees.example.ir",
            observer: RegistryObserver { alarms.add($0) }
        )
    }
}

extension TestEngine {
    /// Runs `body` over an empty register; closes and removes it afterwards.
    @discardableResult
    func withRegister<T>(_ body: (TestRegister) async throws -> T) async throws -> T {
        try await withPlace { place in
            let database = try Database(place.location)
            defer { database.close() }
            try await database.migrate(Registry.migrations)
            let register = try TestRegister(place, database)
            try await register.addInstitutions()
            return try await body(register)
        }
    }
}

/// The notices that a register has given.
final class Alarms: Sendable {
    private let notices = Mutex<[RegistryObserver.Notice]>([])

    func add(_ notice: RegistryObserver.Notice) {
        notices.withLock { $0.append(notice) }
    }

    func count(_ notice: RegistryObserver.Notice) -> Int {
        notices.withLock { $0.count { $0 == notice } }
    }
}

extension TestRegister {
    fileprivate func addInstitutions() async throws {
        for (code, fa, en) in [
            ("1001", "دانشگاه تهران", "University of Tehran"),
            ("1002", "دانشگاه صنعتی شریف", "Sharif University of Technology"),
        ] {
            _ = try await registry.addInstitution(
                code: code,
                nameFa: fa,
                nameEn: en,
                kind: "university",
                city: "تهران",
                by: Self.saorg,
                at: Self.now
            )
        }
    }

    /// Issues the degree of the invented person with a number.
    func issue(
        _ number: Int = 1,
        institution: String = "1001",
        by actor: Actor = saorg,
        at now: Timestamp = now
    ) async throws -> IssuedDegree {
        try await registry.issue(.test(number, institution: institution), by: actor, at: now)
    }

    /// Revokes a degree, in the Organisation's name.
    func revoke(
        _ issued: IssuedDegree,
        because reason: RevocationReason = .court,
        at now: Timestamp = now
    ) async throws {
        _ = try await registry.revoke(
            issued.id,
            because: reason,
            note: "",
            by: Self.saorg,
            at: now
        )
    }

    /// Looks a code up as a visitor.
    func ask(
        _ code: AuthenticityCode,
        knowing datum: Question.Datum? = nil,
        from verifier: Verifier = .visitor,
        at now: Timestamp = now
    ) async throws -> Answer {
        try await registry.answer(
            Question(.code(code.grouped), knowing: datum),
            from: verifier,
            at: now
        )
    }

    /// Looks the text of a QR up as a visitor.
    func ask(token text: String, at now: Timestamp = now) async throws -> Answer {
        try await registry.answer(Question(.token(text)), from: .visitor, at: now)
    }

    /// The number of rows of a table.
    func count(_ table: SQL) async throws -> Int64 {
        try await database.read { connection in
            try connection.first("SELECT count(*) FROM \(table)") { try $0.int(0) } ?? 0
        }
    }

    /// Changes the keyring by a ceremony.
    func perform(
        _ ceremony: (Keyring, KeyEncryptionKey) throws -> Keyring
    ) throws {
        keyring.replace(with: try ceremony(keyring.current, kek))
    }

    /// Makes a new code key the active one, and reports the former as compromised.
    func compromise(codeKey id: UInt8) throws {
        try perform { try $0.rotating(.code, kek: $1, at: Self.now) }
        try perform { try $0.compromising(String(id), since: Self.now, kek: $1, at: Self.now) }
    }
}

extension Graduate {
    /// An invented person; the number makes ID, name and document differ.
    static func test(
        _ number: Int = 1,
        institution: String = "1001",
        firstNameFa: String = "مینا",
        lastNameFa: String = "کاظمی‌پور"
    ) -> Graduate {
        Graduate(
            idKind: .national,
            idNumber: .nationalID(number),
            idPlace: "",
            firstNameFa: firstNameFa,
            lastNameFa: lastNameFa,
            firstNameEn: "Mina",
            lastNameEn: "Kazemipour",
            fatherNameFa: "رضا",
            birthDate: CivilDate(daysSinceEpoch: 8_846),
            institutionCode: institution,
            documentKind: .diploma,
            level: .bachelor,
            fieldCode: "61301",
            fieldFa: "مهندسی کامپیوتر - نرم‌افزار",
            fieldEn: "Computer Engineering (Software)",
            mode: .day,
            entranceDate: CivilDate(daysSinceEpoch: 15_606),
            graduationDate: CivilDate(daysSinceEpoch: 17_067),
            diplomaNumber: "1395/\(number)",
            average: 1_725
        )
    }
}

extension String {
    /// A number that passes the check of a national ID.
    static func nationalID(_ number: Int) -> String {
        let nine = String(100_000_000 + number)
        let sum = zip(nine.utf8, (2...10).reversed()).reduce(0) {
            $0 + Int($1.0 - 0x30) * $1.1
        }
        let rest = sum % 11
        return nine + String(rest < 2 ? rest : 11 - rest)
    }
}

extension AuthenticityCode {
    /// A code with another tag and right check digits.
    func withTag(_ other: UInt32) throws -> AuthenticityCode {
        try #require(
            AuthenticityCode(keyID: keyID, locator: locator, tag: other % Self.tags)
        )
    }

    /// A code with a wrong tag, another for each number.
    func wrong(_ number: UInt32 = 1) throws -> AuthenticityCode {
        try withTag(tag + number)
    }
}

extension Verifier {
    /// An organisation whose id is its name.
    static func organisation(name: String, consent: Consent?) -> Verifier {
        .organisation(id: name, name: name, consent: consent)
    }
}
