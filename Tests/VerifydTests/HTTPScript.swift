import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Persian
import TestWorkbooks
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// Runs a script against a root responder, without sockets.
///
/// A script reads like a session. `#` is a comment. `>` begins a request (`> POST /path`), then gives
/// its fields (`> Name: value`); `>>` is a line of its body, `>>>` a row of the workbook that is its body, with
/// `|` between the cells. `<` is the status (`< 200`) or a field
/// (`< Name: value`, `< Name absent`). `<<` looks into the JSON of the answer:
///
///     << degree.level = bachelor       the value, as text
///     << degree.holder_fa absent       no such member
///     << degree.holder_masked present  any value but null
///     << message.en ~ check digits     the text contains it
///     << id -> degree                  kept: later lines write $degree
///     << ~ needle                      the whole body contains it
///
/// `! work` lets the workers do what waits; `! wait N` lets N seconds pass on the app's clock; `! message` keeps the code
/// and the link of the newest message as $code and $link.
///
/// `! browser NAME` makes the requests that follow those of a browser: it keeps cookies, says `Sec-Fetch-Site: same-origin`
/// with a form, and sends the token that the last page had for the form. `>= name = value` is a field of the form.
struct HTTPScript {
    let responder: RootResponder
    let test: TestApp
    var variables: [String: String]
    /// Every problem that was returned, for tests of what a problem must not hold.
    private(set) var problems: [String] = []
    /// The statuses of the responses, in order.
    private(set) var statuses: [Int] = []
    /// The context of the last request.
    private(set) var context: AppRequestContext?
    private var request = Draft()
    private var answer: Reply?
    /// The browser of the requests; nil for a program.
    private var browser: String?
    private var jars: [String: TestBrowser] = [:]

    private struct Draft {
        var line = ""
        var fields: HTTPFields = [:]
        var body: [String] = []
        var rows: [[String]] = []
        var form: [(name: String, value: String)] = []
    }

    private struct Reply {
        let status: Int
        let fields: HTTPFields
        let body: String
        let json: JSON?
    }

    /// The cookies of every browser.
    var cookies: [(name: String, value: String)] {
        jars.values.flatMap { jar in jar.cookies.map { ($0.key, $0.value) } }
    }

    /// A line whose expectation was not met.
    struct Failure: Error, CustomStringConvertible {
        let line: Int
        let text: String
        let found: String
        var description: String { "line \(line): \(text)\n  found: \(found)" }
    }

    init(_ test: TestApp) throws {
        self.test = test
        responder = try RootResponder(test.app, log: test.log)
        variables = test.variables
    }

    /// Runs every line; throws at the first whose expectation is not met.
    mutating func run(_ script: String) async throws {
        for (index, raw) in script.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let text = filled(raw.trimmingCharacters(in: .whitespaces))
            if text.isEmpty || text.hasPrefix("#") { continue }
            if let found = try await failure(text) {
                throw Failure(line: index + 1, text: text, found: found)
            }
        }
        if !request.line.isEmpty { _ = try await reply() }
    }

    private func filled(_ line: String) -> String {
        variables.sorted { $0.key.count > $1.key.count }.reduce(line) { line, variable in
            line.replacing("$\(variable.key)", with: variable.value)
        }
    }

    private mutating func failure(_ text: String) async throws -> String? {
        let rest = text.drop { $0 == "<" || $0 == ">" }.trimmingCharacters(in: .whitespaces)
        if text.hasPrefix("! browser ") {
            if !request.line.isEmpty { _ = try await reply() }
            (request, answer) = (Draft(), nil)
            browser = String(text.dropFirst(10))
        } else if text == "! message" {
            if !request.line.isEmpty { _ = try await reply() }
            let message = try await test.newestMessage()
            variables["code"] = message.code
            variables["link"] = message.link
        } else if text.hasPrefix(">=") {
            let halves = text.dropFirst(2).split(separator: "=", maxSplits: 1)
            let value = halves.count > 1 ? halves[1].trimmingCharacters(in: .whitespaces) : ""
            request.form.append((halves[0].trimmingCharacters(in: .whitespaces), value))
        } else if text.hasPrefix("!") {
            return try await test.obey(text.dropFirst().trimmingCharacters(in: .whitespaces))
        } else if text.hasPrefix(">>>") {
            let cells = rest.split(separator: "|", omittingEmptySubsequences: false)
            request.rows.append(cells.map { $0.trimmingCharacters(in: .whitespaces) })
        } else if text.hasPrefix(">>") {
            request.body.append(rest)
        } else if text.hasPrefix(">") {
            try await ask(rest)
        } else if text.hasPrefix("<<") {
            return try await member(rest)
        } else if text.hasPrefix("<") {
            return try await field(rest)
        } else {
            return "not a line of a script"
        }
        return nil
    }

    private mutating func ask(_ text: String) async throws {
        if let colon = text.firstIndex(of: ":"), let name = HTTPField.Name(String(text[..<colon])) {
            let value = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            request.fields[name] = value
        } else {
            if !request.line.isEmpty { _ = try await reply() }
            request = Draft(line: text)
            answer = nil
        }
    }
}

