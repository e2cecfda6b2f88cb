import Foundation

/// The terminal of this process: progress, colours and the QR picture are for terminals only.
enum Terminal {
    /// The standard streams by their numbers.
    enum Stream: Int32 {
        case input = 0
        case output = 1
        case note = 2
    }

    /// Whether the stream is a terminal.
    static func isTerminal(_ stream: Stream) -> Bool {
        isatty(stream.rawValue) == 1
    }

    /// Whether the stream takes colours: a terminal that is not dumb, and no `NO_COLOR` (no-color.org).
    static func hasColours(_ stream: Stream) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        return isTerminal(stream)
            && (environment["NO_COLOR"] ?? "").isEmpty
            && environment["TERM"] != "dumb"
    }

    /// The width of the window in columns; 80 where it is unknown.
    static var columns: Int {
        var size = winsize()
        // The C interface of the terminal takes pointers; the call only fills the value.
        guard unsafe ioctl(Stream.note.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
        else { return 80 }
        return Int(size.ws_col)
    }

    /// Reads one line from the terminal without showing what is typed; nil at the end of input.
    ///
    /// Ctrl-C ends the line instead of the process, so that the terminal shows letters again before the
    /// process ends.
    static func hiddenLine() -> String? {
        var before = termios()
        guard unsafe tcgetattr(Stream.input.rawValue, &before) == 0 else { return readLine() }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
        // Index 11 is VEOL, one more character that ends a line.
        silent.c_cc.11 = interrupt
        guard unsafe tcsetattr(Stream.input.rawValue, TCSAFLUSH, &silent) == 0 else { return nil }
        var line = FileHandle.standardInput.availableData
        _ = unsafe tcsetattr(Stream.input.rawValue, TCSAFLUSH, &before)
        if line.last == interrupt { raise(SIGINT) }
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }

    /// Ctrl-C.
    private static let interrupt: UInt8 = 3
}

/// The colours of the program, each with a meaning; the words carry the same meaning.
enum TextStyle: String {
    case good = "32"
    case bad = "31"
    case warning = "33"
    case strong = "1"
    case faint = "2"

    /// Returns the text in this colour, or unchanged where the stream takes none.
    func paint(_ text: String, on stream: Terminal.Stream = .output) -> String {
        Terminal.hasColours(stream) ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}
