/// A setting: its name, how its text is read, its default and its meaning.
package struct Setting<Value: Sendable>: Sendable {
    /// The name in the file, with dots for nesting, and of a systemd credential: `limits.body`.
    ///
    /// In the environment it is `SEHAT_LIMITS_BODY`.
    package let name: String
    /// How the text becomes a value.
    package let kind: SettingKind<Value>
    /// The text of the default; empty when there is none.
    package let standard: String
    /// The meaning, in one sentence.
    package let meaning: String

    /// A setting of a name, a kind, the text of its default and its meaning.
    package init(_ name: String, _ kind: SettingKind<Value>, _ standard: String, _ meaning: String)
    {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.meaning = meaning
    }
}
