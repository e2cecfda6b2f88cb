/// One thing that an operator may set: its name, how its text is read, its default and its meaning.
///
/// `Setting.table` is the one list of them: `--help`, `config check`, `docs/configuration.md` and the
/// daemon itself read the same rows.
package struct Setting<Value: Sendable>: Sendable {
    /// The name in the file, with dots for nesting: `limits.body`.
    ///
    /// In the environment it is
    /// `SEHAT_LIMITS_BODY`, as a credential `limits.body`.
    package let name: String
    package let kind: SettingKind<Value>
    /// The value when nothing is set, as it would be written; empty when there is none.
    package let standard: String
    /// What it is for, in one sentence.
    package let meaning: String

    package init(_ name: String, _ kind: SettingKind<Value>, _ standard: String, _ meaning: String)
    {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.meaning = meaning
    }
}
