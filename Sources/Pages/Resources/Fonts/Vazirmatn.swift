import VerifyCore

/// The typeface Vazirmatn 33.003 (OFL.txt), as three subsets of WOFF2.
///
/// Kept as base64url text: a literal of 100 KB of bytes costs the compiler 7 s in every release build,
/// the same as text costs nothing that could be measured. The files are those of the PyPI package
/// `django-unfold-farsi` 0.2.0; `base64 -w 0 FILE | tr +/ -_ | tr -d =` makes the text.
enum Vazirmatn {
    static let arabic = decoded(arabicText)
    static let latin = decoded(latinText)
    static let latinExtended = decoded(latinExtendedText)

    private static func decoded(_ text: StaticString) -> [UInt8] {
        (try? Base64URL.decode("\(text)")) ?? []
    }
}
