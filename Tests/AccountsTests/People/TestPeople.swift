import Accounts
import Persian
import Store
import Synchronization
import TestDatabases
import Testing
import VerifyCore

/// People and sign-in over one database, with a register and a table of messages of the test.
struct TestPeople: Sendable {
    let database: Database
    let people: People
    let signIn: SignIn
    let register: TestRegister
    let alarms: Recorded<PeopleAlarm>
    let keyring: LiveKeyring

    static let now = TestEngine.now

    /// Messages as the outbox would store them: rows of the transaction that caused them.
    static let messageTable = Migration(
        "test-messages",
        1,
        "messages",
        """
        CREATE TABLE test_message (
            id IDENTITY,
            source TEXT NOT NULL,
            sequence BIGINT NOT NULL,
            template TEXT NOT NULL,
            channel TEXT NOT NULL,
            recipient TEXT NOT NULL,
            subject TEXT NOT NULL,
            body TEXT NOT NULL,
            is_decoy INTEGER NOT NULL,
            UNIQUE (source, sequence, template, channel, recipient)
        ) STRICT;
        """
    )

    init(_ database: Database, settings: PeopleSettings = .test) throws {
        self.database = database
        register = TestRegister()
        alarms = Recorded()
        keyring = try TestEngine.keyring()
        let alarms = alarms
        people = People(
            database: database,
            keyring: keyring,
            identityCheck: register,
            messages: { message, connection in
                try connection.execute(
                    """
                    INSERT INTO test_message (
                        source, sequence, template, channel, recipient, subject, body,
                        is_decoy
                    )
                    VALUES (
                        \(message.source), \(message.sequence), \(message.template),
                        \(message.channel.rawValue), \(message.recipient), \(message.subject),
                        \(message.body), \(message.isDecoy ? 1 : 0)
                    )
                    """
                )
            },
            settings: settings,
            alarm: { alarms.append($0) }
        )
        signIn = SignIn(people: people)
    }

    /// Runs `body` over an empty database of an engine.
    static func with(
        _ engine: TestEngine,
        settings: PeopleSettings = .test,
        _ body: (TestPeople) async throws -> Void
    ) async throws {
        try await engine.withDatabase(Accounts.migrations + [messageTable]) { database in
            try await body(try TestPeople(database, settings: settings))
        }
    }
}

extension PeopleSettings {
    static let test = PeopleSettings(host: "sehat.example", address: "https://sehat.example")
}

/// A message that was stored.
struct TestMessage: Sendable, Hashable {
    let source: String
    let template: String
    let channel: String
    let recipient: String
    let body: String

    /// The one-time code: six ASCII digits on a line of their own.
    var code: String? {
        body.split(separator: "\n").map(String.init).first { line in
            line.utf8.count == 6 && line.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
    }

    /// The token of the link, if there is one.
    var token: String? {
        body.split(separator: "\n").map(String.init)
            .first { $0.contains(ContactChangeLink.path) }
            .flatMap { $0.split(separator: "/").last.map(String.init) }
    }
}

extension TestPeople {
    /// Every message, the oldest first.
    func messages() async throws -> [TestMessage] {
        try await database.read { connection in
            try connection.all(
                "SELECT source, template, channel, recipient, body FROM test_message WHERE is_decoy = 0 ORDER BY id"
            ) { row in
                TestMessage(
                    source: try row.text(0),
                    template: try row.text(1),
                    channel: try row.text(2),
                    recipient: try row.text(3),
                    body: try row.text(4)
                )
            }
        }
    }

    /// The code that a challenge sent; nil when it sent none.
    func code(of sent: SentCode) async throws -> String? {
        try await messages().first { $0.source == sent.challenge }?.code
    }

    /// The messages to a recipient with a template.
    func messages(to recipient: String, _ template: String) async throws -> [TestMessage] {
        try await messages().filter { $0.recipient == recipient && $0.template == template }
    }

    /// The number of rows of a table.
    func count(_ table: String) async throws -> Int64 {
        try await database.read { connection in
            try connection.first("SELECT count(*) FROM \(identifier: table)") { try $0.int(0) } ?? 0
        }
    }
}

/// The national registers of a test: which mobile numbers belong to which person, and who has died.
final class TestRegister: IdentityCheck {
    private struct State {
        var owners: [String: Set<String>] = [:]
        var deceased: Set<String> = []
        var isDown = false
        var asked = 0
    }

