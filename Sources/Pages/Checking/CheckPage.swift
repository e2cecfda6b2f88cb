import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// `POST /verification`: the target of the home page's form and of the question on a result.
///
/// The response to the POST is the result itself: after a redirect the code would be part of an address,
/// and so of histories and logs.
struct CheckPage: Sendable {
    let app: App
    let renderer: PageRenderer
    let language: Language

    /// The path within a language.
    static let path = "/verification"

    func add(to router: Router<AppRequestContext>) {
        let path = RouterPath(language.base + Self.path)
        router.post(path, use: check)
        // A reload in another tab has nothing to check.
        router.get(path) { _, _ in Response.redirect(to: language.home, type: .normal) }
    }

    @Sendable
    private func check(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        try request.requireSameOrigin(as: app.edge.publicURL)
        let form = try await request.form(upTo: app.edge.bounds.body)
        let check = CheckForm(form)
        do {
            guard case .failure(let fault) = check.datum else {
                let question = Question(check.subject, knowing: try check.datum?.get())
                let verification = try await app.verifications.verify(
                    question,
                    for: .visitor,
                    context
                )
                let alone = try await subjectAlone(of: question, verification, context)
                return answer(check, verification, alone)
            }
            let verification = try await app.verifications.verify(
                Question(check.subject),
                for: .visitor,
                context
            )
            return result(check, verification, fault.atField, status: .unprocessableContent)
        } catch let problem as Problem where problem.code == .codeLocked {
            var page = CodeLockedPage(problem, of: check, context).page
            page.resend = .init(action: Self.path, fields: check.fields)
            return renderer.response(
                page,
                in: language,
                status: .init(code: problem.status),
                headers: problem.responseHeaders
            )
        }
    }

    /// Returns the answer to the code alone, where a datum found nothing but the code finds a degree.
    private func subjectAlone(
        of question: Question,
        _ verification: VerificationResult,
        _ context: AppRequestContext
    ) async throws -> Answer? {
        let answer = verification.answer
        guard answer.verdict == .notFound, question.datum != nil, !answer.isTest else { return nil }
        let alone = try await app.verifications.withoutDatum(
            question,
            for: .visitor,
            context
        )
        return alone?.degree == nil ? nil : alone
    }

    private func answer(
        _ check: CheckForm,
        _ verification: VerificationResult,
        _ alone: Answer?
    ) -> Response {
        switch verification.answer.verdict {
        case .mistyped, .truncated, .reversed:
            let page = HomePage.page(
                typed: check.typed,
                answer: verification.answer,
                wording: verification.wording
            )
            return renderer.response(page, in: language, status: .unprocessableContent)
        case .valid, .superseded, .revoked, .suspended, .notFound, .test, .legacyValid,
            .integrityFailure, .rateLimited, .tokenFormat, .tokenKeyUnknown, .tokenSignatureBad,
            .statusStale, .statusUnknown:
            return result(check, verification, nil, alone, status: .ok)
        }
    }

    private func result(
        _ check: CheckForm,
        _ verification: VerificationResult,
        _ fault: FieldFault?,
        _ alone: Answer? = nil,
        status: HTTPResponse.Status
    ) -> Response {
        let result = ResultPage(verification, of: check, app.edge.publicURL, fault)
        var page = alone == nil ? result.page : result.differingDatum
        page.resend = .init(action: Self.path, fields: check.fields)
        return renderer.response(page, in: language, status: status)
    }
}

/// The fields of a check: a code or a token, and possibly one datum about the holder.
struct CheckForm: Sendable {
    let subject: Question.Subject
    /// The code or the token as it was sent.
    let typed: String
    /// The datum or its fault; nil when the form had no such field.
    let datum: Result<Question.Datum, DatumFault>?
    /// The form's fields, to send the same check again.
    let fields: [(name: String, value: String)]

    /// A check of a code or a token without a datum.
    init(_ subject: Question.Subject) {
        self.subject = subject
        switch subject {
        case .code(let text), .token(let text): typed = text
        }
        datum = nil
        fields = [Self.field(of: subject)]
    }

    init(_ form: [String: String]) {
        if let token = form["token"], !token.isEmpty {
            subject = .token(token)
            typed = token
        } else {
            typed = form["code"] ?? ""
            // The text of a QR code that was pasted into the box.
            subject = typed.lowercased().contains("/q/") ? .token(typed) : .code(typed)
        }
        var fields = [Self.field(of: subject)]
        if let text = form["datum"] {
            datum = Self.datum(form["kind"], text)
            fields.append(("kind", form["kind"] ?? ""))
            fields.append(("datum", text))
        } else {
            datum = nil
        }
        self.fields = fields
    }

    private static func field(of subject: Question.Subject) -> (name: String, value: String) {
        switch subject {
        case .code(let text): ("code", text)
        case .token(let text): ("token", text)
        }
    }
}
