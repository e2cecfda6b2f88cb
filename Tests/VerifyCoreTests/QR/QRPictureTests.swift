import Foundation
import Testing
import VerifyCore

/// Draws pictures into the directory that SEHAT_QR_PICTURES names; `scripts/qr-read` reads them back with
/// two independent readers.
@Suite struct QRPictureTests {
    private static let directory = ProcessInfo.processInfo.environment["SEHAT_QR_PICTURES"]

    /// The kinds of texts in QR codes: tokens of several lengths, links with codes, words.
    private static let texts: [String] =
        (0..<12).map { number in
            // The same bytes in each run, as random as those of tokens.
            let bytes = (0..<8).flatMap { SHA256.hash([UInt8(number), $0]) }
            return "HTTPS://SEHAT.SAORG.IR/Q/"
                + Base32.encode(Array(bytes.prefix(170 + number * 6)))
        }
        + ["HTTPS://SEHAT.SAORG.IR/V/17958396597274390942", "http://127.0.0.1:8080/Q/abc", "صحت"]

    @Test(.enabled(if: directory != nil, "scripts/qr-read names the directory"))
    func `pictures are drawn for other readers`() throws {
        let directory = URL(filePath: try #require(Self.directory))
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        var list: [JSON] = []
        for (number, text) in Self.texts.enumerated() {
            for level in QRCode.ErrorCorrection.allCases {
                let code = try QRCode(text, level: level)
                let files: [(String, [UInt8])] = [
                    ("svg", Array(code.svg().utf8)), ("png", code.png(scale: 6)),
                    ("txt", Array(code.terminal(coloured: false).utf8)),
                    ("ansi", Array(code.terminal().utf8)),
                ]
                for (ending, bytes) in files {
                    let name = "\(number)-\(level).\(ending)"
                    try Data(bytes).write(to: directory.appending(path: name))
                    list.append(["file": .string(name), "text": .string(text)])
                }
            }
        }
        let index = JSON.array(list).encoded()
        try Data(index).write(to: directory.appending(path: "pictures.json"))
        #expect(list.count == Self.texts.count * 16)
    }
}
