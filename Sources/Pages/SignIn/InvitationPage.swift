import Accounts
import Hummingbird
import Persian
import Web

/// The invitation of a member of staff: the number, a password and an authenticator, in one step; then the recovery codes.
///
/// The link alone opens nothing: the number must be that of the invited person, and no session begins here.
struct InvitationPage: GatedPage {
    let site: GatedSite

    static let path = "\(Roles.invitationPath):token"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        guard let invitation = try await invitation(request) else { return gone(request) }
        let authenticator = try site.app.domain.signIn.newAuthenticator(
            for: invitation.grant.id,
            account: invitation.organisation.code
        )
        let submitted = SubmittedForm(NumberQuestion.initial)
        return site.respond(
            try page(submitted, invitation, authenticator, request),
            to: request
        )
    }

    func receive(_ request: PageRequest) async throws -> Response {
        guard let invitation = try await invitation(request) else { return gone(request) }
        let sealed = request.fields[AuthenticatorForm.secretField] ?? ""
        var submitted = AuthenticatorForm.fields(for: request.path, sealed, after: Self.fields)
            .read(request.fields)
        if submitted.faults.isEmpty {
            do {
                let codes = try await accept(invitation, submitted, sealed, request)
                let next = (path: StaffSignInPage.path, title: StaffSignInPage.title)
                return site.respond(
                    RecoveryCodes.page(codes, at: SignInPage.path, then: next),
                    to: request
                )
            } catch let fault as FieldFault {
                submitted.faults = [fault]
            } catch RolesError.invitationUsed {
                return gone(request)
            } catch RolesError.noSuchPerson {
                submitted.faults = [Self.otherNumber]
            }
        }
        let signIn = site.app.domain.signIn
        let (subject, account) = (invitation.grant.id, invitation.organisation.code)
        let same = try signIn.authenticator(of: sealed, for: subject, account: account)
        let authenticator = try same ?? signIn.newAuthenticator(for: subject, account: account)
        return site.refuse(
            try page(submitted, invitation, authenticator, request),
            submitted.faults,
            to: request
        )
    }

    private func invitation(_ request: PageRequest) async throws -> OpenInvitation? {
        try await site.app.domain.roles.invitation(
            forToken: try request.context.parameters.require("token"),
            at: request.now
        )
    }

    /// Enrols the credentials; returns the recovery codes.
    ///
    /// - Throws: the fault of a field; `RolesError`.
    private func accept(
        _ invitation: OpenInvitation,
        _ submitted: SubmittedForm,
        _ sealed: String,
        _ request: PageRequest
    ) async throws -> [String] {
        let signIn = site.app.domain.signIn
        let number = try NumberQuestion.read(submitted)
        let password = submitted[NewPassword.password.name]
        guard password == submitted[NewPassword.again.name] else { throw NewPassword.differs }
        let confirmed = try signIn.confirm(
            sealed,
            for: invitation.grant.id,
            code: AuthenticatorForm.code(submitted),
            at: request.now
        )
        guard case .confirmed(let authenticator) = confirmed else {
            throw AuthenticatorForm.faults(of: confirmed).first ?? NewPassword.differs
        }
        let name = invitation.person.name
        let organisation = invitation.organisation
        let words = [
            name.firstFa, name.lastFa, name.firstEn, name.lastEn, number.number,
            organisation.nameFa ?? "", organisation.nameEn ?? "",
        ]
        let prepared = try await NewPassword.prepare(password, ownWords: words, signIn)
        let codes = signIn.newRecoveryCodes()
        _ = try await site.app.domain.roles.accept(
            invitation,
            number: number,
            with: PreparedCredentials(
                password: prepared,
                authenticator: authenticator,
                recoveryCodes: codes.prepared
            ),
            network: request.context.network.text,
            at: request.now
        )
        return codes.texts
    }
}

/// The parts of the page.
extension InvitationPage {
    private static let fields = NumberQuestion.fields + [NewPassword.password, NewPassword.again]

    private func page(
        _ submitted: SubmittedForm,
        _ invitation: OpenInvitation,
        _ authenticator: NewAuthenticator,
        _ request: PageRequest
    ) throws -> Page {
        let role = invitation.grant.role.name
        let facts = SummaryList([
            .init(Wording(fa: "نقش", en: "Role"), .wording(role)),
            .init(
                Wording(fa: "سازمان", en: "Organisation"),
                .prose(Prose("\(.isolated(invitation.organisation.code))"))
            ),
            .init(
                Wording(fa: "اعتبار دعوت‌نامه تا", en: "The invitation is valid until"),
                .wording(PersianTime.moment(invitation.expiresAt))
            ),
        ])
        return .of(
            [.summary(facts), .paragraph(Self.introduction)]
                + (try AuthenticatorForm.blocks(
                    authenticator,
                    to: request.path,
                    submitted,
                    after: Self.fields
                )),
            at: request.path,
            titled: Wording(fa: "دعوت به همکاری", en: "Your invitation")
        )
    }

    private func gone(_ request: PageRequest) -> Response {
        site.respond(
            .of(
                [
                    .paragraph(
                        Prose(
                            fa: """
                                این دعوت‌نامه به کار رفته، مهلتش گذشته یا درست نیست. از کسی که دعوت کرده است \
                                دعوت‌نامهٔ تازه‌ای بخواهید.
                                """,
                            en: """
                                The invitation was used, has expired or is not right. Ask the person who invited you for \
                                a new one.
                                """
                        )
                    ),
                    .links([(StaffSignInPage.path, StaffSignInPage.title, nil)]),
                ],
                // An error never repeats what was sent, so the other language leads home.
                at: "/",
                titled: Wording(fa: "دعوت‌نامه معتبر نیست", en: "The invitation is not valid")
            ),
            to: request,
            status: .gone
        )
    }

    private static let introduction = Prose(
        fa: """
            شمارهٔ خود را بنویسید، گذرواژه‌ای با دست‌کم ۱۲ نویسه بسازید و برنامهٔ رمزساز را ثبت کنید. از این پس با این سه \
            وارد می‌شوید؛ هرگز با پیامک.
            """,
        en: """
            Enter your number, choose a password of at least 12 characters and enrol an authenticator app. You then sign in \
            with these three, never by a text message.
            """
    )

    private static let otherNumber = FieldFault(
        field: "number",
        wording: Wording(
            fa: "این دعوت‌نامه برای شمارهٔ دیگری است.",
            en: "The invitation is for another number."
        )
    )
}
