import HTTPTypes
import Hummingbird

/// Which methods an address answers to, for 405 and OPTIONS; only asked when the router found nothing.
struct RouteMap: Sendable {
    private let routes: [(segments: [String], method: HTTPRequest.Method)]

    /// The routes of a router that has all of them.
    init(_ router: Router<Visit>) {
        routes = router.routes.map { route in
            (route.path.description.split(separator: "/").map(String.init), route.method)
        }
    }

    /// The methods of an address, in no order; empty when there is nothing at it.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let asked = path.split(separator: "/").map { $0.lowercased() }
        var methods = Set<HTTPRequest.Method>()
        for route in routes where Self.matches(route.segments, asked) {
            methods.insert(route.method)
            if route.method == .get { methods.insert(.head) }
        }
        return Array(methods)
    }

    private static func matches(_ pattern: [String], _ asked: [String]) -> Bool {
        if pattern.last == "**" {
            return asked.count >= pattern.count - 1
                && zip(pattern.dropLast(), asked).allSatisfy(matchesSegment)
        }
        return pattern.count == asked.count && zip(pattern, asked).allSatisfy(matchesSegment)
    }

    private static func matchesSegment(_ pattern: String, _ asked: String) -> Bool {
        if pattern == "*" || pattern.hasPrefix(":") || pattern.hasPrefix("{") { return true }
        return pattern.lowercased() == asked
    }
}
