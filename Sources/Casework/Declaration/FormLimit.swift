/// The limits of a form, by name.
package enum FormLimit {
    /// The most Unicode scalars of one line.
    package static let textScalars = 200
    /// The most Unicode scalars of a text of several lines.
    package static let longTextScalars = 4_000
    /// The most digits of a whole number: each value fits in 64 bits.
    package static let numberDigits = 18
    /// The most entries of a group.
    package static let entries = 50
    /// The most levels of groups in groups.
    package static let depth = 3
    /// The most fields that are declared in a form, those of groups included.
    package static let fields = 200
    /// The most bytes of a file: 10 MB.
    package static let fileBytes = 10_000_000
    /// The most files of a form.
    package static let files = 20
    /// The most Unicode scalars of a file's name.
    package static let nameScalars = 120
    /// The most bytes of the canonical form of a submission: a body of 64 KiB, with names and hashes.
    package static let canonicalBytes = 262_144
}
