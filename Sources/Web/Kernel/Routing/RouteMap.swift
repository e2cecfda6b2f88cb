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
    ///
    /// Capital letters count, as they do for the router.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let asked = path.split(separator: "/").map(String.init)
        let found = routes.filter { Self.matches($0.segments, asked, ==) }
        // Of several patterns the router takes the one whose fixed segment comes first.
        guard let pattern = found.map(\.segments).max(by: Self.isVaguer) else { return [] }
        var methods = Set<HTTPRequest.Method>()
        for route in found where route.segments == pattern {
            methods.insert(route.method)
            if route.method == .get { methods.insert(.head) }
        }
        return Array(methods)
    }

    /// Returns the address of a GET route that differs from `path` in the capital letters of fixed segments only;
    /// nil where there is none, or where `path` itself has a route.
    ///
    /// Segments that are values stay as they are. The result begins with one slash, so it is no other host.
    func canonicalPath(of path: String) -> String? {
        let asked = path.split(separator: "/").map(String.init)
        guard methods(at: path).isEmpty else { return nil }
        let found = routes.filter { route in
            route.method == .get
                && Self.matches(route.segments, asked) { $0.lowercased() == $1.lowercased() }
        }
        // The router distinguishes `/V/` from `/v/`, and the same page is at both.
        let exact = { (pattern: [String]) in zip(pattern, asked).count { $0 == $1 } }
        guard
            let pattern = found.map(\.segments).max(by: {
                Self.isVaguer($0, $1) || !Self.isVaguer($1, $0) && exact($0) < exact($1)
            })
        else { return nil }
        let fixed = zip(pattern, asked).map { Self.isOpen($0) ? $1 : $0 }
        return "/" + (fixed + asked.dropFirst(pattern.count)).joined(separator: "/")
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

    private static func matches(
        _ pattern: [String],
        _ asked: [String],
        _ isSame: (String, String) -> Bool
    ) -> Bool {
        let isOpenEnded = pattern.last == "**"
        let fixed = isOpenEnded ? pattern.dropLast() : pattern[...]
        guard isOpenEnded ? asked.count >= fixed.count : asked.count == fixed.count else {
            return false
        }
        return zip(fixed, asked).allSatisfy { isOpen($0) || isSame($0, $1) }
    }
}