    /// Guards what the register knows.
    private let state = Mutex(State())

    /// Adds a mobile number of the owner of an ID number.
    func add(_ mobile: String, to number: String) {
        state.withLock { _ = $0.owners[number, default: []].insert(mobile) }
    }

    /// Removes a mobile number of an ID number.
    func remove(_ mobile: String, from number: String) {
        state.withLock { _ = $0.owners[number]?.remove(mobile) }
    }

    /// Marks the owner of an ID number as deceased.
    func setDeceased(_ number: String) { state.withLock { _ = $0.deceased.insert(number) } }

    /// Whether the register answers.
    var isDown: Bool {
        get { state.withLock { $0.isDown } }
        set { state.withLock { $0.isDown = newValue } }
    }

    /// How often it was asked.
    var asked: Int { state.withLock { $0.asked } }

    func check(_ query: IdentityQuery) async -> IdentityAnswer {
        state.withLock { state in
            state.asked += 1
            if state.isDown { return .unavailable }
            let number = query.number.number
            if state.deceased.contains(number) { return .deceased }
            guard let mobile = query.mobile?.canonical,
                state.owners[number]?.contains(mobile) == true
            else { return .differs }
            return .matched
        }
    }
}

/// Values that a closure recorded.
final class Recorded<Value: Sendable>: Sendable {
    /// Guards the values.
    private let state = Mutex<[Value]>([])

    var values: [Value] { state.withLock { $0 } }

    func append(_ value: Value) { state.withLock { $0.append(value) } }
}

extension SignInOrigin {
    /// An origin in a network, with a new browser.
    static func test(
        _ network: String = "192.0.2.1",
        browser: BrowserSecret = BrowserSecret(),
        isShared: Bool = false,
        language: MessageLanguage = .fa
    ) -> SignInOrigin {
        SignInOrigin(
            network: network,
            isSharedNetwork: isShared,
            browser: browser,
            agent: "test browser",
            language: language
        )
    }
}

extension TestPeople {
    /// Registers a citizen whose mobile number the register knows, up to a session of level 1.
    func registered(
        _ citizen: TestCitizen,
        from origin: SignInOrigin = .test(),
        at now: Timestamp = TestPeople.now
    ) async throws -> NewSession {
        let session = try await claim(citizen, with: citizen.mobile, from: origin, at: now)
        register.add(citizen.mobile.text, to: citizen.number.number)
        let outcome = try await signIn.matchIdentity(of: session.session.person, at: now)
        try #require(outcome == .matched)
        return session
    }

    /// Claims a number with a contact, and proves the contact.
    func claim(
        _ citizen: TestCitizen,
        with contact: Contact,
        from origin: SignInOrigin = .test(),
        at now: Timestamp = TestPeople.now
    ) async throws -> NewSession {
        let sent = try await signIn.claim(
            citizen.draft,
            contact: contact,
            terms: "1",
            from: origin,
            at: now
        )
        let code = try #require(try await code(of: sent))
        return try await finish(sent, code, from: origin, at: now)
    }

    /// Types a right code.
    func finish(
        _ sent: SentCode,
        _ code: String,
        from origin: SignInOrigin,
        at now: Timestamp = TestPeople.now
    ) async throws -> NewSession {
        let outcome = try await signIn.finish(
            sent.challenge,
            code: code,
            from: origin,
            at: now
        )
        guard case .signedIn(let session) = outcome else {
            Issue.record("not signed in: \(outcome)")
            throw TestFailure()
        }
        return session
    }

    /// Signs a citizen in by a code.
    func signedIn(
        _ citizen: TestCitizen,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> NewSession {
        let (sent, code) = try await begin(citizen, from: origin, at: now)
        return try await finish(sent, code, from: origin, at: now)
    }

    /// Requests a code for a citizen, and reads it from the message.
    func begin(
        _ citizen: TestCitizen,
        from origin: SignInOrigin,
        at now: Timestamp
    ) async throws -> (sent: SentCode, code: String) {
        let sent = try await signIn.beginSignIn(citizen.number, from: origin, at: now)
        return (sent, try #require(try await code(of: sent)))
    }
}

/// A step of a test failed, which was recorded.
struct TestFailure: Error {}
