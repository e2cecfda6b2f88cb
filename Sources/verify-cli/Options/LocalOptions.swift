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
    ///
    /// `needsKeys` is false where the work also runs without keys if none are named.
    func registry(needsKeys: Bool = true) throws -> LocalRegistry {
        // Keys first: an error about them is reported before a database is opened.
        let keyring =
            needsKeys || keys.path != nil
            ? try keys.load() : try Keyring.transient(at: Moment.now)
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
