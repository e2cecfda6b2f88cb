import VerifyCore

/// Bytes as long as those of a usual row, hashed where there is no row, so that both take as long.
enum DummyRow {
    static let record = [UInt8](repeating: 0, count: 400)
    static let token = [UInt8](repeating: 0, count: 330)
    /// Used for a code whose key id has no key.
    static let key = CodeKey(
        id: 10,
        locatorKey: [UInt8](repeating: 0, count: 32),
        tagKey: [UInt8](repeating: 0, count: 32)
    )
}
