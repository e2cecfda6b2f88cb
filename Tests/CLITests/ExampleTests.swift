import Foundation
import Testing

@Suite struct `the examples of --help` {
    /// Makes what the examples name: the keys K, the database D and files of the demo.
    private static let preparation = """
        verify-cli keys init --keys K && verify-cli db migrate --database sqlite:D \
        && cp $DEMO/institutions.csv $DEMO/graduates.csv . \
        && verify-cli institutions import institutions.csv --database sqlite:D \
        && head -2 graduates.csv > record.json \
        && verify-cli api-keys create --organisation Test --scope admin --out key --database sqlite:D --keys K \
        && verify-cli keys export-public --keys K --out sehat-keys.json \
        && verify-cli qr $(verify-cli degrees issue record.json --database sqlite:D --keys K) \
            --format text --database sqlite:D --keys K > qr.txt \
        && echo id_number,last_fa,birth_date,contact | tee administrators.csv one.csv heads.csv > office.csv \
        && echo kind,scope,day > closures.csv \
        && echo 12345678901234567890 | tee codes.txt codes.csv > former-codes.csv
        """

    @Test func `every command ends its help with examples that run`() throws {
        let sandbox = try Sandbox()
        defer { sandbox.tearDown() }
        try #require(try sandbox.run(Self.preparation).exit == 0)
        let examples = try sandbox.examples(of: [])
        #expect(examples.count > 50)
        for example in examples {
            let run = try sandbox.run("export SEHAT_DATABASE=sqlite:D SEHAT_KEYS=K; \(example)")
            #expect(!run.notes.contains("shows the usage and examples"), "\(run)")
            #expect(!run.notes.contains("no such file"), "\(run)")
        }
    }
}

extension Sandbox {
    /// Returns the examples of a command and of its subcommands.
    fileprivate func examples(of path: [String]) throws -> [String] {
        let help = try run("verify-cli help \(path.joined(separator: " "))").answer
        let lines = help.split(separator: "\n")
        let examples = lines.compactMap { line in
            line.hasPrefix("  $ ") ? String(line.dropFirst(4)) : nil
        }
        #expect(!examples.isEmpty, "\(path) has no examples")
        #expect(lines.last.map { $0.hasPrefix("  $ ") } ?? false, "\(path) does not end with one")
        return try examples
            + Self.subcommands(in: lines).flatMap { try self.examples(of: path + [$0]) }
    }

    /// The names under headings that end with `SUBCOMMANDS:`.
    private static func subcommands(in lines: [Substring]) -> [String] {
        var names: [String] = []
        var isInList = false
        for line in lines {
            if line.hasSuffix("SUBCOMMANDS:") {
                isInList = true
            } else if !line.hasPrefix("  ") || line.hasPrefix("  See") {
                isInList = false
            } else if isInList, let name = line.dropFirst(2).split(separator: " ").first,
                !line.hasPrefix("   ")
            {
                names.append(String(name))
            }
        }
        return names
    }
}
