import Accounts
import Casework
import Foundation
import Persian
import Registry
import Services
import Store
import VerifyCore

/// The register at its database and its keys.
///
/// The operator acts for the organisation, in the name of the system's user.
struct LocalRegistry: RegistryClient {
    let title: String
    let registry: Registry
    let actor = Actor.saorg(name: NSUserName())

    /// A register over an open database, with the keys that its rows are sealed with.
    ///
    /// `origin` is the address in QR codes, without a slash at its end.
    init(title: String, database: Database, keyring: Keyring, origin: String) {
        self.title = title
        registry = Registry(database: database, keyring: LiveKeyring(keyring), host: origin)
    }
}

extension LocalRegistry {
    func close() {
        registry.database.close()
    }

    func verify(_ question: Question) async throws -> Verification {
        let now = Moment.now
        let answer = try await registry.answer(question, from: .visitor, at: now)
        return try Verification(answer, subject: question.text, checkedAt: now)
    }

    /// The note before `checkSeals`.
    static let sealsNote =
        "checking: every degree and case, and the seals of API keys, uploads, former codes, messages and documents"

    /// Checks every seal: of degrees, institutions, uploads, former codes and API keys, of the keyring's serial
    /// number, and the encryption of messages and documents.
    func checkSeals() async throws -> (degrees: Int, decided: Int, problems: [String]) {
        var problems: [String] = []
        let check = try await registry.checkSeals { problems.append($0) }
        let accounts = Accounts(database: registry.database, keyring: registry.keyring)
        try await accounts.check { problems.append($0) }
        let outbox = Outbox(database: registry.database, keyring: registry.keyring)
        try await outbox.check { problems.append($0) }
        let documents = Documents(database: registry.database, keyring: registry.keyring)
        try await documents.check { problems.append($0) }
        let webhooks = Webhooks(database: registry.database, keyring: registry.keyring)
        try await webhooks.check { problems.append($0) }
        problems += try await ServicePhases.problems(
            in: registry.database,
            by: registry.keyring.current
        )
        try await checkCases { problems.append($0) }
        do {
            let keyring = registry.keyring.current
            try await KeyringSerial(in: registry.database).require(keyring)
        } catch let refusal as KeyringSerial.Refusal {
            problems.append(refusal.description)
        }
        return (check.rows, check.decided, problems)
    }
}

extension LocalRegistry {
    /// Calls `problem` with a sentence for each row of cases, cartables and drafts that is wrong.
    private func checkCases(_ problem: (String) -> Void) async throws {
        let people = People(
            database: registry.database,
            keyring: registry.keyring,
            identityCheck: NoIdentityCheck(),
            messages: { _, _ in },
            settings: PeopleSettings(host: "", address: "")
        )
        let cases = Services.cases(
            Roles(signIn: SignIn(people: people)),
            registry: registry,
            keyring: registry.keyring,
            outbox: Outbox(database: registry.database, keyring: registry.keyring)
        )
        _ = try await cases.check { id, fault in problem("case \(id): \(fault)") }
        try await cases.checkOthers(problem)
    }

    /// How many are read in one request.
    private static let page = 100

    func institutions() async throws -> [JSON] {
        try await everyInstitution().map(JSON.init)
    }

    func everyInstitution() async throws -> [Institution] {
        var all: [Institution] = []
        while true {
            let page = try await registry.institutions(after: all.last?.code, limit: Self.page)
            all += page
            if page.count < Self.page { return all }
        }
    }

    func importInstitutions(_ csv: [UInt8]) async throws -> InstitutionImport {
        try await registry.importInstitutions(csv, by: actor, at: Moment.now)
    }

    func setWindow(of code: String, until: Timestamp?) async throws -> JSON {
        try await registry.setWindow(of: code, until: until, by: actor, at: Moment.now)
        guard let changed = try await registry.institution(code) else {
            throw RegistryError.institutionUnknown(code: code)
        }
        return JSON(changed)
    }
}

extension Question {
    /// The code or token as it was typed.
    var text: String {
        switch subject {
        case .code(let text), .token(let text): text
        }
    }
}
