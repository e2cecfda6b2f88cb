/// The size of an image in pixels, within the limits.
package struct ImageSize: Sendable, Hashable {
    /// Pixels from left to right.
    package let width: Int
    /// Pixels from top to bottom.
    package let height: Int

    /// Reads a size as a header has it.
    ///
    /// - Throws: `.damaged` for a side of zero, `.tooManyPixels`.
    init(width: Int, height: Int) throws(DocumentRefusal) {
        guard width > 0, height > 0 else { throw .damaged }
        guard width <= DocumentLimit.side, height <= DocumentLimit.side,
            width * height <= DocumentLimit.pixels
        else { throw .tooManyPixels }
        self.width = width
        self.height = height
    }
}
