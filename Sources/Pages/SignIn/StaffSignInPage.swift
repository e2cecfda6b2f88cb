import Accounts
import Hummingbird
import Persian
import Web

/// The sign-in of staff: number, password and second factor in one form; never by SMS.
struct StaffSignInPage: GatedPage {
    let site: GatedSite

    static let path = "/sign-in/staff"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page(SubmittedForm(NumberQuestion.initial), request), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = Self.form(request).read(request.fields)
        if submitted.faults.isEmpty {
            do {
                let session = try await session(submitted, request)
                return site.gate.enter(session, request)
            } catch let fault as FieldFault {
                submitted.faults = [fault]
            }
        }
        return site.refuse(Self.page(submitted, request), submitted.faults, to: request)
    }

    /// Returns the session of a right number, password and factor.
    ///
    /// - Throws: the fault; the same one for a wrong number, password or factor.
    private func session(
        _ submitted: SubmittedForm,
        _ request: PageRequest
    ) async throws -> NewSession {
        let signIn = site.app.domain.signIn
        let begun = try await signIn.beginStaffSignIn(
            try NumberQuestion.read(submitted),
            password: submitted[Self.password.name],
            from: request.origin,
            at: request.now
        )
        switch begun {
        case .refused: throw Self.wrong
        case .delayed(let seconds):
            throw FieldFault(field: Self.password.name, wording: FactorQuestion.delay(seconds))
        case .secondFactor(let challenge):
            let outcome = try await signIn.finishStaffSignIn(
                challenge,
                factor: FactorQuestion.read(submitted),
                from: request.origin,
                at: request.now
            )
            if case .signedIn(let session) = outcome { return session }
            throw FactorQuestion.fault(of: outcome, otherwise: Self.wrong.wording) ?? Self.wrong
        }
    }

    private static func page(_ submitted: SubmittedForm, _ request: PageRequest) -> Page {
        .of(
            [
                .form(form(request), submitted),
                .paragraph(
                    Prose(
                        fa: """
                            گذرواژه یا گوشی خود را گم کرده‌اید؟ با یکی از هشت کد بازیابی وارد شوید، یا از رئیس \
                            دانشگاه یا مدیر سازمان بخواهید دعوت‌نامهٔ تازه‌ای بفرستد.
                            """,
                        en: """
                            Lost your password or your phone? Sign in with one of your eight recovery codes, or ask the \
                            head of your university or an administrator for a new invitation.
                            """
                    )
                ),
            ],
            at: path,
            titled: title
        )
    }
}

/// The form and the texts of the page.
extension StaffSignInPage {
    static let title = Wording(fa: "ورود همکاران", en: "Sign-in of staff")

    private static func form(_ request: PageRequest) -> PageForm {
        PageForm(
            to: path,
            NumberQuestion.fields + [password, FactorQuestion.field],
            button: Wording(fa: "ورود", en: "Sign in")
        )
        .returning(to: request.next)
    }

    private static let password = PageField(
        "password",
        .secret,
        label: Wording(fa: "گذرواژه", en: "Password"),
        required: Wording(fa: "گذرواژه را بنویسید.", en: "Enter the password."),
        limit: 128,
        autocomplete: "current-password",
        isShownAgain: false
    )

    private static let wrong = FieldFault(
        field: password.name,
        wording: Wording(
            fa: "شناسه، گذرواژه یا کد درست نیست.",
            en: "The ID, the password or the code is not right."
        )
    )
}
