package import Accounts
import Casework
import HTTPTypes
package import Hummingbird
import Persian

/// Admits requests to the pages with cookies: the one place that reads a session, and checks that a form is ours.
///
/// Order: origin of the form, session, role, token of the form, fresh factor. A page never sees a request that its row
/// in the route table does not admit.
package struct PageGate: Sendable {
    private let app: App
    private let cookies: AccessCookies
    private let tokens: FormTokens
    /// The pages to which a reader is sent.
    private let pages: Pages

    /// The addresses, within a language, to which the gate sends a reader.
    package struct Pages: Sendable {
        /// The sign-in.
        package let signIn: String
        /// The proof of a factor in a session.
        package let stepUp: String
        /// The first page after the sign-in.
        package let account: String

        /// The addresses of the three pages.
        package init(signIn: String, stepUp: String, account: String) {
            self.signIn = signIn
            self.stepUp = stepUp
            self.account = account
        }
    }

    /// A gate of an app that sends readers to `pages`.
    package init(_ app: App, pages: Pages) {
        self.app = app
        self.pages = pages
        cookies = app.cookies
        tokens = FormTokens(keyring: app.domain.keyring)
    }

    /// Runs the handler of a page for an admitted request; returns the redirect for a reader who has to sign in first.
    ///
    /// `mayReceive`: for a page whose form may bring files, which are stored as documents of the reader: decides before the
    /// body is read, and returns the response for a reader who may not send the form. nil for a page without files.
    /// `readsForm`: whether the page reads its form itself while it arrives, and checks its token by `PageRequest.admit`.
    ///
    /// - Throws: 401 for a session that has ended, 403 for a form that is not ours, 404 for a page that the person's
    ///   roles do not open, as for an address without a page.
    package func respond(
        to request: Request,
        _ context: AppRequestContext,
        in language: Language,
        access: PageAccess,
        readsForm: Bool = false,
        mayReceive: ((PageRequest) async throws -> Response?)? = nil,
        _ handler: (PageRequest) async throws -> Response
    ) async throws -> Response {
        if request.method == .post { try request.requireOwnOrigin(as: app.edge.publicURL) }
        let known = request.cookie(cookies.browser).flatMap { BrowserSecret(parsing: $0) }
        let browser = known ?? BrowserSecret()
        let session = try await session(of: request, context)
        if let away = try redirect(request, session: session, access, language) { return away }
        let authority = try await authority(session?.session, access, request, context)
        let secret = session?.secret ?? browser.text
        let admit: @Sendable ([String: String]) throws -> Void = {
            [tokens, path = path(of: request, in: language)] fields in
            guard let token = fields[PageForm.tokenField],
                tokens.accepts(token, of: path, for: secret)
            else { throw Problem.staleForm }
        }
        func page(_ body: PageBody) -> PageRequest {
            PageRequest(
                request: request,
                context: context,
                language: language,
                path: path(of: request, in: language),
                fields: body.texts,
                files: body.files,
                origin: origin(of: request, context, language, browser),
                session: session?.session,
                authority: authority,
                secret: secret,
                admit: admit
            )
        }
        if request.method == .post, let mayReceive,
            let refusal = try await mayReceive(page(PageBody()))
        {
            return refusal
        }
        let owner = mayReceive == nil ? nil : session?.session.person
        let body =
            readsForm ? PageBody() : try await body(of: request, context, owner, admit: admit)
        let admitted = page(body)
        if let session, access.needsFreshFactor, !session.session.isFresh(at: context.now) {
            return .seeOther(
                "\(pages.stepUp)?\(PageRequest.nextField)=\(admitted.path)",
                in: language
            )
        }
        var response = try await handler(admitted)
        if known == nil { response.set(cookies.setting(browser: browser.text)) }
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// The most fields of a form: an official may return each of 200 fields and each file, with a reason and a note.
    private static let fieldLimit = 1_000

    private func path(of request: Request, in language: Language) -> String {
        let path = String(request.uri.path.dropFirst(language.base.count))
        return path.isEmpty ? "/" : path
    }
}

/// Sessions.
extension PageGate {
    private func session(
        of request: Request,
        _ context: AppRequestContext
    ) async throws -> (secret: String, session: SignInSession)? {
        guard let secret = request.cookie(cookies.session), !secret.isEmpty else { return nil }
        let session = try await app.domain.signIn.session(forSecret: secret, at: context.now)
        return session.map { (secret, $0) }
    }

    /// Returns where a reader goes who is not among the readers of a page; nil for one who is.
    private func redirect(
        _ request: Request,
        session: (secret: String, session: SignInSession)?,
        _ access: PageAccess,
        _ language: Language
    ) throws(Problem) -> Response? {
        switch access.readers {
        case .everyone: return nil
        case .signedOut: return session.map { _ in .seeOther(pages.account, in: language) }
        case .signedIn, .roles: break
        }
        if session != nil { return nil }
        // A cookie without a live session: it has ended, or the row was made by hand.
        if let given = request.cookie(cookies.session), !given.isEmpty { throw .sessionEnded }
        // A form of a session comes with the cookie of the session.
        guard request.method == .get else { throw .staleForm }
        let next = path(of: request, in: language)
        return .seeOther("\(pages.signIn)?\(PageRequest.nextField)=\(next)", in: language)
    }

    /// Returns what the person may do; refuses one whose roles do not open the page.
    private func authority(
        _ session: SignInSession?,
        _ access: PageAccess,
        _ request: Request,
        _ context: AppRequestContext
    ) async throws -> Authority? {
        guard let session else { return nil }
        var authority: Authority?
        // Roles are for sessions with password and TOTP; a code by SMS opens none.
        if session.kind == .staff {
            authority = try await app.domain.roles.authority(of: session.person, at: context.now)
        }
        if case .roles(let roles) = access.readers,
            !roles.contains(where: { authority?.has($0) ?? false })
        {
            // A form that was opened with the role is refused; a page is absent for those who may not see it.
            throw request.method == .get ? Problem.notFound : Problem.roleEnded
        }
        return authority
    }

    private func origin(
        of request: Request,
        _ context: AppRequestContext,
        _ language: Language,
        _ browser: BrowserSecret
    ) -> SignInOrigin {
        SignInOrigin(
            network: context.network.text,
            isSharedNetwork: app.edge.limits.isShared(context.network),
            browser: browser,
            agent: String((request.headers.value(.userAgent) ?? "").prefix(Self.agentLimit)),
            language: language.messages
        )
    }

    /// Characters of the browser's name that the list of sessions keeps.
    private static let agentLimit = 200
}

/// Forms.
extension PageGate {
    /// Reads the form of a POST; `admit` refuses one whose token is not ours.
    ///
    /// `owner`: the reader whose documents the files become; nil for a page without files.
    private func body(
        of request: Request,
        _ context: AppRequestContext,
        _ owner: PersonID?,
        admit: @escaping ([String: String]) throws -> Void
    ) async throws -> PageBody {
        guard request.method == .post else { return PageBody() }
        let isMultipart =
            request.headers.value(.contentType)?.lowercased()
            .hasPrefix("multipart/form-data") ?? false
        guard isMultipart, let owner else {
            let texts = try await request.form(upTo: app.edge.bounds.body, fields: Self.fieldLimit)
            try admit(texts)
            return PageBody(texts: texts)
        }
        let documents = app.domain.documents
        var form = FormWithFiles(
            intake: { documents.intake(by: owner, at: context.now) },
            admit: admit
        )
        let volume = try app.reserveUpload(of: request, upTo: FormWithFiles.mostBytes, context)
        defer { app.settleUpload(volume, bytes: form.received) }
        try await form.receive(request)
        try admit(form.texts)
        return PageBody(texts: form.texts, files: form.files)
    }

    /// Returns the reader of a page: the links, the button that ends the session, the tokens of the forms.
    package func reader(
        of request: PageRequest,
        links: [PageReader.Link],
        signOut: PageForm
    ) -> PageReader {
        let (tokens, secret) = (tokens, request.secret)
        return PageReader(
            links: request.session == nil ? [] : links,
            signOut: request.session == nil ? nil : signOut.value(),
            formToken: { form in tokens.token(of: form, for: secret) ?? "" }
        )
    }
}

/// Beginning and ending sessions.
extension PageGate {
    /// Returns the redirect after a sign-in or a step-up, with the cookie of the new session.
    ///
    /// The secret is new each time, so that a cookie which was planted before the sign-in opens nothing.
    package func enter(
        _ session: NewSession,
        _ request: PageRequest,
        otherwise page: String? = nil
    ) -> Response {
        var response = Response.seeOther(
            request.next?.path ?? page ?? pages.account,
            in: request.language
        )
        response.set(cookies.setting(session: session.secret))
        return response
    }

    /// Returns the redirect after the end of a session, without its cookie.
    package func leave(_ request: PageRequest, to path: String) -> Response {
        var response = Response.seeOther(path, in: request.language)
        response.set(cookies.removingSession)
        return response
    }
}

/// What a form of a page brought; empty for GET.
private struct PageBody {
    var texts: [String: String] = [:]
    var files: [String: UploadedFile] = [:]
}

extension Response {
    /// The redirect to a page after a form (303): the browser gets it, and sends nothing twice.
    package static func seeOther(_ path: String, in language: Language) -> Response {
        Response(status: .seeOther, headers: [.location: language.base + path])
    }
}

extension Language {
    /// The language of messages to a reader of this language.
    var messages: MessageLanguage {
        MessageLanguage(rawValue: tag) ?? .fa
    }
}
