import HTTPTypes
import Hummingbird
import Registry
import VerifyCore

/// What a QR code (`/Q/…`) and a link (`/V/…`) open: the check, done at once.
///
/// Under the Persian address the page is in the reader's language, so that a foreign embassy's camera
/// opens an English page; `?lang=fa` insists.
struct LandingPage: Sendable {
    let house: House
    let press: PagePress
    let language: Language

    func add(to router: Router<Visit>) {
        // Printed in capitals, which a QR code holds in less room; people type what they like.
        for word in ["Q", "q"] {
            router.get("\(language.base)/\(word)/:subject") { request, visit in
                try await open("/Q/", request, visit, Question.Subject.token)
            }
        }
        for word in ["V", "v"] {
            router.get("\(language.base)/\(word)/:subject") { request, visit in
                try await open("/V/", request, visit, Question.Subject.code)
            }
        }
    }

    private func open(
        _ path: String,
        _ request: Request,
        _ visit: Visit,
        _ subject: (String) -> Question.Subject
    ) async throws -> Response {
        let text = visit.parameters.get("subject") ?? ""
        let insists = request.uri.queryParameters.get("lang") == "fa"
        let language = insists || language == .english ? language : visit.language
        let check = Check(subject(text))
        var page: Page
        var headers: HTTPFields = [.vary: "Accept-Language"]
        var status = HTTPResponse.Status.ok
        do {
            let verification = try await house.verify(Question(check.subject), visit: visit)
            page = self.page(of: verification, check, in: language)
        } catch let problem as Problem where problem.code == .codeLocked {
            page = LockedPage(problem, of: check, visit, in: language).page
            status = .init(code: problem.status)
            for field in problem.responseHeaders { headers.append(field) }
        }
        page.resend = nil
        page.elsewhere = path + text + (language == .english ? "?lang=fa" : "")
        return press.print(page, in: language, status: status, headers: headers)
    }

    private func page(
        of verification: Verification,
        _ check: Check,
        in language: Language
    ) -> Page {
        switch verification.answer.verdict {
        case .mistyped, .truncated, .reversed:
            return FirstPage(press: press, language: language).page(
                typed: check.typed,
                answer: verification.answer,
                wording: verification.wording
            )
        default:
            var page = ResultPage(verification, of: check, house.publicURL, in: language).page
            page.values["landed"] = true
            return page
        }
    }
}
