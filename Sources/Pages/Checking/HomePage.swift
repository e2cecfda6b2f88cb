import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// The home page: one box for a code.
///
/// A mistyped code leads to the same page with its fault.
struct HomePage: Sendable {
    let renderer: PageRenderer
    let language: Language

    func add(to router: Router<AppRequestContext>) {
        let fixed = renderer.fixed(page, in: language)
        router.get("\(language.home)") { request, _ in fixed.response(to: request) }
    }

    private var page: Page {
        Page(
            "home",
            at: "/",
            titled: Wording(fa: "بررسی اصالت مدرک تحصیلی", en: "Check that a degree is genuine")
                .text(
                    in: language
                ),
            ["typed": ""]
        )
    }

    /// Returns the page with what was typed and its fault.
    func page(typed: String, answer: Answer, wording: VerdictWording) -> Page {
        var page = page
        let message = wording.message.text(in: language)
        page.title =
            Wording(fa: "خطا: ", en: "Error: ").text(in: language)
            + wording.title.text(in: language)
        page.values["typed"] = .text(String(typed.prefix(Self.longestTyped)))
        var problem: [String: PageValue] = [
            "message": .text(message),
            "errors": [["field": "code", "message": .text(message)]],
        ]
        if let digits = Self.digitsRead(in: typed, answer) {
            problem["read"] = ["groups": .list(digits.groups)]
        }
        page.values["problem"] = .fields(problem)
        if let code = answer.suggestion ?? Self.withLettersRead(typed, answer.typing) {
            page.values["suggestion"] = [
                "suggestionTitle": .text(
                    Wording(fa: "منظورتان این کد است؟", en: "Did you mean this code?").text(
                        in: language
                    )
                ),
                "digits": .text(code.digits),
                "groups": .list(code.digits.groups),
            ]
        }
        page.elsewhere = nil
        page.resend = .init(action: CheckPage.path, fields: [("code", typed)])
        return page
    }

    /// How much of a mistaken paste is shown again.
    private static let longestTyped = 200
}

extension HomePage {
    /// Returns the digits of a code that is too short or a little too long, so that the reader sees the gap.
    private static func digitsRead(in typed: String, _ answer: Answer) -> String? {
        guard case .length(let count) = answer.typing, (1...28).contains(count) else { return nil }
        return String(Digits.folded(typed).filter { $0.isASCII && $0.isNumber })
    }

    /// Returns the code that is meant when a letter was typed for a digit that looks like it.
    private static func withLettersRead(
        _ typed: String,
        _ error: AuthenticityCode.ParsingError?
    ) -> AuthenticityCode? {
        var text = typed
        var error = error
        // The number of letters that look like digits.
        for _ in 0..<4 {
            guard case .character(let letter, let digit?) = error else { return nil }
            text = text.replacing(String(letter), with: String(digit))
            do {
                return try AuthenticityCode(parsing: text)
            } catch let next {
                error = next
            }
        }
        return nil
    }
}

extension StringProtocol {
    /// Digits in groups of four, as a code is printed.
    var groups: [PageValue] {
        var rest = self[...]
        var groups: [PageValue] = []
        while !rest.isEmpty {
            groups.append(.text(String(rest.prefix(4))))
            rest = rest.dropFirst(4)
        }
        return groups
    }
}
