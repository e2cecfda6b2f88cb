/// The limits of documents, by name.
package enum DocumentLimit {
    /// The most bytes of a file as it is uploaded: 10 MB.
    package static let bytes = FormLimit.fileBytes
    /// The most pixels of an image: 40 megapixels, which a browser holds in 160 MB.
    package static let pixels = 40_000_000
    /// The longest side of an image in pixels: what a JPEG can have.
    package static let side = 65_535
    /// The most scans of a JPEG: a progressive one has about 10, and each takes a pass over all pixels.
    package static let scans = 100
    /// The most tables of a JPEG: a progressive one has some for each scan.
    package static let tables = 500
    /// The most files that a person has uploaded and not used: those of three forms.
    package static let unused = 3 * FormLimit.files
    /// How long a file that no case uses is kept, in seconds: a day.
    package static let unusedSeconds: Int64 = 86_400
    /// The bytes of one encrypted chunk.
    static let chunkBytes = 262_144
    /// The bytes that wait until a transaction writes them.
    static let waitingBytes = 2 * chunkBytes
}
