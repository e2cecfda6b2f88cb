import ArgumentParser
import Store
import VerifyCore

/// Options for work directly on the database and the keys.
struct LocalOptions: ParsableArguments {
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeysOptions
    @OptionGroup var address: AddressOption
}

extension LocalOptions {
    /// Opens the keys and the database.
    func registry(_ need: KeysNeed = .required) throws -> LocalRegistry {
        // Keys first: an error about them is reported before a database is opened.
        let keyring =
            switch need {
            case .required: try keys.load()
            case .transient where keys.path == nil: try Keyring.transient(at: Moment.now)
            case .optional where keys.path == nil: Keyring()
            case .transient, .optional: try keys.load()
            }
        return try registry(over: try database.open(), keyring)
    }

    /// Opens the keys, for a database that is already open.
    func registry(over opened: Database) throws -> LocalRegistry {
        try registry(over: opened, try keys.load())
    }

    private func registry(over opened: Database, _ keyring: Keyring) throws -> LocalRegistry {
        LocalRegistry(
            title: try database.location().description,
            database: opened,
            keyring: keyring,
            origin: address.origin
        )
    }
}

extension KeysOptions {
    /// Opens the keys, to check the seals of another database than the options name.
    func registry(over database: Database) throws -> LocalRegistry {
        LocalRegistry(title: "", database: database, keyring: try load(), origin: "")
    }
}

/// Whether a command needs keys.
enum KeysNeed {
    /// The command fails where none are named.
    case required
    /// Without any, keys are made for this run alone: what they seal is read by this process only.
    case transient
    /// Without any, the command runs without keys.
    case optional
}

extension DatabaseOptions {
    /// Opens the database without keys, for work that neither reads nor writes a degree.
    func registry() throws -> LocalRegistry {
        LocalRegistry(
            title: try location().description,
            database: try open(),
            keyring: Keyring(),
            origin: ""
        )
    }
}

/// The address in QR codes.
struct AddressOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The address that QR codes open (SEHAT_PUBLIC_URL).",
            valueName: "url"
        )
    )
    var publicUrl: String?

    /// The address without a slash at its end; QR codes append their path to it.
    var origin: String {
        let text = publicUrl ?? Environment.publicURL ?? Self.standard
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// Whether no address is named, so that it is the organisation's own.
    var isAssumed: Bool { publicUrl == nil && Environment.publicURL == nil }

    /// The organisation's own address.
    private static let standard = "https://sehat.saorg.ir"
}
