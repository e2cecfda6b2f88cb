/// A row of the table, whatever its type.
protocol SettingRow: Sendable {
    var name: String { get }
    var standard: String { get }
    var meaning: String { get }
    /// What to write as its value.
    var word: String { get }
    /// The value of a text, or nil when the text is not one.
    func read(_ text: String) -> (any Sendable)?
}

extension Setting: SettingRow {
    var word: String { kind.word }
    func read(_ text: String) -> (any Sendable)? { kind.parse(text) }

    /// The variable of the environment with the same meaning.
    var variable: String { SettingTable.variable(of: name) }
}

/// Every setting there is, in the order in which the documentation lists them.
enum SettingTable {
    static let rows: [any SettingRow] = [
        Setting.database, Setting.databasePasswordFile, Setting<Int>.databaseConnections,
        Setting.replica, Setting<Duration>.replicaBound, Setting.keys, Setting.keyEncryptionKey,
        Setting.publicURL,
        Setting<Endpoint>.listen, Setting<Bool>.metrics, Setting<Endpoint>.metricsListen,
        Setting.environment, Setting<[AddressRange]>.trustedProxies,
        Setting.logLevel, Setting<Bool>.logRequests,
        Setting<Int>.bodyLimit, Setting<Int>.uploadLimit, Setting<Int>.headerLimit,
        Setting<Int>.headerCount, Setting<Int>.connections, Setting<Int>.connectionsPerNetwork,
        Setting<Int>.bodyRate, Setting<Duration>.headerTime, Setting<Duration>.idleTime,
        Setting<Bool>.rateLimits,
        Setting<Int>.verificationRate, Setting<Int>.verificationBurst, Setting<Int>.missCost,
        Setting<Int>.keyRate, Setting<Int>.keyBurst,
        Setting<Int>.recordRate, Setting<Int>.recordBurst,
        Setting<Int>.wrongKeyRate, Setting<Int>.wrongKeyBurst,
        Setting<Int>.reportRate, Setting<Int>.reportBurst,
        Setting<Int>.workers, Setting<Duration>.idempotencyAge, Setting<Duration>.keyWatch,
        Setting<Duration>.drainDelay, Setting<Duration>.drainLimit,
    ]

    static func variable(of name: String) -> String {
        "SEHAT_" + name.uppercased().replacing(".", with: "_").replacing("-", with: "_")
    }
}

/// What is set, all of it right: a value that exists has been read by its setting.
struct Settings: Sendable {
    private let values: [String: any Sendable]

    /// What is wrong with what an operator wrote.
    enum Fault: Error, Equatable, Sendable {
        /// No setting has this name.
        case unknown(name: String, origin: String)
        /// The text is not a value of the setting.
        case malformed(name: String, origin: String, expected: String)
        /// The file is not a JSON object of strings, numbers and booleans.
        case file(path: String, reason: String)
        /// A setting without a default is not set.
        case missing(name: String)
    }

    /// Everything that is wrong at once.
    struct Faults: Error, Sendable {
        let all: [Fault]
    }

    /// Reads what was written; where a name is written twice, the first source wins.
    init(_ sources: [SettingSource]) throws(Faults) {
        var values: [String: any Sendable] = [:]
        var faults: [Fault] = []
        let rows = Dictionary(uniqueKeysWithValues: SettingTable.rows.map { ($0.name, $0) })
        for source in sources {
            for (name, text) in source.texts.sorted(by: { $0.key < $1.key }) {
                guard let row = rows[name] else {
                    faults.append(.unknown(name: name, origin: source.origin))
                    continue
                }
                guard let value = row.read(text) else {
                    faults.append(.malformed(name: name, origin: source.origin, expected: row.word))
                    continue
                }
                if values[name] == nil { values[name] = value }
            }
            faults += source.faults
        }
        for row in SettingTable.rows where values[row.name] == nil {
            values[row.name] = row.standard.isEmpty ? nil : row.read(row.standard)
        }
        guard faults.isEmpty else { throw Faults(all: faults) }
        self.values = values
    }

    /// The value of a setting; nil where nothing is set and there is no default.
    subscript<Value>(_ setting: Setting<Value>) -> Value? { values[setting.name] as? Value }

    /// The value of a setting that has a default in the table.
    func value<Value>(_ setting: Setting<Value>) throws(Faults) -> Value {
        guard let value = self[setting] else { throw Faults(all: [.missing(name: setting.name)]) }
        return value
    }
}

extension Settings.Fault: CustomStringConvertible {
    var description: String {
        switch self {
        case .unknown(let name, let origin): "\(origin): there is no setting named \(name)"
        case .malformed(let name, let origin, let expected):
            "\(origin): the value of \(name) is not of the form \(expected)"
        case .file(let path, let reason): "\(path): \(reason)"
        case .missing(let name):
            "\(name) is not set: give --\(name), \(SettingTable.variable(of: name)) or a line in the file"
        }
    }
}
