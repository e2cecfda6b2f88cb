/// A row of the settings table, without the type of its value.
package protocol SettingRow: Sendable {
    /// The name of the setting, with dots for nesting: `limits.body`.
    var name: String { get }
    /// The text of the default; empty when there is none.
    var standard: String { get }
    /// The meaning, in one sentence.
    var meaning: String { get }
    /// The form of its text, for help.
    var word: String { get }
    /// Returns the value of a text, or nil when the text is malformed.
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
