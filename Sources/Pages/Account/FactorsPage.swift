import Accounts
import Hummingbird
import Persian
import VerifyCore
import Web

/// A new authenticator of the reader, with recovery codes: to sign in without messages, or in the place of an old one.
struct FactorsPage: GatedPage {
    let site: GatedSite

    static let path = "/account/authenticator"
    static let title = Wording(
        fa: "برنامهٔ رمزساز و کدهای بازیابی",
        en: "Authenticator app and recovery codes"
    )

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(try page(SubmittedForm(), request, try new(request)), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let session = try request.requireSession()
        let subject = session.person.description
        let signIn = site.app.domain.signIn
        let sealed = request.fields[AuthenticatorForm.secretField] ?? ""
        var submitted = AuthenticatorForm.fields(for: Self.path, sealed).read(request.fields)
        if submitted.faults.isEmpty {
            let outcome = try signIn.confirm(
                sealed,
                for: subject,
                code: AuthenticatorForm.code(submitted),
                at: request.now
            )
            if case .confirmed(let authenticator) = outcome {
                let codes = signIn.newRecoveryCodes()
                try await signIn.change(
                    PreparedCredentials(
                        authenticator: authenticator,
                        recoveryCodes: codes.prepared
                    ),
                    in: session,
                    at: request.now
                )
                // Shown once, so that it is the answer to the form itself: nothing of it is stored to be shown later.
                let next = (path: AccountPage.path, title: AccountPage.title)
                return site.respond(
                    RecoveryCodes.page(codes.texts, at: Self.path, then: next),
                    to: request
                )
            }
            submitted.faults = AuthenticatorForm.faults(of: outcome)
        }
        let same = try signIn.authenticator(
            of: sealed,
            for: subject,
            account: Self.account(request)
        )
        let authenticator = try same ?? new(request)
        return site.refuse(
            try page(submitted, request, authenticator),
            submitted.faults,
            to: request
        )
    }

    private func new(_ request: PageRequest) throws -> NewAuthenticator {
        try site.app.domain.signIn.newAuthenticator(
            for: try request.requireSession().person.description,
            account: Self.account(request)
        )
    }

    /// What the app shows next to the name of the service: no name and no number.
    private static func account(_ request: PageRequest) -> String {
        String(request.session?.person.description.prefix(8) ?? "")
    }

    private func page(
        _ submitted: SubmittedForm,
        _ request: PageRequest,
        _ authenticator: NewAuthenticator
    ) throws -> Page {
        .of(
            [.paragraph(Self.introduction)]
                + (try AuthenticatorForm.blocks(authenticator, to: Self.path, submitted)),
            at: Self.path,
            titled: Self.title
        )
    }

    private static let introduction = Prose(
        fa: """
            با برنامهٔ رمزساز روی گوشی، بدون پیامک و حتی در قطعی آن وارد می‌شوید. برنامهٔ پیشین، اگر هست، از کار می‌افتد \
            و به راه‌های تماس شما خبر می‌دهیم.
            """,
        en: """
            With an authenticator app on your phone you sign in without messages, also while none arrive. A former app \
            stops working, and we notify your contacts.
            """
    )
}
