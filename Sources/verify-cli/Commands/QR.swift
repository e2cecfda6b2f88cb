import ArgumentParser
import VerifyCore

/// `verify-cli qr`: the QR code of a degree, to print or to show.
struct QR: AsyncParsableCommand, HasExamples {
    static let configuration = CommandConfiguration(
        commandName: "qr",
        abstract: "Make the QR code of a degree.",
        discussion: """
            It holds the signed token of the degree in an address of the official host, so that any camera \
            opens the page, and token verify works without a network. Print it at 0.5 mm a module or more.
            """
    )

    static let examples = [
        Example("verify-cli qr 1795 8396 5972 7439 0942 --database sqlite:D --keys K"),
        Example("verify-cli qr 1795 8396 5972 7439 0942 --out qr.svg --database sqlite:D --keys K"),
    ]

    /// The format of the picture.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case svg
        case png
        case terminal
        case text
    }

    @OptionGroup var degree: DegreeArgument
    @Option(
        help: "The format; by default the extension of --out."
    )
    var format: Format?
    @Option(
        help: ArgumentHelp("The file to write; stdout where none is given.", valueName: "file"),
        completion: .file()
    )
    var out: String?
    @Option(help: ArgumentHelp("Pixels of a module, in a PNG.", valueName: "pixels"))
    var scale = 8

    @OptionGroup var target: TargetOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...64).contains(scale) else { throw ValidationError("--scale is 1 to 64") }
    }

    func run() async throws {
        let chosen = try form()
        let found = try await target.use { try await $0.degree(try degree.name) }
        guard let text = found["qr_text"]?.string else {
            throw Failure.server("the register gave no QR text for this degree")
        }
        if out != nil || !output.json {
            try OutputFile(out ?? "-").write(picture(of: text, as: chosen))
        }
        if let out { output.console.note("\(chosen.rawValue) written to \(out)") }
        output.console.note(target.note(on: text))
        if output.json {
            output.console.answer([
                "code": found["code"] ?? .null, "qr_text": .string(text),
                "format": .string(chosen.rawValue), "file": JSON(out),
            ])
        }
    }

    private func form() throws(Failure) -> Format {
        if let format { return try forTerminal(format) }
        guard let out else { return Terminal.isTerminal(.output) ? .terminal : .svg }
        let end = out.lowercased().split(separator: ".").last.map(String.init) ?? ""
        guard let format = Format(rawValue: end) else {
            throw .usage(
                "the name \(out) has no known extension",
                hint: "end it with .svg or .png, or add --format"
            )
        }
        return format
    }

    private func forTerminal(_ format: Format) throws(Failure) -> Format {
        if format == .png, out == nil, Terminal.isTerminal(.output) {
            throw .usage(
                "a PNG is not for the terminal",
                hint: "add --out qr.png, or --format terminal"
            )
        }
        return format
    }

    private func picture(of text: String, as format: Format) throws -> [UInt8] {
        if format == .text { return Array((text + "\n").utf8) }
        switch format {
        case .svg: return Array(try QRCode(text).svg().utf8)
        case .png: return try QRCode(text).png(scale: scale)
        case .terminal, .text:
            let code = try Self.fitting(text)
            return Array(code.terminal(coloured: Terminal.hasColours(.output)).utf8)
        }
    }

    /// Returns the most robust code that fits into the window; a wrapped one cannot be scanned.
    private static func fitting(_ text: String) throws -> QRCode {
        let width = Terminal.columns - 2 * QRCode.quietZone
        let codes = try [QRCode.ErrorCorrection.q, .m, .l].map { try QRCode(text, level: $0) }
        guard let code = codes.first(where: { $0.size <= width }) ?? codes.last else {
            throw Failure.server("the text does not fit into a QR code")
        }
        guard code.size <= width || !Terminal.isTerminal(.output) else {
            throw Failure.usage(
                "the window is too narrow for the QR code: it needs \(code.size + 2 * QRCode.quietZone) columns",
                hint: "widen it, or write a picture with --out qr.png"
            )
        }
        return code
    }
}
