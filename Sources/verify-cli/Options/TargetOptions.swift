import ArgumentParser
import Foundation

/// The register that a command works with: behind a server, or at the database and the keys.
///
/// A flag takes precedence over the environment; in the environment, SEHAT_SERVER over SEHAT_DATABASE.
struct TargetOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The server to use (SEHAT_SERVER).", valueName: "url"))
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
            throw ValidationError("--server and --database name two targets; give one")
        }
    }

    /// Opens the target, runs `work` with it, and closes it.
    ///
    /// `keys`: Whether work at the database needs them.
    func use<Answer>(
        keys need: KeysNeed = .required,
        _ work: (any RegistryClient) async throws -> Answer
    ) async throws -> Answer {
        let client = try client(need)
        defer { client.close() }
        return try await work(client)
    }

    /// Returns a note with the address that a QR code opens and, where it is the default, how to choose
    /// another one.
    ///
    /// A server prints its own address into the QR code.
    func note(on qr: String) -> String {
        let origin = qr.firstRange(of: "/Q/").map { qr[..<$0.lowerBound].lowercased() } ?? qr
        let note = "the QR opens \(origin)"
        guard serverAddress == nil, local.address.isAssumed else { return note }
        return "\(note); --public-url URL or SEHAT_PUBLIC_URL names another address"
    }

    /// Whether the work is done at the database.
    var isLocal: Bool { serverAddress == nil }

    /// The server to use; nil for work at the database.
    private var serverAddress: String? {
        local.database.database == nil ? server ?? Environment.server : nil
    }

    private func client(_ need: KeysNeed) throws -> any RegistryClient {
        if let server = serverAddress {
            let address = try ServerAddress(parsing: server)
            return RemoteRegistry(ServerClient(address, key: try apiKey(for: address)))
        }
        guard local.database.text != nil else {
            throw Failure.usage(
                "neither a server nor a database is named",
                hint: "add --server URL, or --database sqlite:PATH --keys DIR"
            )
        }
        return try local.registry(need)
    }

    private func apiKey(for address: ServerAddress) throws(Failure) -> String? {
        guard let name = apiKeyFile ?? Environment.apiKeyFile else { return nil }
        guard !name.hasPrefix("sehat_") || FileManager.default.fileExists(atPath: name) else {
            throw .usage(
                "--api-key-file takes the name of a file, not the key itself",
                hint:
                    "put the key into a file; the one that was typed may be in the shell's history: revoke it"
            )
        }
        let key = try InputFile(name).text().trimmingCharacters(in: .whitespacesAndNewlines)
        guard key.hasPrefix("sehat_"), key.allSatisfy({ $0.isASCII && !$0.isWhitespace }) else {
            throw .usage(
                "\(name) does not hold an API key",
                hint: "the file holds one line that begins with sehat_"
            )
        }
        warnIfReadable(name)
        if address.isExposed {
            Console(json: false).warn(
                "the API key goes unencrypted to \(address.text); use https:// to another machine"
            )
        }
        return key
    }

    /// Warns where other users than the owner may read the file with the API key.
    private func warnIfReadable(_ name: String) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: name)
        guard let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 != 0,
            attributes?[.type] as? FileAttributeType == .typeRegular
        else { return }
        Console(json: false).warn(
            "other users may read the API key in \(name); run: chmod 600 \(name)"
        )
    }
}
