import VerifyCore

/// The 3,000 most common passwords of public leaks, and those of the first 30,000 that have 12 characters.
///
/// The list is that of the PyPI package `zxcvbn` 4.5.0 (MIT), in its order. It is kept as base64url text, as the fonts
/// are, since it has many words that no source file should have.
enum CommonPasswords {
    /// The passwords, folded as `Letters.key` does.
    static let all: Set<String> = {
        let lines = (try? Base64URL.decode(text.description)) ?? []
        return Set(lines.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) })
    }()
}
