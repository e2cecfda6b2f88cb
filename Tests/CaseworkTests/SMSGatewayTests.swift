import Accounts
import Foundation
import TestDatabases
import Testing
import VerifyCore

@testable import Casework

/// Both kinds of gateways over real HTTP by libcurl, against `Tests/Gateways/sms_gateway.py`.
@Suite struct SMSGatewayTests {
    private static let key = "4d5f-test-key"

    enum Kind: CaseIterable, Sendable {
        case pathKey
        case bearer
    }

    /// A sender of a kind; its calls end after a second.
    private func sender(
        _ kind: Kind,
        port: Int,
        key: String = key,
        base: String? = nil,
        _ limits: OutboundLimits? = nil
    ) -> any MessageSender {
        var short = limits ?? OutboundLimits()
        if limits == nil { short.whole = 1_000 }
        let call: @Sendable (HTTPCall) -> CallOutcome = { [short] in $0.send(short) }
        let host = base ?? "http://127.0.0.1:\(port)"
        switch kind {
        case .pathKey:
            return PathKeyGateway(
                name: "sms",
                base: "\(host)/v1",
                key: key,
                line: "10004346",
                call: call
            )
        case .bearer:
            return BearerGateway(name: "second", base: host, key: key, line: "10004346", call: call)
        }
    }

    private func message(
        tokens: [String] = ["482913"],
        text: String = "کد:\n482913"
    ) -> RenderedMessage {
        RenderedMessage(
            id: "0f8fad5b-d9cb-469f-a165-70867728950e",
            recipient: "+989123456789",
            template: "sign-in-code",
            tokens: tokens,
            subject: "",
            text: text,
            queuedAt: 1_795_000_000,
            isRepeat: false
        )
    }

    /// What the gateway has accepted.
    private func accepted(_ port: Int) throws -> [JSON] {
        let call = HTTPCall(.get, "http://127.0.0.1:\(port)/_control/messages")
        guard case .answered(200, let body) = call.send(OutboundLimits()) else { return [] }
        return try JSON(parsing: body).array ?? []
    }

    /// Orders what the next requests meet.
    private func order(_ order: String, _ port: Int) {
        let call = HTTPCall(
            .post,
            "http://127.0.0.1:\(port)/_control/next",
            body: Array(order.utf8)
        )
        _ = call.send(OutboundLimits())
    }

