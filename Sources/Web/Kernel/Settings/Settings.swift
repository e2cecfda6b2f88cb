/// The values of the settings: a value that exists has been parsed by its setting.
package struct Settings: Sendable {
    private let values: [String: any Sendable]

    /// A fault of what an operator wrote.
    package enum Fault: Error, Equatable, Sendable {
        /// No setting has this name.
        case unknown(name: String, origin: String)
        /// The text is not a value of the setting.
        case malformed(name: String, origin: String, expected: String)
        /// The file is not a JSON object of strings, numbers and booleans.
        case file(path: String, reason: String)
        /// The value is too dangerous to serve with.
        case dangerous(name: String, reason: String)
        /// A setting without a default is not set.
        case missing(name: String)
    }

    /// Every fault together.
    package struct Faults: Error, Sendable {
        /// The faults, in the order in which they were found.
        package let all: [Fault]

        /// The error that reports these faults.
        package init(all: [Fault]) { self.all = all }
    }

    /// Reads the sources; where a name occurs twice, the first source wins.
    ///
    /// `table` has every setting that exists.
    ///
    /// - Throws: Every unknown name and every malformed value, also of a source that does not win.
    package init(_ sources: [SettingSource], table: [any SettingRow]) throws(Faults) {
        var values: [String: any Sendable] = [:]
        var faults: [Fault] = []
        let rows = Dictionary(uniqueKeysWithValues: table.map { ($0.name, $0) })
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
        for row in table where values[row.name] == nil {
            values[row.name] = row.standard.isEmpty ? nil : row.read(row.standard)
        }
        guard faults.isEmpty else { throw Faults(all: faults) }
        self.values = values
    }

    /// Returns the value of a setting; nil when nothing is set and there is no default.
    package subscript<Value>(_ setting: Setting<Value>) -> Value? { values[setting.name] as? Value }

    /// Returns the value of a setting.
    ///
    /// - Throws: `missing` when nothing is set and there is no default.
    package func value<Value>(_ setting: Setting<Value>) throws(Faults) -> Value {
        guard let value = self[setting] else { throw Faults(all: [.missing(name: setting.name)]) }
        return value
    }
}

extension Settings {
    /// Returns the variable of the environment for the setting of a name.
    package static func variable(of name: String) -> String {
        "SEHAT_" + name.uppercased().replacing(".", with: "_").replacing("-", with: "_")
    }
}

extension Settings.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknown(let name, let origin): "\(origin): there is no setting named \(name)"
        case .malformed(let name, let origin, let expected):
            "\(origin): the value of \(name) is not of the form \(expected)"
        case .file(let path, let reason): "\(path): \(reason)"
        case .dangerous(let name, let reason): "\(name): \(reason)"
        case .missing(let name):
            "\(name) is not set: give --\(name), \(Settings.variable(of: name)) or a line in the file"
        }
    }
}