/// Requests.
extension HTTPScript {
    private mutating func reply() async throws -> Reply {
        if let answer { return answer }
        let words = request.line.split(separator: " ")
        let method = HTTPRequest.Method(String(words.first ?? "")) ?? .get
        let path = words.dropFirst().first.map(String.init) ?? "/"
        if let browser { Self.prepare(&request, jars[browser] ?? TestBrowser(), method, path) }
        let body =
            request.rows.isEmpty
            ? ByteBuffer(string: request.body.joined(separator: "\n"))
            : ByteBuffer(bytes: TestWorkbook(texts: request.rows).bytes)
        if body.readableBytes > 0 {
            request.fields[.contentLength] = String(body.readableBytes)
            if request.fields[.contentType] == nil {
                request.fields[.contentType] = "application/json"
            }
        }
        let head = HTTPRequest(
            method: method,
            scheme: "http",
            authority: "localhost",
            path: words.dropFirst().first.map(String.init),
            headerFields: request.fields
        )
        let source = ApplicationRequestContextSource(
            channel: EmbeddedChannel(),
            logger: Logger(label: "script") { _ in SwiftLogNoOpLogHandler() }
        )
        let asked = Request(head: head, body: .init(buffer: body))
        let context = AppRequestContext(source: source)
        self.context = test.app.edge.admit(context, with: asked)
        let response = try await responder.respond(to: asked, context: context)
        let bytes = try await response.body.collected()
        let text = String(decoding: bytes, as: UTF8.self)
        if let browser { jars[browser, default: TestBrowser()].receive(response.headers, text) }
        let reply = Reply(
            status: response.status.code,
            fields: response.headers,
            body: text,
            json: try? JSON(parsing: bytes)
        )
        statuses.append(response.status.code)
        if response.status.code >= 400 { problems.append("\(response.headers) \(text)") }
        answer = reply
        return reply
    }

    /// Completes a request as a browser does.
    private static func prepare(
        _ request: inout Draft,
        _ jar: TestBrowser,
        _ method: HTTPRequest.Method,
        _ path: String
    ) {
        if request.fields[.cookie] == nil, !jar.cookies.isEmpty {
            request.fields[.cookie] = jar.text
        }
        guard method == .post, request.body.isEmpty else { return }
        if let name = HTTPField.Name("Sec-Fetch-Site"), request.fields[name] == nil {
            request.fields[name] = "same-origin"
        }
        var form = request.form
        let action = String(path.prefix { $0 != "?" })
        if let token = jar.tokens[action] { form.append((PageForm.tokenField, token)) }
        for (name, value) in jar.hidden[action] ?? [] where !form.contains(where: { $0.0 == name })
        {
            form.append((name, value))
        }
        request.body = [
            form.map { "\($0.name.percentEncoded)=\($0.value.percentEncoded)" }.joined(
                separator: "&"
            )
        ]
        request.fields[.contentType] = "application/x-www-form-urlencoded"
    }

    private mutating func field(_ text: String) async throws -> String? {
        let reply = try await reply()
        if let status = Int(text) {
            return status == reply.status ? nil : "\(reply.status) \(reply.body)"
        }
        if text.hasSuffix(" absent"), let name = HTTPField.Name(String(text.dropLast(7))) {
            return reply.fields[name]
        }
        guard let colon = text.firstIndex(of: ":"),
            let name = HTTPField.Name(String(text[..<colon]))
        else { return "not a line of a script" }
        let wanted = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        let found = reply.fields[name] ?? "absent"
        if wanted == "*" { return found == "absent" ? found : nil }
        if wanted.hasPrefix("-> ") {
            variables[String(wanted.dropFirst(3))] = found
            return found == "absent" ? found : nil
        }
        return found == wanted ? nil : found
    }

    private mutating func member(_ text: String) async throws -> String? {
        let reply = try await reply()
        if text.hasPrefix("~ ") {
            return reply.body.contains(text.dropFirst(2)) ? nil : reply.body
        }
        let words = text.split(separator: " ", maxSplits: 2).map(String.init)
        let found = words[0].split(separator: ".").reduce(reply.json) { json, name in
            Int(name).flatMap { json?.array?[safe: $0] } ?? json?[String(name)]
        }
        let shown = found.map(Self.text)
        switch words.count > 1 ? words[1] : "" {
        case "absent": return shown
        case "present": return found == nil || found == .null ? "absent in \(reply.body)" : nil
        case "=": return shown == words[safe: 2] ? nil : shown ?? "absent in \(reply.body)"
        case "~": return shown?.contains(words[safe: 2] ?? "") == true ? nil : shown ?? "absent"
        case "->":
            variables[words[safe: 2] ?? ""] = shown
            return shown == nil ? "absent in \(reply.body)" : nil
        default: return "not a line of a script"
        }
    }

    private static func text(_ json: JSON) -> String {
        json.string ?? String(decoding: json.encoded(), as: UTF8.self)
    }
}

extension Array {
    fileprivate subscript(safe index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
