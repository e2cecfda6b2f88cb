import Foundation
import Testing

@Suite struct `a hostile server` {
    /// A window title, a cleared screen (twice), another line, letters turned around; as JSON escapes.
    private static let attack =
        #"\u001b]0;owned\u0007 \u001b[2J\u009b2J\r\nerror: forged\u202e123\u2066 \u001b[32mVALID"#

    private func sandbox<T>(_ body: (Sandbox) throws -> T) throws -> T {
        let sandbox = try Sandbox()
        defer { sandbox.tearDown() }
        return try body(sandbox)
    }

    /// Returns the characters that control a terminal; lines end with LF.
    private func steering(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { scalar in
            scalar != "\n"
                && [.control, .format].contains(scalar.properties.generalCategory)
                && scalar.value != 0x200C && scalar.value != 0x2066 && scalar.value != 0x2069
        }
    }

    @Test func `a problem cannot steer the terminal`() throws {
        let server = try CannedServer(
            "409 Conflict",
            ["Content-Type: application/problem+json"],
            #"{"title":"Conflict","detail":"Bad \#(Self.attack)"}"#
        )
        defer { server.stop() }
        let run = try sandbox {
            try $0.run("verify-cli check 17958396597274390942 --server \(server.address)")
        }
        #expect(run.exit == 4, "\(run)")
        #expect(steering(run.notes).isEmpty, "\(run)")
        #expect(run.notes.split(separator: "\n").count == 1, "\(run)")
        #expect(run.notes.hasPrefix("error: bad ]0;owned [2J2J"), "\(run)")
    }

    @Test func `an answer cannot steer the terminal, and a program reads the same values`() throws {
        let server = try CannedServer(
            "200 OK",
            ["Content-Type: application/json"],
            """
            {"verdict":"VALID","reference":"R\(Self.attack)","records_as_of":"\(Self.attack)",\
            "message":{"en":"In force \(Self.attack)"},"next_step":{"en":"\(Self.attack)"},\
            "degree":{"institution":{"name_en":"\(Self.attack)","name_fa":"دانشگاه\(Self.attack)"},\
            "holder_masked":"\(Self.attack)","year":"\(Self.attack)"}}
            """
        )
        defer { server.stop() }
        let check = "verify-cli check 17958396597274390942 --server \(server.address)"
        try sandbox { sandbox in
            let read = try sandbox.run(check)
            #expect(read.exit == 0, "\(read)")
            #expect(steering(read.answer).isEmpty, "\(read)")
            #expect(steering(read.notes).isEmpty, "\(read)")
            #expect(!read.answer.contains("\nerror:"), "\(read)")
            #expect(read.answer.contains("In force ]0;owned"), "\(read)")

            let parsed = try sandbox.run(check + " --json")
            #expect(steering(parsed.answer).isEmpty, "\(parsed)")
            #expect(parsed.answer.contains(#"\u202e123"#), "\(parsed)")
            #expect(parsed.answer.contains(#"\u009b2J"#), "\(parsed)")
            let object = try JSONSerialization.jsonObject(with: Data(parsed.answer.utf8))
            let message = (object as? [String: Any])?["message"] as? [String: String]
            #expect(message?["en"]?.contains("\u{9B}2J\r\nerror: forged\u{202E}123") == true)
        }
    }

    /// Status, content type and body of servers that are not Sehat's.
    private static let otherServers: [(status: String, type: String, body: String)] = [
        ("404 Not Found", "text/html", "<html>not here</html>"),
        ("404 Not Found", "application/json", #"{"detail":"Not Found"}"#),
        (
            "404 Not Found", "application/problem+json",
            #"{"title":"Not found","detail":"Nothing is here.","code":"not_found","status":404}"#
        ),
        ("403 Forbidden", "text/html", "<html>blocked</html>"),
        ("200 OK", "text/html", "<html>welcome</html>"),
    ]

    @Test(arguments: otherServers)
    func `an answer of another server is not a verdict`(
        status: String,
        type: String,
        body: String
    ) throws {
        let server = try CannedServer(status, ["Content-Type: \(type)"], body)
        defer { server.stop() }
        try sandbox { sandbox in
            for command in [
                "check 17958396597274390942", "degrees show 17958396597274390942",
                "institutions list",
            ] {
                let run = try sandbox.run("verify-cli \(command) --server \(server.address)/path")
                #expect(run.exit == 5, "\(run)")
                #expect(run.notes.contains("is not a Sehat server"), "\(run)")
                #expect(run.notes.contains("is the path right?"), "\(run)")
            }
        }
    }

    @Test func `the note of a resumption is sent`() throws {
        let server = try CannedServer("200 OK", ["Content-Type: application/json"], "{}")
        defer { server.stop() }
        try sandbox { sandbox in
            let id = "00010203-0405-4607-8809-0a0b0c0d0e0f"
            let run = try sandbox.run(
                "verify-cli degrees resume \(id) --note 'review ended' --yes --server \(server.address)"
            )
            #expect(run.exit == 0, "\(run)")
        }
        let request = server.requests.first ?? ""
        #expect(request.hasPrefix("DELETE "), "\(request)")
        #expect(request.hasSuffix(#"{"note":"review ended"}"#), "\(request)")
    }

    @Test(arguments: ["301 Moved Permanently", "302 Found", "307 Temporary Redirect"])
    func `a redirect does not take the API key elsewhere`(_ status: String) throws {
        let thief = try CannedServer("200 OK", [], #"{"items":[],"verdict":"VALID"}"#)
        defer { thief.stop() }
        let server = try CannedServer(status, ["Location: \(thief.address)/elsewhere"], "")
        defer { server.stop() }
        try sandbox { sandbox in
            _ = try sandbox.run("(umask 077; echo sehat_secret > key)")
            for command in ["check 17958396597274390942", "institutions list"] {
                let run = try sandbox.run(
                    "verify-cli \(command) --server \(server.address) --api-key-file key"
                )
                #expect(run.exit == 5, "\(run)")
                #expect(run.notes.contains("redirects to \(thief.address)/elsewhere"), "\(run)")
            }
        }
        #expect(server.requests.count == 2)
        #expect(server.requests.allSatisfy { $0.contains("Bearer sehat_secret") })
        #expect(thief.requests.isEmpty)
    }
}
