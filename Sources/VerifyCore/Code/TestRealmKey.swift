extension CodeKey {
    /// The pair of keys of key id 99, the test realm: published in docs/formats/test-realm.md, so not secret.
    ///
    /// It is in no keyring, makes no degree, and checks none: a production code needs a key of 10…89.
    package static let testRealm = CodeKey(
        id: AuthenticityCode.testKeyID,
        locatorKey: [UInt8](repeating: 0x99, count: 32),
        tagKey: [UInt8](repeating: 0x9a, count: 32)
    )
}
