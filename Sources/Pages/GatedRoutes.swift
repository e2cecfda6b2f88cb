import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The table of pages that read a cookie: each address with its readers.
///
/// A page that is not in the table does not exist.
struct GatedRoutes: Sendable {
    private let site: GatedSite

    /// The pages and their readers, in the order in which a person meets them.
    static let table: [(page: any GatedPage.Type, access: PageAccess)] = [
        // Before the sign-in.
        (RegisterPage.self, .signedOut),
        (SignInPage.self, .signedOut),
        (CodePage.self, .signedOut),
        (ResendPage.self, .signedOut),
        (BirthDatePage.self, .signedOut),
        (FactorSignInPage.self, .signedOut),
        (StaffSignInPage.self, .signedOut),
        // Links in messages, which never sign in.
        (InvitationPage.self, .everyone),
        (ContactChangePage.self, .everyone),
        (SignedOutPage.self, .everyone),
        // The account of a person.
        (SignOutPage.self, .signedIn),
        (StepUpPage.self, .signedIn),
        (StepUpCodeRequest.self, .signedIn),
        (StepUpCodePage.self, .signedIn),
        (AccountPage.self, .signedIn),
        (IdentityPage.self, .signedIn),
        (ProfilePage.self, .signedIn),
        (NamesPage.self, .signedIn),
        (LanguagePage.self, .signedIn),
        (ContactPage.self, .fresh),
        (ContactCodePage.self, .fresh),
        (SessionsPage.self, .signedIn),
        (EndSessionPage.self, .signedIn),
        (EndSessionsPage.self, .signedIn),
        (MyMessagesPage.self, .signedIn),
        (FactorsPage.self, .fresh),
        (AcceptedTermsPage.self, .signedIn),
        (DataPage.self, .signedIn),
        (DataFile.self, .fresh),
        (LooksPage.self, .signedIn),
        // Cases, by the reader's part in them.
        (CasePage.self, .signedIn),
        (ClaimPage.self, .signedIn),
        (ReleasePage.self, .signedIn),
        (CaseFilePage.self, .signedIn),
        (CaseImage.self, .signedIn),
        (CaseDownload.self, .signedIn),
        (CaseActionPage.self, .signedIn),
        // The degrees of a graduate.
        (DegreesPage.self, .signedIn),
        (DegreePage.self, .signedIn),
        (DegreeQRSVG.self, .signedIn),
        (DegreeQRPNG.self, .signedIn),
        (CertificatePage.self, .signedIn),
        (SharesPage.self, .signedIn),
        (NewSharePage.self, .fresh),
        (EndSharePage.self, .signedIn),
        (ViewsPage.self, .signedIn),
        (ViewReportPage.self, .signedIn),
        // Services and requests.
        (ServicesPage.self, .signedIn),
        (ServicePage.self, .signedIn),
        (GuidePage.self, .signedIn),
        (RequestPage.self, .signedIn),
        (CheckAnswersPage.self, .signedIn),
        (DiscardedRequest.self, .signedIn),
        (MyRequestsPage.self, .signedIn),
        (SentPage.self, .signedIn),
        (CorrectionPage.self, .signedIn),
        (CorrectionCheckPage.self, .signedIn),
        // Staff.
        (CartablePage.self, .staff()),
        (BulkClaim.self, .staff()),
        (NextCase.self, .staff()),
        (MissingCartablesPage.self, .roles(.root, .administrator, .graduatesOffice)),
        (
            SilentCasesPage.self,
            .roles(.root, .administrator, .graduatesOffice, .saorgReviewer)
        ),
        (
            GraduateSearchPage.self,
            .roles(.administrator, .graduatesOffice, .saorgReviewer, fresh: true)
        ),
        (
            HelpDeskPage.self,
            .roles(.helpDesk, .administrator, .graduatesOffice, .saorgReviewer, fresh: true)
        ),
        (BacklogPage.self, .roles(.root, .administrator, .auditor)),
        (
            CompletenessPage.self,
            .roles(.root, .administrator, .graduatesOffice, .saorgReviewer, .auditor)
        ),
        (
            InstitutionCompletenessPage.self,
            .roles(.root, .administrator, .graduatesOffice, .saorgReviewer, .auditor)
        ),
        (OrganisationCartablesPage.self, .staff()),
        (StaffPage.self, .staff()),
        (ProposalsPage.self, .staff()),
        (ProposalPage.self, .staff(fresh: true)),
        (AttestPage.self, .roles(.attester, fresh: true)),
        (OrganisationsPage.self, .roles(.root, .administrator, .auditor)),
        (NewOrganisationPage.self, .roles(.administrator, fresh: true)),
        (OrganisationPage.self, .staff()),
        (ChangeOrganisationPage.self, .roles(.administrator, fresh: true)),
        (InvitePage.self, .roles(.root, .administrator, .head, fresh: true)),
        (GrantPage.self, .roles(.root, .administrator, .head, fresh: true)),
        (InviteAgainPage.self, .roles(.root, .administrator, .head, fresh: true)),
        (DeputiesPage.self, .staff(fresh: true)),
        (EndDelegationPage.self, .staff(fresh: true)),
        // The university's own work.
        (UploadsPage.self, .roles(.uploader, .confirmer, .head)),
        (UploadTemplate.self, .roles(.uploader, .confirmer, .head)),
        (UploadPage.self, .roles(.uploader, .confirmer, .head)),
        (UploadResultsFile.self, .roles(.uploader, .confirmer, .head)),
        (UploadErrorsFile.self, .roles(.uploader, .confirmer, .head)),
        (CancelUploadPage.self, .roles(.uploader, .confirmer, .head)),
        (ConfirmUploadPage.self, .roles(.confirmer, .head, fresh: true)),
        (NumbersPage.self, .staff()),
        (MonthPage.self, .roles(.head, fresh: true)),
        (MonthCodesFile.self, .roles(.head, fresh: true)),
        (MissingMonthsPage.self, .roles(.root, .administrator, .auditor)),
        (PeoplePage.self, .roles(.root, .administrator, .graduatesOffice)),
        (PersonPage.self, .roles(.root, .administrator, .graduatesOffice, fresh: true)),
        (JoinPage.self, .roles(.administrator, .graduatesOffice, fresh: true)),
        (AuditPage.self, .roles(.root, .auditor)),
    ]

    init(_ app: App, _ renderer: PageRenderer) {
        let gate = PageGate(
            app,
            pages: .init(
                signIn: SignInPage.path,
                stepUp: StepUpPage.path,
                account: AccountPage.path
            )
        )
        site = GatedSite(
            app: app,
            renderer: renderer,
            gate: gate,
            links: AccountMenu.links(for:),
            signOut: SignOutPage.form
        )
    }

    /// Adds every page in every language to the router.
    func add(to router: Router<AppRequestContext>) {
        for (type, access) in Self.table {
            let page = type.init(site)
            for language in Language.all {
                for method in type.methods {
                    router.on(RouterPath(language.base + type.path), method: method) {
                        [gate = site.gate] request, context in
                        try await gate.respond(
                            to: request,
                            context,
                            in: language,
                            access: access,
                            readsForm: type.readsForm,
                            mayReceive: Self.mayReceive(page)
                        ) {
                            method == .post ? try await page.receive($0) : try await page.show($0)
                        }
                    }
                }
            }
        }
    }

    /// What decides about a form with files before its body is read; nil for a page without files.
    private static func mayReceive(
        _ page: any GatedPage
    ) -> (@Sendable (PageRequest) async throws -> Response?)? {
        guard type(of: page).takesFiles else { return nil }
        return { request in try await page.mayReceive(request) }
    }
}
