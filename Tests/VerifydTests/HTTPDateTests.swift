import Persian
import Testing
import Web

/// The field `Date` of responses.
@Suite struct HTTPDateTests {
    @Test(arguments: [
        ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),  // RFC 9110, section 5.6.7
        ("2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT"),
        ("2026-12-31T23:59:59Z", "Thu, 31 Dec 2026 23:59:59 GMT"),
    ])
    func `has the form that servers send`(_ moment: String, _ text: String) throws {
        #expect(HTTPDate.text(of: try Timestamp(parsing: moment)) == text)
    }
}
