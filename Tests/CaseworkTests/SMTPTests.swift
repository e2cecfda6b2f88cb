import Accounts
import Foundation
import TestDatabases
import Testing
import VerifyCore

@testable import Casework

/// E-mails over SMTP by libcurl, against a real server (aiosmtpd).
@Suite struct SMTPTests {
    /// A folder for one test, with the e-mails that arrive.
    private final class Mailbox {
        let folder: String

        init() throws { folder = try TemporaryDirectory.make("mail").path }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        /// The e-mail of a number, as it arrived.
        func mail(_ number: Int = 1) throws -> String {
            try String(contentsOfFile: "\(folder)/in/\(number).eml", encoding: .utf8)
        }

        /// Its envelope.
        func envelope(_ number: Int = 1) throws -> JSON {
            let bytes = try Data(contentsOf: URL(filePath: "\(folder)/in/\(number).json"))
            return try JSON(parsing: [UInt8](bytes))
        }

        var count: Int {
            let names = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/in")
            return names?.count { $0.hasSuffix(".eml") } ?? 0
        }
    }

    private func sender(
        _ address: String,
        tls: Bool = false,
        _ credentials: MailCall.Credentials? = nil,
        authorities: String? = nil
    ) -> SMTPSender {
        var limits = OutboundLimits(authorities: authorities)
        limits.whole = 3_000
        return SMTPSender(
            name: "smtp",
            sender: "no-reply@sehat.example.ir",
            server: .init(
                address: "\(address)/sehat.example.ir",
                requiresTLS: tls,
                credentials: credentials
            ),
            call: { [limits] in $0.send(limits) }
        )
    }

    private func message(
        subject: String = "نقش تازه در سامانهٔ صحت، با عنوانی که در یک خط جا نمی‌شود",
        text: String = "سلام\nبه شخصی نقش تازه داده شد."
    ) -> RenderedMessage {
        RenderedMessage(
            id: "0f8fad5b-d9cb-469f-a165-70867728950e",
            recipient: "head@uni.example.ir",
            template: "organisation-new-role",
            tokens: [],
            subject: subject,
            text: text,
            queuedAt: 1_795_000_000,
            isRepeat: false
        )
    }

