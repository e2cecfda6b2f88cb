import HTTPTypes
import Hummingbird

/// The methods of every address, for 405 and OPTIONS; used only when the router found no route.
struct RouteMap: Sendable {
    private let routes: [(segments: [String], method: HTTPRequest.Method)]

    /// The routes of a router to which all have been added.
    init(_ router: Router<AppRequestContext>) {
        routes = router.routes.map { route in
            (route.path.description.split(separator: "/").map(String.init), route.method)
        }
    }

    /// Returns the methods of an address, in no order; empty when there is no route.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let asked = path.split(separator: "/").map { $0.lowercased() }
        let found = routes.filter { Self.matches($0.segments, asked) }
        // Of several patterns the router takes the one whose fixed segment comes first.
        guard let pattern = found.map(\.segments).max(by: Self.isVaguer) else { return [] }
        var methods = Set<HTTPRequest.Method>()
        for route in found where route.segments == pattern {
            methods.insert(route.method)
            if route.method == .get { methods.insert(.head) }
        }
        return Array(methods)
    }

    private static func isVaguer(_ one: [String], _ other: [String]) -> Bool {
        for (left, right) in zip(one, other) where isOpen(left) != isOpen(right) {
            return isOpen(left)
        }
        return false
    }

    private static func isOpen(_ segment: String) -> Bool {
        segment.hasPrefix("*") || segment.hasPrefix(":") || segment.hasPrefix("{")
    }

    private static func matches(_ pattern: [String], _ asked: [String]) -> Bool {
        if pattern.last == "**" {
            return asked.count >= pattern.count - 1
                && zip(pattern.dropLast(), asked).allSatisfy(matchesSegment)
        }
        return pattern.count == asked.count && zip(pattern, asked).allSatisfy(matchesSegment)
    }

    private static func matchesSegment(_ pattern: String, _ asked: String) -> Bool {
        isOpen(pattern) || pattern.lowercased() == asked
    }
}
