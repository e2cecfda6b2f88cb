package import Hummingbird

extension Request {
    /// Returns a parameter of the query that is `true` or `false`; false when it is absent.
    package func flag(_ name: String) throws -> Bool {
        switch uri.queryParameters[name[...]] {
        case nil, "false": return false
        case "true": return true
        default:
            throw Problem.badRequest([
                .format("", fa: "true یا false لازم است.", en: "Either true or false.")
                    .inQuery(name)
            ])
        }
    }
}