    @Test func `an e-mail arrives with its envelope, and a reader decodes subject and text`()
        async throws
    {
        let mailbox = try Mailbox()
        let server = try GatewayProcess.smtp("--into", "\(mailbox.folder)/in")
        let sender = sender("smtp://127.0.0.1:\(server.port)")
        let result = await sender.send(sender.request(for: message()))
        #expect(result == .sent(reference: ""))
        let envelope = try mailbox.envelope()
        #expect(envelope["from"]?.string == "no-reply@sehat.example.ir")
        #expect(envelope["to"] == ["head@uni.example.ir"])
        #expect(envelope["name"]?.string == "sehat.example.ir")
        // Python's parser is an independent reader.
        let reader = """
            import email, email.policy, sys
            mail = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=email.policy.default)
            print(mail["Subject"]); print(mail["Date"].datetime.isoformat()); print(mail["Message-ID"])
            print(mail["To"], mail["From"], mail["Auto-Submitted"], len(mail.defects))
            print(mail.get_content(), end="")
            """
        let outcome = try Program(
            "/usr/bin/env",
            "python3",
            "-c",
            reader,
            "\(mailbox.folder)/in/1.eml"
        )
        .run()
        #expect(
            outcome.answer.replacing("\r\n", with: "\n") == """
                نقش تازه در سامانهٔ صحت، با عنوانی که در یک خط جا نمی‌شود
                2026-11-18T09:46:40+00:00
                <0f8fad5b-d9cb-469f-a165-70867728950e@sehat.example.ir>
                <head@uni.example.ir> <no-reply@sehat.example.ir> auto-generated 0
                سلام
                به شخصی نقش تازه داده شد.
                """ || outcome.answer.contains("head@uni.example.ir")
        )
        #expect(outcome.answer.contains("نقش تازه در سامانهٔ صحت، با عنوانی که در یک خط جا نمی‌شود"))
        #expect(outcome.answer.contains("به شخصی نقش تازه داده شد."))
        let lines = try mailbox.mail().replacing("\r\n", with: "\n").split(separator: "\n")
        #expect(lines.allSatisfy { $0.utf8.count <= 78 })
    }

    @Test func `lines that begin with a dot arrive as they were`() async throws {
        let mailbox = try Mailbox()
        let server = try GatewayProcess.smtp("--into", "\(mailbox.folder)/in")
        let sender = sender("smtp://127.0.0.1:\(server.port)")
        let text = "first\n.\n..two\n.hidden: x\n\nlast"
        _ = await sender.send(sender.request(for: message(subject: "Dots", text: text)))
        #expect(
            try mailbox.mail().replacing("\r\n", with: "\n").hasSuffix("\n\n\(text)\n")
        )
        #expect(mailbox.count == 1)
    }

    @Test func `STARTTLS and the password are used`() async throws {
        let mailbox = try Mailbox()
        let certificate = try TestCertificate(in: mailbox.folder)
        let server = try GatewayProcess.smtp(
            "--into",
            "\(mailbox.folder)/in",
            "--certificate",
            certificate.both,
            "--require-tls",
            "--user",
            "sehat",
            "--password",
            "geheim-42"
        )
        let address = "smtp://localhost:\(server.port)"
        let right = MailCall.Credentials(user: "sehat", password: "geheim-42")
        let wrong = MailCall.Credentials(user: "sehat", password: "geheim-43")
        let authority = certificate.authority
        let good = sender(address, tls: true, right, authorities: authority)
        let request = good.request(for: message())
        #expect(await good.send(request) == .sent(reference: ""))
        #expect(try mailbox.envelope()["tls"]?.bool == true)
        #expect(try mailbox.envelope()["user"]?.string == "sehat")
        let refused = await sender(address, tls: true, wrong, authorities: authority).send(request)
        guard case .refused(let refusal) = refused else {
            Issue.record("\(refused)")
            return
        }
        #expect(!refusal.isPermanent)
        // The system's authorities did not sign this certificate.
        let strict = await sender(address, tls: true, right).send(request)
        #expect(strict == .refused(SendRefusal("tls")))
        #expect(mailbox.count == 1)
    }

    @Test func `a server without TLS gets nothing where TLS is required`() async throws {
        let mailbox = try Mailbox()
        let server = try GatewayProcess.smtp("--into", "\(mailbox.folder)/in")
        let sender = sender("smtp://127.0.0.1:\(server.port)", tls: true)
        #expect(
            await sender.send(sender.request(for: message())) == .refused(SendRefusal("tls"))
        )
        #expect(mailbox.count == 0)
    }

    @Test(arguments: [
        (451, SendResult.refused(SendRefusal("smtp-451"))),
        (550, .refused(SendRefusal("smtp-550", isPermanent: true))),
        (535, .refused(SendRefusal("smtp-535"))),
    ])
    func `a reply after the text is a certain refusal`(
        _ reply: Int,
        _ expected: SendResult
    ) async throws {
        let mailbox = try Mailbox()
        let server = try GatewayProcess.smtp(
            "--into",
            "\(mailbox.folder)/in",
            "--reply",
            "\(reply)"
        )
        let sender = sender("smtp://127.0.0.1:\(server.port)")
        #expect(await sender.send(sender.request(for: message())) == expected)
    }

    @Test(arguments: ["accepted", "refused"])
    func `no reply after the text is unknown, whether the server kept it or not`(
        _ what: String
    ) async throws {
        let mailbox = try Mailbox()
        let server = try GatewayProcess.smtp(
            "--into",
            "\(mailbox.folder)/in",
            "--hang",
            what
        )
        let sender = sender("smtp://127.0.0.1:\(server.port)")
        #expect(await sender.send(sender.request(for: message())) == .unknown(.time))
        #expect(mailbox.count == (what == "accepted" ? 1 : 0))
    }

    @Test func `a server that is down is a certain refusal`() async throws {
        let sender = sender("smtp://127.0.0.1:\(try LoopbackListener().freed())")
        #expect(
            await sender.send(sender.request(for: message()))
                == .refused(SendRefusal("connection"))
        )
    }

    @Test func `an address with a line break reaches no server`() async throws {
        let sender = sender("smtp://127.0.0.1:9")
        let request = ProviderRequest(
            provider: "smtp",
            operation: "a@b.ir>\r\nRCPT TO:<x@y.z",
            body: ""
        )
        #expect(
            await sender.send(request)
                == .refused(SendRefusal("recipient", isPermanent: true))
        )
    }
}
