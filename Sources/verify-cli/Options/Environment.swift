import Foundation

/// The environment variables of the program; an empty one counts as unset.
enum Environment {
    static var server: String? { value("SEHAT_SERVER") }
    static var database: String? { value("SEHAT_DATABASE") }
    static var databasePasswordFile: String? { value("SEHAT_DATABASE_PASSWORD_FILE") }
    static var keys: String? { value("SEHAT_KEYS") }
    static var apiKeyFile: String? { value("SEHAT_API_KEY_FILE") }
    static var keyEncryptionKey: String? { value("SEHAT_KEY_ENCRYPTION_KEY") }
    static var publicURL: String? { value("SEHAT_PUBLIC_URL") }

    private static func value(_ name: String) -> String? {
        let value = ProcessInfo.processInfo.environment[name] ?? ""
        return value.isEmpty ? nil : value
    }
}
