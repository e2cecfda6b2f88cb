/// A row of the table, whatever its type.
package protocol SettingRow: Sendable {
    var name: String { get }
    var standard: String { get }
    var meaning: String { get }
    /// What to write as its value.
    var word: String { get }
    /// The value of a text, or nil when the text is not one.
    func read(_ text: String) -> (any Sendable)?
}

extension Setting: SettingRow {
    package var word: String { kind.word }
    package func read(_ text: String) -> (any Sendable)? { kind.parse(text) }
}

extension SettingRow {
    /// The variable of the environment with the same meaning: `SEHAT_LIMITS_BODY` for `limits.body`.
    package var variable: String { Settings.variable(of: name) }
}
