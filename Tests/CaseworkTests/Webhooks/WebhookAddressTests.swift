import TestDatabases
import Testing

@testable import Casework

/// Addresses of receivers: what is one, and to which a request may go.
@Suite struct WebhookAddressTests {
    @Test(arguments: [
        ("https://hooks.uni.example/sehat", "https://hooks.uni.example/sehat"),
        ("HTTPS://Hooks.Uni.Example", "https://hooks.uni.example/"),
        ("https://hooks.uni.example:8443/a?b=c", "https://hooks.uni.example:8443/a?b=c"),
        ("https://hooks.uni.example?b=c", "https://hooks.uni.example/?b=c"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("https://xn--mgba3a4f16a.example/", "https://xn--mgba3a4f16a.example/"),
    ])
    func `an address has one form`(_ text: String, _ canonical: String) throws {
        let address = try WebhookAddress(parsing: text)
        #expect(address.text == canonical)
        #expect(try WebhookAddress(parsing: address.text) == address)
    }

    @Test(
        arguments: [
            ("ftp://hooks.example/", .scheme), ("hooks.example", .scheme),
            ("//hooks.example", .scheme),
            ("file:///etc/passwd", .scheme), ("https://user@hooks.example/", .part),
            ("https://user:secret@127.0.0.1/", .part), ("https://hooks.example/#part", .part),
            ("https://hooks.example\\@127.0.0.1/", .characters),
            ("https://hooks .example", .characters),
            ("https://hooks.example/\r\nHost: x", .characters), ("https:///x", .host),
            ("https://0x7f000001/", .host), ("https://2130706433/", .host),
            ("https://0177.0.0.1/", .host),
            ("https://127.1/", .host), ("https://127.0.0.1./", .host),
            ("https://127.0.0.01/", .host),
            ("https://0x7f.0.0.1/", .host), ("https://1.2.3.4.5/", .host), ("https://[::1/", .host),
            ("https://[::1]x/", .host), ("https://[fe80::1%25eth0]/", .host),
            ("https://[127.0.0.1]/", .host), ("https://hooks..example/", .host),
            ("https://-hooks.example/", .host), ("https://hooks.example./", .host),
            ("https://hooks.example:0/", .port), ("https://hooks.example:65536/", .port),
            ("https://hooks.example:+80/", .port), ("https://hooks.example:/", .port),
            ("https://۱۲۷.0.0.1/", .characters),
        ] as [(String, WebhookAddress.ParsingError)]
    )
    func `what parsers read differently is no address`(
        _ text: String,
        _ error: WebhookAddress.ParsingError
    ) {
        #expect(throws: error) { try WebhookAddress(parsing: text) }
    }

    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255",
        "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.19.255.255",
        "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1",
        "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1",
        "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "3fff::1", "4000::1",
        "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
    ])
    func `an address that is not of the public internet is known`(_ text: String) throws {
        let address = try #require(OutboundAddress(parsing: text))
        #expect(!address.isPublic)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
        "172.15.255.255", "172.32.0.0", "192.169.0.1", "185.143.233.1", "223.255.255.255",
        "2606:4700:4700::1111", "2a00:1450:4001::1", "2001:200::1", "2003::1",
    ])
    func `an address of the public internet is known`(_ text: String) throws {
        let address = try #require(OutboundAddress(parsing: text))
        #expect(address.isPublic)
    }

    @Test func `the forms of an IPv4 address are one value`() throws {
        let address = try #require(OutboundAddress(parsing: "127.0.0.1"))
        #expect(OutboundAddress(parsing: "::ffff:127.0.0.1") == address)
        #expect(address.curlText == "127.0.0.1")
        let long = try #require(OutboundAddress(parsing: "2001:db8::1"))
        #expect(long.curlText == "[2001:db8:0:0:0:0:0:1]")
        for text in ["127.1", "0x7f.0.0.1", "0177.0.0.1", "127.0.0.256", "1.2.3", "", "::1%lo"] {
            #expect(OutboundAddress(parsing: text) == nil, "\(text)")
        }
    }

    @Test func `the resolver finds loopback under its name`() {
        let found = HostLookUp.addresses(of: "localhost")
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { !$0.isPublic })
        #expect(HostLookUp.addresses(of: "no-such-host.invalid").isEmpty)
    }
}
