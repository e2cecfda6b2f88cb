import Accounts
import Hummingbird
import Persian
import Web

/// The sign-in of a citizen with an authenticator app or a recovery code: also while no message arrives.
struct FactorSignInPage: GatedPage {
    let site: GatedSite

    static let path = "/sign-in/authenticator"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page(SubmittedForm(NumberQuestion.initial), request), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = Self.form(request).read(request.fields)
        if submitted.faults.isEmpty {
            do {
                let outcome = try await site.app.domain.signIn.signIn(
                    try NumberQuestion.read(submitted),
                    factor: FactorQuestion.read(submitted),
                    from: request.origin,
                    at: request.now
                )
                if case .signedIn(let session) = outcome {
                    return site.gate.enter(session, request)
                }
                submitted.faults = [FactorQuestion.fault(of: outcome, otherwise: Self.wrong)]
                    .compactMap(\.self)
            } catch let fault as FieldFault {
                submitted.faults = [fault]
            }
        }
        return site.refuse(Self.page(submitted, request), submitted.faults, to: request)
    }

    private static func page(_ submitted: SubmittedForm, _ request: PageRequest) -> Page {
        .of([.form(form(request), submitted)], at: path, titled: title)
    }
}

/// The form and the texts of the page.
extension FactorSignInPage {
    static let title = Wording(
        fa: "ورود با برنامهٔ رمزساز یا کد بازیابی",
        en: "Sign in with an authenticator app or a recovery code"
    )

    private static let wrong = Wording(
        fa: "شناسه یا کد درست نیست.",
        en: "The ID or the code is not right."
    )

    private static func form(_ request: PageRequest) -> PageForm {
        PageForm(
            to: path,
            NumberQuestion.fields + [FactorQuestion.field],
            button: Wording(fa: "ورود", en: "Sign in")
        )
        .returning(to: request.next)
    }
}
