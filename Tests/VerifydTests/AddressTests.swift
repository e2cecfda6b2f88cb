import NIOCore
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

struct AddressTests {
    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7:443"), ("2001:db8::1", "[2001:db8::1]:443"),
        ("::ffff:192.0.2.7", "192.0.2.7"), (" 192.0.2.7 ", "192.0.2.7"),
    ])
    func `an address is the same with and without a port`(_ one: String, _ other: String) throws {
        let address = try #require(Address(parsing: one))
        #expect(Address(parsing: other) == address)
    }

    @Test(arguments: ["", "example.ir", "300.1.1.1", "1.2.3", "unknown", "[::1", "[::1]x", "::1::"])
    func `other words are no address`(_ text: String) {
        #expect(Address(parsing: text) == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
        ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false),
        ("0.0.0.0/0", "203.0.113.9", true), ("0.0.0.0/0", "2001:db8::1", false),
        ("2001:db8::/32", "2001:db8:ffff::1", true), ("2001:db8::/32", "2001:db9::1", false),
        ("2001:db8::/65", "2001:db8::1", true),
        ("2001:db8::/65", "2001:db8:0:0:8000::1", false), ("::/0", "192.0.2.1", true),
    ])
    func `a range has what lies in it`(_ range: String, _ address: String, _ isIn: Bool) throws {
        let range = try #require(AddressRange(parsing: range))
        #expect(range.contains(try #require(Address(parsing: address))) == isIn)
    }

    @Test(arguments: ["10.0.0.0/33", "2001:db8::/129", "10.0.0.0/", "10.0.0.0/8/8", "x/8"])
    func `other words are no range`(_ text: String) {
        #expect(AddressRange(parsing: text) == nil)
    }

    @Test func `a network is one IPv4 address, or 64 bits of IPv6`() throws {
        func network(_ text: String) throws -> Network {
            Network(try #require(Address(parsing: text)))
        }
        #expect(try network("192.0.2.7") != network("192.0.2.8"))
        #expect(try network("2001:db8::1") == network("2001:db8::ffff:2"))
        #expect(try network("2001:db8::1") != network("2001:db8:0:1::1"))
    }
}

struct ForwardedTests {
    /// The network that a request from 127.0.0.1 with a field is counted for.
    private func network(_ field: String?, proxies: String) async throws -> Network {
        try await TestApp.with(["trusted-proxies": proxies]) { test in
            var script = try HTTPScript(test)
            try await script.run(
                "> GET /healthz" + (field.map { "\n> X-Forwarded-For: \($0)" } ?? "")
            )
            return try #require(script.context?.network)
        }
    }

    @Test(
        arguments: [
            (nil, "", "127.0.0.1"),
            ("203.0.113.9", "", "127.0.0.1"),
            ("203.0.113.9", "10.0.0.0/8", "127.0.0.1"),
            ("203.0.113.9", "127.0.0.0/8", "203.0.113.9"),
            ("198.51.100.1, 203.0.113.9", "127.0.0.0/8", "203.0.113.9"),
            ("198.51.100.1, 203.0.113.9, 10.1.1.1", "127.0.0.1, 10.0.0.0/8", "203.0.113.9"),
            ("2001:db8::5", "127.0.0.0/8", "2001:db8::5"),
            ("nonsense", "127.0.0.0/8", "127.0.0.1"),
        ] as [(String?, String, String)]
    )
    func `only what a trusted proxy says is believed`(
        _ field: String?,
        _ proxies: String,
        _ counted: String
    ) async throws {
        let wanted = Network(try #require(Address(parsing: counted)))
        #expect(try await network(field, proxies: proxies) == wanted)
    }
}
