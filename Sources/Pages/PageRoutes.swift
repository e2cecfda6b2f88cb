import HTTPTypes
package import Hummingbird
package import Web

/// The table of pages: Persian from `/`, English from `/en/`; each page is a file of this module.
package struct PageRoutes: Sendable {
    private let app: App
    private let renderer: PageRenderer
    private let assets: SiteAssets
    private let errors: ErrorPages
    private let description: OpenAPI.Description

    /// Parses the templates; the page for developers shows `description`.
    ///
    /// - Throws: What is malformed in one of the embedded templates.
    package init(_ app: App, describing description: OpenAPI.Description) throws {
        self.app = app
        self.description = description
        assets = SiteAssets()
        renderer = try PageRenderer(publicURL: app.edge.publicURL, assets: assets)
        errors = ErrorPages(renderer)
    }

    /// Adds every page to the router.
    package func add(to router: Router<AppRequestContext>) {
        assets.add(to: router)
        GatedRoutes(app, renderer).add(to: router)
        for language in Language.all {
            HomePage(renderer: renderer, language: language).add(to: router)
            CheckPage(app: app, renderer: renderer, language: language).add(to: router)
            LinkPage(app: app, renderer: renderer, language: language).add(to: router)
            SharePage(app: app, renderer: renderer, language: language).add(to: router)
            ReportPage(app: app, renderer: renderer, language: language).add(to: router)
            BatchPage(app: app, renderer: renderer, language: language).add(to: router)
            BatchProgressPage(app: app, renderer: renderer, language: language).add(to: router)
            TermsPage(renderer: renderer, language: language).add(to: router)
            KeysPage(app: app, renderer: renderer, language: language).add(to: router)
            DevelopersPage(
                app: app,
                description: description,
                renderer: renderer,
                language: language
            )
            .add(to: router)
            if let messages = app.domain.developmentMessages {
                MessagesPage(messages: messages, renderer: renderer, language: language)
                    .add(to: router)
            }
            AboutPage(
                renderer: renderer,
                language: language,
                licence: assets.licence.path
            )
            .add(to: router)
        }
    }

    /// Returns a problem as a page; never fails and uses no database.
    package func page(
        for problem: Problem,
        context: AppRequestContext,
        request: Request
    ) -> Response {
        let language = Self.language(of: request.uri.path, context)
        return errors.response(to: problem, requestID: context.requestID, in: language)
    }

    /// The language of an address; what QR codes and links open is in the reader's language.
    private static func language(of path: String, _ context: AppRequestContext) -> Language {
        let start = path.lowercased().prefix(3)
        return start == "/q/" || start == "/v/" ? context.language : Language(path: path)
    }
}

extension Templates {
    /// The files of `Resources/Templates`.
    static let embedded: [(name: String, bytes: [UInt8])] = [
        ("layout", PackageResources.layout_mustache),
        ("home", PackageResources.home_mustache),
        ("result", PackageResources.result_mustache),
        ("question", PackageResources.question_mustache),
        ("report", PackageResources.report_mustache),
        ("received", PackageResources.received_mustache),
        ("batches", PackageResources.batches_mustache),
        ("batch", PackageResources.batch_mustache),
        ("keys", PackageResources.keys_mustache),
        ("developers", PackageResources.developers_mustache),
        ("about", PackageResources.about_mustache),
        ("blocks", PackageResources.blocks_mustache),
        ("messages", PackageResources.messages_mustache),
        ("degree", PackageResources.degree_mustache),
        ("certificate", PackageResources.certificate_mustache),
        ("error", PackageResources.error_mustache),
        ("button-links", PackageResources.button_links_mustache),
        ("file-link", PackageResources.file_link_mustache),
        ("upload-progress", PackageResources.upload_progress_mustache),
        ("viewer", PackageResources.viewer_mustache),
        ("colleague-notes", PackageResources.colleague_notes_mustache),
        ("case-action", PackageResources.case_action_mustache),
        ("cartable", PackageResources.cartable_mustache),
        ("picture", PackageResources.picture_mustache),
    ]
}
