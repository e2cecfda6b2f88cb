/// Why a form with files is refused.
package enum MultipartError: Error, Equatable, Sendable {
    /// The media type is another, or has no usable boundary.
    case boundary
    /// A boundary does not come where it must.
    case start
    /// A part's head is not of the form that browsers send.
    case head
    /// A part's name occurs twice.
    case twice
    /// More parts than any form of ours has.
    case tooMany
    /// The body ends within a part.
    case end
    /// Something follows the last boundary.
    case trailing
}
