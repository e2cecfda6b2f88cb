import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Web

/// A page that depends on the reader: its address, and what it answers; `GatedRoutes` declares its readers.
protocol GatedPage: Sendable {
    /// The address within a language, from the slash; `:id` is the place of a value.
    static var path: String { get }
    /// The methods of the address.
    static var methods: [HTTPRequest.Method] { get }
    /// Whether the form of the page may bring files.
    static var takesFiles: Bool { get }
    /// Whether the page reads its form itself while it arrives.
    static var readsForm: Bool { get }

    init(_ site: GatedSite)

    /// Decides whether the reader may send a form with files, before its body is read: `request` has no fields yet.
    ///
    /// Returns the response for one who may not; nil for one who may.
    func mayReceive(_ request: PageRequest) async throws -> Response?
    /// Answers GET.
    func show(_ request: PageRequest) async throws -> Response
    /// Answers a form, whose origin and token the gate has checked.
    func receive(_ request: PageRequest) async throws -> Response
}

extension GatedPage {
    static var methods: [HTTPRequest.Method] { [.get, .post] }
    static var takesFiles: Bool { false }
    static var readsForm: Bool { false }

    func mayReceive(_ request: PageRequest) async throws -> Response? { nil }
    func show(_ request: PageRequest) async throws -> Response { throw Problem.notFound }
    func receive(_ request: PageRequest) async throws -> Response { throw Problem.notFound }
}

/// What gated pages are made with: the app, the renderer, the gate.
struct GatedSite: Sendable {
    let app: App
    let renderer: PageRenderer
    let gate: PageGate
    /// Returns the links in the header of a reader who is signed in.
    let links: @Sendable (Authority?) -> [PageReader.Link]
    /// The button that ends the session.
    let signOut: PageForm

    /// Returns a page with the header and the form tokens of its reader.
    func respond(
        _ page: Page,
        to request: PageRequest,
        status: HTTPResponse.Status = .ok
    ) -> Response {
        var page = page
        page.reader = gate.reader(
            of: request,
            links: links(request.authority),
            signOut: signOut
        )
        return renderer.response(page, in: request.language, status: status)
    }

    /// Returns a page with the faults of its form (422).
    func refuse(_ page: Page, _ faults: [FieldFault], to request: PageRequest) -> Response {
        respond(page.refusing(faults), to: request, status: .unprocessableContent)
    }

    /// Returns the redirect to a page after a form.
    func redirect(to path: String, _ request: PageRequest) -> Response {
        .seeOther(path, in: request.language)
    }
}
