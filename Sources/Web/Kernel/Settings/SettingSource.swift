import Foundation
import VerifyCore

/// Settings as an operator wrote them, and where.
package struct SettingSource: Sendable {
    /// For messages: `--set`, `the environment`, a path.
    package let origin: String
    /// Texts by the name of the setting.
    package let texts: [String: String]
    /// The faults found while the source was read.
    package var faults: [Settings.Fault] = []

    /// A source with its texts by name, and the faults found while it was read.
    package init(
        origin: String,
        texts: [String: String],
        faults: [Settings.Fault] = []
    ) {
        self.origin = origin
        self.texts = texts
        self.faults = faults
    }
}

extension SettingSource {
    /// Returns the variables whose names begin with `SEHAT_`.
    ///
    /// Those of `verify-cli` (`SEHAT_SERVER`, `SEHAT_API_KEY_FILE`) and `SEHAT_CONFIG` are not settings. An
    /// unknown one is a fault only when `strict`: scripts have their own variables.
    package static func environment(
        _ variables: [String: String],
        table: [any SettingRow],
        strict: Bool
    ) -> Self {
        let names = Dictionary(uniqueKeysWithValues: table.map { ($0.variable, $0.name) })
        let others: Set = ["SEHAT_CONFIG", "SEHAT_SERVER", "SEHAT_API_KEY_FILE"]
        var texts: [String: String] = [:]
        var faults: [Settings.Fault] = []
        for (variable, text) in variables.sorted(by: { $0.key < $1.key })
        where variable.hasPrefix("SEHAT_") && !others.contains(variable) {
            if let name = names[variable] {
                texts[name] = text
            } else if strict {
                faults.append(.unknown(name: variable, origin: "the environment"))
            }
        }
        return .init(origin: "the environment", texts: texts, faults: faults)
    }

    /// Returns the files of a systemd credential directory whose names are settings; others are ignored.
    package static func credentials(_ directory: String?, table: [any SettingRow]) -> Self {
        guard let directory else { return .init(origin: "credentials", texts: [:]) }
        var texts: [String: String] = [:]
        for row in table {
            guard let bytes = FileManager.default.contents(atPath: "\(directory)/\(row.name)"),
                let text = String(bytes: bytes, encoding: .utf8)
            else { continue }
            texts[row.name] = text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        return .init(origin: "credentials", texts: texts)
    }

    /// Returns the values of a JSON file: nested objects and names with dots mean the same.
    package static func file(_ path: String) -> Self {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            let fault = Settings.Fault.file(path: path, reason: "the file cannot be read")
            return .init(origin: path, texts: [:], faults: [fault])
        }
        var texts: [String: String] = [:]
        do {
            let value = try JSON(parsing: [UInt8](bytes))
            guard case .object = value else {
                let fault = Settings.Fault.file(path: path, reason: "the file is not a JSON object")
                return .init(origin: path, texts: [:], faults: [fault])
            }
            collect(value, under: "", into: &texts)
            return .init(origin: path, texts: texts)
        } catch {
            let fault = Settings.Fault.file(
                path: path,
                reason: "the file is not strict JSON: \(error)"
            )
            return .init(origin: path, texts: [:], faults: [fault])
        }
    }

    private static func collect(
        _ value: JSON,
        under name: String,
        into texts: inout [String: String]
    ) {
        switch value {
        case .object(let members):
            for member in members {
                let path = name.isEmpty ? member.name : "\(name).\(member.name)"
                collect(member.value, under: path, into: &texts)
            }
        case .array(let items):
            var parts: [String] = []
            for case .string(let text) in items { parts.append(text) }
            texts[name] = parts.joined(separator: ",")
        case .string(let text): texts[name] = text
        case .integer(let number): texts[name] = String(number)
        case .bool(let flag): texts[name] = flag ? "on" : "off"
        default: texts[name] = "null"
        }
    }
}
