import HTTPTypes

@testable import Web

/// What a browser keeps between requests: cookies, and the hidden fields of the forms on the last page.
struct TestBrowser: Sendable {
    /// The cookies by name.
    var cookies: [String: String] = [:]
    /// The tokens by the address of their form.
    var tokens: [String: String] = [:]
    /// The other hidden fields by the address of their form.
    var hidden: [String: [(name: String, value: String)]] = [:]

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
        (tokens, hidden) = ([:], [:])
        for form in page.split(separator: "<form ").dropFirst() {
            guard let action = form.between("action=\"", "\"").map({ String($0) }) else { continue }
            for input in form.split(separator: "<input type=\"hidden\" ").dropFirst() {
                guard let name = input.between("name=\"", "\""),
                    let value = input.between("value=\"", "\"")
                else { continue }
                if name == PageForm.tokenField {
                    tokens[action] = String(value)
                } else {
                    hidden[action, default: []].append((String(name), String(value)))
                }
            }
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
