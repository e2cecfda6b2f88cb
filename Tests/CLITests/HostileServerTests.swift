import Foundation
import Testing

@Suite struct `a server that means harm` {
    /// A window title, a cleared screen (twice), another line, letters turned around; as JSON escapes.
    private static let attack =
        #"\u001b]0;owned\u0007 \u001b[2J\u009b2J\r\nerror: forged\u202e123\u2066 \u001b[32mVALID"#

    private func house<T>(_ body: (House) throws -> T) throws -> T {
        let house = try House()
        defer { house.tearDown() }
        return try body(house)
    }

    /// What would steer a terminal; lines end with LF.
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
        let run = try house {
            try $0.run("verify-cli check 17958396597274390942 --server \(server.address)")
        }
        #expect(run.exit == 4, "\(run)")
        #expect(steering(run.talk).isEmpty, "\(run)")
        #expect(run.talk.split(separator: "\n").count == 1, "\(run)")
        #expect(run.talk.hasPrefix("error: bad ]0;owned [2J2J"), "\(run)")
    }

    @Test func `an answer cannot steer the terminal, and is the same to a program`() throws {
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
        try house { house in
            let read = try house.run(check)
            #expect(read.exit == 0, "\(read)")
            #expect(steering(read.answer).isEmpty, "\(read)")
            #expect(steering(read.talk).isEmpty, "\(read)")
            #expect(!read.answer.contains("\nerror:"), "\(read)")
            #expect(read.answer.contains("In force ]0;owned"), "\(read)")

            let parsed = try house.run(check + " --json")
            #expect(steering(parsed.answer).isEmpty, "\(parsed)")
            #expect(parsed.answer.contains(#"\u202e123"#), "\(parsed)")
            #expect(parsed.answer.contains(#"\u009b2J"#), "\(parsed)")
            let object = try JSONSerialization.jsonObject(with: Data(parsed.answer.utf8))
            let message = (object as? [String: Any])?["message"] as? [String: String]
            #expect(message?["en"]?.contains("\u{9B}2J\r\nerror: forged\u{202E}123") == true)
        }
    }

    @Test(arguments: ["301 Moved Permanently", "302 Found", "307 Temporary Redirect"])
    func `a redirect does not take the API key elsewhere`(_ status: String) throws {
        let thief = try CannedServer("200 OK", [], #"{"items":[],"verdict":"VALID"}"#)
        defer { thief.stop() }
        let server = try CannedServer(status, ["Location: \(thief.address)/elsewhere"], "")
        defer { server.stop() }
        try house { house in
            _ = try house.run("(umask 077; echo sehat_secret > key)")
            for command in ["check 17958396597274390942", "institutions list"] {
                let run = try house.run(
                    "verify-cli \(command) --server \(server.address) --api-key-file key"
                )
                #expect(run.exit == 5, "\(run)")
                #expect(run.talk.contains("redirects to \(thief.address)/elsewhere"), "\(run)")
            }
        }
        #expect(server.requests.count == 2)
        #expect(server.requests.allSatisfy { $0.contains("Bearer sehat_secret") })
        #expect(thief.requests.isEmpty)
    }
}