    @Test func `a message with words goes by its template, one without as text`() async throws {
        let gateway = try GatewayProcess.sms()
        let sender = sender(.pathKey, port: gateway.port)
        for message in [
            message(), message(text: "Code:\n482913"), message(tokens: []),
            message(tokens: ["two words"]),
        ] {
            let result = await sender.send(sender.request(for: message))
            guard case .sent(let reference) = result else {
                Issue.record("\(result)")
                continue
            }
            #expect(Int(reference) != nil)
        }
        let accepted = try accepted(gateway.port)
        #expect(
            accepted.map { $0["operation"]?.string } == [
                "verify/lookup.json", "verify/lookup.json", "sms/send.json",
            ]
        )
        #expect(
            accepted.map { $0["template"]?.string } == [
                "sign-in-code", "sign-in-code-en", nil,
            ]
        )
        #expect(
            accepted.map { $0["receptor"]?.string } == Array(repeating: "09123456789", count: 3)
        )
        #expect(accepted.last?["message"]?.string == "کد:\n482913")
        // The fourth has the local id of the third: the gateway took it for the same message.
    }

    @Test func `the JSON API gets the text, and the id as reference`() async throws {
        let gateway = try GatewayProcess.sms()
        let sender = sender(.bearer, port: gateway.port)
        let request = sender.request(for: message())
        #expect(await sender.send(request) == .sent(reference: "8700001"))
        // A second copy is taken for the first.
        #expect(await sender.send(request) == .sent(reference: "8700001"))
        let accepted = try accepted(gateway.port)
        #expect(accepted.count == 1)
        #expect(accepted.first?["idempotency"]?.string == message().id)
        #expect(accepted.first?["to"]?.string == "+989123456789")
    }

    /// What the gateway does, and what follows by kind.
    static let behaviours: [(Kind, String, SendResult)] = [
        (.pathKey, #"{"do":"status","status":418}"#, .refused(SendRefusal("gateway-418"))),
        (
            .pathKey, #"{"do":"status","status":411}"#,
            .refused(SendRefusal("gateway-411", isPermanent: true))
        ),
        (.pathKey, #"{"do":"http","status":502}"#, .unknown(.answer)),
        (.pathKey, #"{"do":"http","status":403}"#, .refused(SendRefusal("http-403"))),
        (.pathKey, #"{"do":"hang","seconds":3}"#, .unknown(.time)),
        (.pathKey, #"{"do":"refuse-and-hang","seconds":3}"#, .unknown(.time)),
        (.pathKey, #"{"do":"garbage"}"#, .unknown(.answer)),
        (.pathKey, #"{"do":"long"}"#, .unknown(.answer)),
        (.pathKey, #"{"do":"redirect"}"#, .unknown(.answer)),
        (.bearer, #"{"do":"status","status":429}"#, .refused(SendRefusal("http-429"))),
        (
            .bearer, #"{"do":"status","status":422}"#,
            .refused(SendRefusal("http-422", isPermanent: true))
        ),
        (.bearer, #"{"do":"http","status":500}"#, .unknown(.answer)),
        (.bearer, #"{"do":"hang","seconds":3}"#, .unknown(.time)),
        (.bearer, #"{"do":"garbage"}"#, .unknown(.answer)),
        (.bearer, #"{"do":"redirect"}"#, .unknown(.answer)),
    ]

    @Test(arguments: behaviours)
    func `an answer is taken for sent or refused only where that is certain`(
        _ kind: Kind,
        _ behaviour: String,
        _ expected: SendResult
    ) async throws {
        let gateway = try GatewayProcess.sms()
        let sender = sender(kind, port: gateway.port)
        order(behaviour, gateway.port)
        #expect(await sender.send(sender.request(for: message())) == expected)
        if behaviour.contains("redirect") { #expect(try accepted(gateway.port).isEmpty) }
    }

    @Test(arguments: Kind.allCases)
    func `a gateway that is down or has another key refuses`(_ kind: Kind) async throws {
        let port = try LoopbackListener().freed()
        let down = sender(kind, port: port)
        #expect(
            await down.send(down.request(for: message())) == .refused(SendRefusal("connection"))
        )
        let gateway = try GatewayProcess.sms()
        let other = sender(kind, port: gateway.port, key: "wrong")
        guard case .refused = await other.send(other.request(for: message())) else {
            Issue.record("a wrong key was accepted")
            return
        }
        #expect(try accepted(gateway.port).isEmpty)
    }

    @Test(arguments: Kind.allCases)
    func `a gateway is queried about a message`(_ kind: Kind) async throws {
        let gateway = try GatewayProcess.sms()
        let sender = sender(kind, port: gateway.port)
        let message = message(tokens: [])
        let request = sender.request(for: message)
        #expect(await sender.query(request, id: message.id) == .absent)
        order(#"{"do":"hang","seconds":2}"#, gateway.port)
        #expect(await sender.send(request) == .unknown(.time))
        #expect(await sender.query(request, id: message.id) == .accepted(reference: "8700001"))
        let gone = self.sender(kind, port: try LoopbackListener().freed())
        #expect(await gone.query(request, id: message.id) == .noAnswer)
    }

    @Test func `a certificate that no authority signed is refused before the key is sent`()
        async throws
    {
        let folder = try TemporaryDirectory.make("certificate").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let certificate = try TestCertificate(in: folder)
        let gateway = try GatewayProcess.sms("--certificate", certificate.both)
        let base = "https://localhost:\(gateway.port)"
        let strict = sender(.bearer, port: 0, base: base, OutboundLimits())
        let request = strict.request(for: message())
        #expect(await strict.send(request) == .refused(SendRefusal("tls")))
        let own = OutboundLimits(authorities: certificate.authority)
        let trusting = sender(.bearer, port: 0, base: base, own)
        #expect(await trusting.send(request) == .sent(reference: "8700001"))
        // The certificate is for another name than this address.
        let address = "https://127.0.0.1:\(gateway.port)"
        let other = sender(.bearer, port: 0, base: address, own)
        #expect(await other.send(request) == .refused(SendRefusal("tls")))
    }

    @Test func `other protocols than HTTP are refused`() async throws {
        for address in ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", ""] {
            #expect(HTTPCall(.get, address).send(OutboundLimits()) == .notSent(.settings))
        }
    }

    @Test func `a header with a line break is refused`() async throws {
        let call = HTTPCall(.get, "http://127.0.0.1:9/", headers: ["A: b\r\nC: d"])
        #expect(call.send(OutboundLimits()) == .notSent(.settings))
    }
}
