import HTTPTypes

@testable import Web

/// What a browser keeps between requests: cookies, and the tokens of the forms on the last page.
struct TestBrowser: Sendable {
    /// The cookies by name.
    var cookies: [String: String] = [:]
    /// The tokens by the address of their form.
    var tokens: [String: String] = [:]

    /// The value of `Cookie`.
    var text: String {
        cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
    }

    /// Keeps what a response sets and what its page has.
    mutating func receive(_ headers: HTTPFields, _ page: String) {
        for field in headers[values: .setCookie] {
            let parts = field.split(separator: ";").map { $0.drop { $0 == " " } }
            let pair = parts[0].split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            let isRemoved = parts.contains("Max-Age=0")
            cookies[String(pair[0])] = isRemoved ? nil : String(pair[1])
        }
        guard page.contains("<form") else { return }
        tokens = [:]
        for form in page.split(separator: "<form ").dropFirst() {
            guard let action = form.between("action=\"", "\""),
                let token = form.between("name=\"\(PageForm.tokenField)\" value=\"", "\"")
            else { continue }
            tokens[String(action)] = String(token)
        }
    }
}

extension Substring {
    /// Returns the text between two others; nil where the first one is absent.
    func between(_ start: String, _ end: String) -> Substring? {
        guard let from = firstRange(of: start)?.upperBound else { return nil }
        let rest = self[from...]
        return rest[..<(rest.firstRange(of: end)?.lowerBound ?? rest.endIndex)]
    }
}
