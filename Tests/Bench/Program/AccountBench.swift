import Accounts
import Foundation
import KeyFiles
import Persian
import Store
import Synchronization
import VerifyCore

/// Sessions of persons against API keys, and sign-ins, on a database that has been migrated.
struct AccountBench {
    private let database: Database
    private let accounts: Accounts
    private let signIn: SignIn
    private let mail = Mail()
    private let now = Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))

    /// The newest code; the lock guards it.
    private final class Mail: Sendable {
        let code = Mutex("")
    }

    init(database path: String, keys: String) throws {
        database = try Database(.sqlite(path))
        let keyring = LiveKeyring(try KeyDirectory(path: keys, kek: .inDirectory).load())
        let mail = mail
        accounts = Accounts(database: database, keyring: keyring)
        signIn = SignIn(
            people: People(
                database: database,
                keyring: keyring,
                identityCheck: SandboxIdentityCheck(),
                messages: { message, _ in
                    let code = message.body.split(separator: "\n").first { line in
                        line.count == 6 && line.allSatisfy(\.isNumber)
                    }
                    mail.code.withLock { $0 = code.map { String($0) } ?? "" }
                },
                settings: PeopleSettings(
                    host: "sehat.example.ir",
                    address: "https://sehat.example.ir",
                    registrationsPerHour: .max,
                    signInsPerHour: .max
                )
            )
        )
    }

    /// A check of a session against a check of an API key: both are one row by a hash, with its seal.
    func sessions() async throws {
        let key = try await accounts.createKey(
            organisation: "bench \(UInt32.random(in: .min ... .max))",
            scope: .verifier,
            institution: nil,
            at: now
        ).secret
        _ = try await accounts.identify(key, at: now)
        let session = try await session(Int.random(in: 0..<1_000_000)).secret
        let race = Race(name: "session check, an API key's", unit: "ns", reach: .atMost(1.3))
        try await race.run(count: 2_000, rounds: 15) { count in
            let began = DispatchTime.now().uptimeNanoseconds
            for _ in 0..<count {
                guard try await signIn.session(forSecret: session, at: now) != nil else {
                    throw BenchError.wrongAnswer("session")
                }
            }
            return Int64(DispatchTime.now().uptimeNanoseconds - began)
        } baseline: { count in
            let began = DispatchTime.now().uptimeNanoseconds
            for _ in 0..<count {
                guard try await accounts.identify(key, at: now)?.account != nil else {
                    throw BenchError.wrongAnswer("API key")
                }
            }
            return Int64(DispatchTime.now().uptimeNanoseconds - began)
        }
        database.close()
    }

    /// Registrations with the sign-in by their code, one after the other: six durable transactions each.
    func signIns(_ count: Int) async throws {
        let first = Int.random(in: 0..<1_000_000)
        let began = DispatchTime.now().uptimeNanoseconds
        for number in 0..<count { _ = try await session(first + number) }
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - began) / 1e9
        let rate = Double(count) / seconds
        print(#"{"name":"registrations with sign-in","unit":"a second","ours":\#(rate)}"#)
        database.close()
    }

    /// Prints the cookies of `count` new sessions, one a line, for a load of signed-in readers.
    func cookies(_ count: Int) async throws {
        let first = Int.random(in: 0..<1_000_000)
        for number in 0..<count { print(try await session(first + number).secret) }
        database.close()
    }

    /// Makes `count` persons of level 1; prints their national IDs, one a line.
    func owners(_ count: Int) async throws {
        // The digit before the check digit is 0, and no mobile number ends with 000: the sandbox matches.
        for number in (1...count).map({ 10 * $0 + ($0 % 100 == 0 ? 1 : 0) }) {
            let person = try await session(number).session.person
            guard case .matched = try await signIn.matchIdentity(of: person, at: now),
                let id = try await signIn.people.person(person)?.number
            else { throw BenchError.wrongAnswer("match") }
            print(id.number)
        }
        database.close()
    }

    private func session(_ number: Int) async throws -> NewSession {
        let nine = String(100_000_000 + number)
        let sum = zip(nine.utf8, (2...10).reversed()).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        let id = nine + String(sum % 11 < 2 ? sum % 11 : 11 - sum % 11)
        let contact = Contact.mobile(try Mobile(parsing: "0912\(1_000_000 + number)"))
        let draft = PersonDraft(
            number: try IDNumber(.national, typed: id),
            name: try PersonName(firstFa: "سارا", lastFa: "کریمی"),
            birthDate: CivilDate(daysSinceEpoch: 8_845),
            contact: contact
        )
        let origin = SignInOrigin(
            network: "192.0.2.\(number % 200) \(number)",
            isSharedNetwork: true,
            browser: BrowserSecret(),
            agent: "bench",
            language: .fa
        )
        let sent = try await signIn.claim(
            draft,
            contact: contact,
            terms: "1",
            from: origin,
            at: now
        )
        let outcome = try await signIn.finish(
            sent.challenge,
            code: mail.code.withLock { $0 },
            from: origin,
            at: now
        )
        guard case .signedIn(let session) = outcome else { throw BenchError.wrongAnswer("sign-in") }
        return session
    }
}
