import ArgumentParser
import Store

/// Work straight on the database and the keys.
struct LocalOptions: ParsableArguments {
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var keys: KeysOptions
    @OptionGroup var address: AddressOption
}

/// The address in QR codes.
struct AddressOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The address that QR codes lead to (SEHAT_PUBLIC_URL).",
            valueName: "url"
        )
    )
    var publicUrl: String?

    /// The address without a slash at its end; QR codes put their path behind it.
    var origin: String {
        let text = publicUrl ?? Environment.publicURL ?? Self.standard
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// Whether nobody named the address, so that it is the organisation's own.
    var isAssumed: Bool { publicUrl == nil && Environment.publicURL == nil }

    /// The organisation's own address.
    private static let standard = "https://sehat.saorg.ir"
}
