import Hummingbird
import Pages
import Web

extension RootResponder {
    /// The responder of an app with all its routes: the API of the route table, and the pages.
    init(_ app: App, log: RequestLog) throws {
        let pages = try PageRoutes(app, describing: .api)
        self.init(
            app.edge,
            router: Router(app, pages: pages),
            log: log,
            errors: app.errors,
            page: pages.page
        )
    }
}

extension Router where Context == AppRequestContext {
    /// A router with the API of the route table and the pages.
    convenience init(_ app: App, pages: PageRoutes) {
        self.init(context: AppRequestContext.self)
        add(middleware: QueryParameters(.api))
        for resource in Routes.api { resource.init(app: app).add(to: self) }
        pages.add(to: self)
    }
}
