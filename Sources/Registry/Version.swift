extension Registry {
    /// The version of Sehat: of both programs, of the package, and of the newest part of CHANGELOG.md.
    package static let version = "0.1.0"
}
