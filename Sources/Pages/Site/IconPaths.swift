/// SVG path data of the seals (the outer shapes) and glyphs (the inner signs), in a square of 48.
enum IconPaths {
    /// The eight-pointed star of the mark: the seal of a genuine document.
    static let star =
        "M24 2L30.44 8.44L39.56 8.44L39.56 17.56L46 24L39.56 30.44L39.56 39.56L30.44 39.56L24 46"
        + "L17.56 39.56L8.44 39.56L8.44 30.44L2 24L8.44 17.56L8.44 8.44L17.56 8.44z"
    static let octagon =
        "M44.79 32.61L32.61 44.79L15.39 44.79L3.21 32.61L3.21 15.39L15.39 3.21L32.61 3.21L44.79 15.39z"
    static let circle = "M24 2a22 22 0 1 0 0 44a22 22 0 1 0 0-44z"
    static let triangle = "M24 4L46 42H2z"
    static let square =
        "M8 4h32a4 4 0 0 1 4 4v32a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4z"

    static let tick = "M15 24.5l6.5 6.5L33.5 18"
    static let cross = "M16 16l16 16M32 16L16 32"
    static let pause = "M19 16v16M29 16v16"
    static let newer = "M34 24a10 10 0 1 1-3-7.1M34 12v7h-7"
    static let search = "M21.5 12.5a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM28.5 28.5l8 8"
    static let flask =
        "M19 12h10M21 12v9l-7 13a1.5 1.5 0 0 0 1.3 2.2h17.4a1.5 1.5 0 0 0 1.3-2.2l-7-13v-9M17.5 29h13"
    static let archive = "M12 13h24v7H12zM14.5 20v15h19V20M21 26h6"
    static let alert = "M24 18v11M24 35v.2"
    static let clock = "M24 13v11l7 5"
    static let question =
        "M18.5 19a5.5 5.5 0 1 1 8 4.9c-1.7.9-2.5 2-2.5 4M24 34v.2"
}
