import Accounts
import HTTPTypes
import Hummingbird
import Registry
import VerifyCore
import Web

/// The page that a QR code (`/Q/…`) and a link (`/V/…`) open: the result of the check.
///
/// At the address without a prefix the page is in the language of the browser, so that a foreign embassy's
/// camera opens an English page; `?lang=fa` overrides this.
struct LinkPage: Sendable {
    let app: App
    let renderer: PageRenderer
    let language: Language

    func add(to router: Router<AppRequestContext>) {
        // A QR code holds capitals in less space; a reader may type either.
        for word in ["Q", "q"] {
            router.get("\(language.base)/\(word)/:subject") { request, context in
                try await open("/Q/", request, context, Question.Subject.token)
            }
        }
        for word in ["V", "v"] {
            router.get("\(language.base)/\(word)/:subject") { request, context in
                try await open("/V/", request, context, Question.Subject.code)
            }
        }
    }

    private func open(
        _ path: String,
        _ request: Request,
        _ context: AppRequestContext,
        _ subject: (String) -> Question.Subject
    ) async throws -> Response {
        let written = context.parameters.get("subject") ?? ""
        // What was shared as a link may have its spaces and digits in percent signs.
        let text = written.percentDecoded ?? written
        let insists = request.uri.queryParameters.get("lang") == language.tag
        let language = insists || language != .standard ? language : context.language
        let check = CheckForm(subject(text))
        var page: Page
        var headers: HTTPFields = [.vary: "Accept-Language"]
        var status = HTTPResponse.Status.ok
        do {
            let verification = try await app.verifications.verify(
                Question(check.subject),
                for: .visitor,
                context
            )
            page = self.page(of: verification, check)
        } catch let problem as Problem where problem.code == .codeLocked {
            page = CodeLockedPage(problem, of: check, context).page
            status = .init(code: problem.status)
            for field in problem.responseHeaders { headers.append(field) }
        }
        page.resend = nil
        page.elsewhere = path + written
        page.isNegotiated = true
        return renderer.response(page, in: language, status: status, headers: headers)
    }

    private func page(
        of verification: VerificationResult,
        _ check: CheckForm
    ) -> Page {
        switch verification.answer.verdict {
        case .mistyped, .truncated, .reversed:
            return HomePage.page(
                typed: check.typed,
                answer: verification.answer,
                wording: verification.wording
            )
        default:
            var page = ResultPage(verification, of: check, app.edge.publicURL).page
            page.values["landed"] = ResultPage.landed
            return page
        }
    }
}
