import Persian
import Store
import Synchronization
import TestDatabases
import Testing
import VerifyCore

@testable import Accounts
@testable import Casework

/// The engine over the test services, with the organisations and persons of their examples.
struct TestCases: Sendable {
    let place: TestPlace
    let database: Database
    let roles: Roles
    var cases: Cases
    let keyring: LiveKeyring
    let clock = TestClock()
    /// The effects that were applied: name and case.
    let applied = Collected<String>()
    /// While it has a sentence, `issue-permit` is refused with it.
    let refusals: Shared<Wording?>
    /// While there is one, `issue-permit` waits for it before the transaction.
    let gate: Shared<Gate?>
    /// While there is one, reading the files of a case waits at it, in the snapshot and in the transaction.
    let barrier: Shared<Barrier?>

    /// Runs `body` over an empty database with every service offered.
    static func with(
        _ engine: TestEngine,
        sample: Int = 1_000,
        keyring: LiveKeyring? = nil,
        _ body: (TestCases) async throws -> Void
    ) async throws {
        try await engine.withPlace { place in
            let database = try Database(place.location)
            defer { database.close() }
            try await database.migrate(Accounts.migrations + CaseworkTables.migrations + [files])
            let keys = try keyring ?? TestKeys.keyring.get()
            let test = try TestCases(place, database, sample: sample, keys)
            _ = try await CalendarStore(database: database).load(
                OfficialCalendar.entries,
                what: "test",
                by: "test",
                at: TestCalendar.start
            )
            try await test.makePersons()
            try await body(test)
        }
    }

    init(_ place: TestPlace, _ database: Database, sample: Int, _ keyring: LiveKeyring) throws {
        self.place = place
        self.database = database
        self.keyring = keyring
        let people = People(
            database: database,
            keyring: keyring,
            identityCheck: NoIdentityCheck(),
            messages: { _, _ in },
            settings: PeopleSettings(host: "sehat.example", address: "https://sehat.example")
        )
        roles = Roles(signIn: SignIn(people: people))
        let (refusals, gate) = (Shared<Wording?>(nil), Shared<Gate?>(nil))
        (self.refusals, self.gate) = (refusals, gate)
        barrier = Shared<Barrier?>(nil)
        var settings = CaseSettings()
        settings.sample = sample
        cases = Cases(
            catalog: TestServices.catalog,
            effects: Self.effects(applied, refusals, gate),
            cartables: Cartables(
                roles: roles,
                keyring: keyring,
                calendar: CalendarStore(database: database),
                settings: settings
            ),
            outbox: Outbox(database: database, keyring: keyring),
            files: Self.filePort(barrier)
        )
    }

    private static func effects(
        _ applied: Collected<String>,
        _ refusals: Shared<Wording?>,
        _ gate: Shared<Gate?>
    ) -> EffectBodies {
        [
            "issue-permit": EffectBody(
                prepare: { _ -> Bool in
                    await gate.value?.arrive()
                    return true
                },
                apply: { _, context, _ in
                    if let sentence = refusals.value { return .refused(sentence) }
                    applied.add("issue-permit \(context.snapshot.file.id)/\(context.seq)")
                    return .done(reference: "permit/\(context.seq)")
                }
            ),
            "lay-hold": EffectBody { context, connection in
                guard let person = context.snapshot.parties(.subject).first?.person else {
                    return .refused(.test("No subject"))
                }
                let id = try CaseHolds.lay(
                    "debt",
                    on: person,
                    because: "deposit",
                    by: context.snapshot.file.id,
                    at: context.at,
                    keys: context.keys,
                    in: connection
                )
                return .done(reference: id)
            },
        ]
    }
}

/// A value behind a lock.
final class Shared<Value: Sendable>: Sendable {
    private let stored: Mutex<Value>

    init(_ value: Value) { stored = Mutex(value) }

    var value: Value { stored.withLock { $0 } }

    func set(_ value: Value) { stored.withLock { $0 = value } }
}

/// A gate that opens when so many have arrived.
actor Gate {
    private let count: Int
    private var arrived = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { self.count = count }

    func arrive() async {
        arrived += 1
        guard arrived < count else {
            for continuation in waiting { continuation.resume() }
            waiting = []
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}

/// The keys of these tests, made once: making them takes longer than a test.
enum TestKeys {
    static let kek = Result {
        try KeyEncryptionKey([UInt8](repeating: 9, count: KeyEncryptionKey.count))
    }

    static let keyring = Result {
        LiveKeyring(try Keyring.new(kek: try kek.get(), at: TestCalendar.start))
    }
}
