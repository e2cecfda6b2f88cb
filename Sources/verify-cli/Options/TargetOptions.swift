import ArgumentParser
import Foundation

/// Where the register is: behind a server, or at the database and the keys.
///
/// A flag counts more than the environment; of the environment, SEHAT_SERVER more than SEHAT_DATABASE.
struct TargetOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The server to ask (SEHAT_SERVER).", valueName: "url"))
    var server: String?

    @Option(
        help: ArgumentHelp(
            "The file that holds the API key (SEHAT_API_KEY_FILE).",
            valueName: "file"
        ),
        completion: .file()
    )
    var apiKeyFile: String?

    @OptionGroup var local: LocalOptions

    func validate() throws {
        guard server == nil || local.database.database == nil else {
            throw ValidationError("--server and --database name two places; give one")
        }
    }

    /// Opens the place for some work, and closes it again.
    ///
    /// Where no degree is made or read, it goes on without keys if none are named.
    func use<Answer>(
        needsKeys: Bool = true,
        _ work: (any RegistryClient) async throws -> Answer
    ) async throws -> Answer {
        let register = try register(needsKeys: needsKeys)
        defer { register.close() }
        return try await work(register)
    }

    /// Says which address a QR leads to and, where nobody chose it, how to choose another.
    ///
    /// A server prints its own address into the QR.
    func words(on qr: String) -> String {
        let origin = qr.firstRange(of: "/Q/").map { qr[..<$0.lowerBound].lowercased() } ?? qr
        let words = "the QR opens \(origin)"
        guard serverAddress == nil, local.address.isAssumed else { return words }
        return "\(words); --public-url URL or SEHAT_PUBLIC_URL names another address"
    }

    /// The server to ask; nil for work at the database.
    private var serverAddress: String? {
        local.database.database == nil ? server ?? Environment.server : nil
    }

    private func register(needsKeys: Bool) throws -> any RegistryClient {
        if let server = serverAddress {
            return RemoteRegistry(ServerClient(try Self.address(server), key: try apiKey()))
        }
        guard local.database.text != nil else {
            throw Failure.usage(
                "neither a server nor a database is named",
                hint: "add --server URL, or --database sqlite:PATH --keys DIR"
            )
        }
        return try LocalRegistry(local, needsKeys: needsKeys)
    }

    private static func address(_ text: String) throws(Failure) -> String {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = url.host(), !host.isEmpty,
            url.query() == nil, url.user() == nil
        else {
            throw .usage(
                "\(text) is not the address of a server",
                hint: "write it like https://sehat.example.ir"
            )
        }
        return text.last == "/" ? String(text.dropLast()) : text
    }

    private func apiKey() throws(Failure) -> String? {
        guard let name = apiKeyFile ?? Environment.apiKeyFile else { return nil }
        let key = try InputFile(name).text().trimmingCharacters(in: .whitespacesAndNewlines)
        guard key.hasPrefix("sehat_"), key.allSatisfy({ $0.isASCII && !$0.isWhitespace }) else {
            throw .usage(
                "\(name) does not hold an API key",
                hint: "the file holds one line that begins with sehat_"
            )
        }
        warnOfReaders(name)
        return key
    }

    /// Says when others than the owner may read a file with an API key.
    private func warnOfReaders(_ name: String) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: name)
        guard let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 != 0,
            attributes?[.type] as? FileAttributeType == .typeRegular
        else { return }
        Console(json: false).warn("others may read the API key in \(name); run: chmod 600 \(name)")
    }
}

/// What the environment says once and for all.
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
