import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// The first page: one box (R151).
///
/// It comes back with what is wrong when the code is mistyped.
struct HomePage: Sendable {
    let renderer: PageRenderer
    let language: Language

    func add(to router: Router<AppRequestContext>) {
        router.get("\(language.home)") { _, _ in
            renderer.response(page, in: language)
        }
    }

    private var page: Page {
        Page(
            "home",
            at: "/",
            titled: language.either("بررسی اصالت مدرک تحصیلی", "Check that a degree is genuine"),
            ["typed": ""]
        )
    }

    /// The box with what was typed in it, and what is wrong with that.
    func page(typed: String, answer: Answer, wording: VerdictWording) -> Page {
        var page = page
        let message = wording.message.text(in: language)
        page.title =
            language.either("خطا: ", "Error: ") + wording.title.text(in: language)
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
                    language.either("منظورتان این کد است؟", "Did you mean this code?")
                ),
                "digits": .text(code.digits),
                "groups": .list(code.digits.groups),
            ]
        }
        page.elsewhere = nil
        page.resend = .init(action: CheckPage.path, fields: [("code", typed)])
        return page
    }

    /// As much of a mistaken paste as is shown again.
    private static let longestTyped = 200
}

extension HomePage {
    /// The digits of a code that is too short or a little too long, so that the gap can be seen.
    private static func digitsRead(in typed: String, _ answer: Answer) -> String? {
        guard case .length(let count) = answer.typing, (1...28).contains(count) else { return nil }
        return String(Digits.folded(typed).filter { $0.isASCII && $0.isNumber })
    }

    /// The code that is meant when a letter was typed for the digit it looks like.
    private static func withLettersRead(
        _ typed: String,
        _ error: AuthenticityCode.ParsingError?
    ) -> AuthenticityCode? {
        var text = typed
        var error = error
        // As many kinds of letters as anybody mistakes for digits.
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
