import Accounts
import Hummingbird
import Persian
import Web

/// The sign-in of a citizen: the number; the code goes to the stored contact, which no page shows.
struct SignInPage: GatedPage {
    let site: GatedSite

    static let path = "/sign-in"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page(SubmittedForm(NumberQuestion.initial), request), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = Self.form(request).read(request.fields)
        if submitted.faults.isEmpty {
            do {
                let number = try NumberQuestion.read(submitted)
                let sent = try await site.app.domain.signIn.beginSignIn(
                    number,
                    from: request.origin,
                    at: request.now
                )
                return site.redirect(to: CodePage.path(of: sent, request.next), request)
            } catch let fault as FieldFault {
                submitted.faults = [fault]
            }
        }
        return site.refuse(Self.page(submitted, request), submitted.faults, to: request)
    }

    private static func page(_ submitted: SubmittedForm, _ request: PageRequest) -> Page {
        .of(
            [
                .paragraph(introduction),
                .form(form(request), submitted),
                .links([
                    (
                        FactorSignInPage.path, FactorSignInPage.title,
                        Wording(
                            fa: "اگر پیامک نمی‌رسد و برنامهٔ رمزساز یا کد بازیابی دارید",
                            en: "If no message arrives and you have an app or recovery codes"
                        )
                    ),
                    (
                        StaffSignInPage.path, StaffSignInPage.title,
                        Wording(
                            fa: "برای دانشگاه‌ها و سازمان، با گذرواژه",
                            en: "For universities and the organisation, with a password"
                        )
                    ),
                    (
                        RegisterPage.path, RegisterPage.title,
                        Wording(fa: "اگر هنوز حساب ندارید", en: "If you have no account yet")
                    ),
                ]),
            ],
            at: path,
            titled: title
        )
    }
}

/// The form and the texts of the page.
extension SignInPage {
    static let title = Wording(fa: "ورود", en: "Sign in")

    private static let introduction = Prose(
        fa: """
            شمارهٔ خود را بنویسید. اگر حسابی با این شماره باشد، کدی به شمارهٔ همراه یا ایمیلی می‌فرستیم که پیش از \
            این ثبت کرده‌اید.
            """,
        en: """
            Enter your number. If there is an account with it, we send a code to the mobile number or e-mail \
            address that you registered.
            """
    )

    private static func form(_ request: PageRequest) -> PageForm {
        PageForm(
            to: path,
            NumberQuestion.fields,
            button: Wording(fa: "فرستادن کد", en: "Send the code")
        )
        .returning(to: request.next)
    }
}

extension PageForm {
    /// Returns the form with the address to return to, as a hidden field.
    func returning(to next: ReturnPath?) -> PageForm {
        var form = self
        if let next { form.hidden.append((PageRequest.nextField, next.path)) }
        return form
    }
}
