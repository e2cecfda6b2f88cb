import Persian
import Registry
import VerifyCore
import Web

/// Questions and answers as they stand in bodies: the answers are those of the specimens themselves.
struct DeveloperExamples {
    let description: OpenAPI.Description
    let now: Timestamp

    /// The values of the template, one an example.
    var value: PageValue {
        let answers = Specimen.all.map { answer($0, nil) }
        let named = answer(Specimen.all[0], ("family_name", "آزمایشی"))
        return .list([answers[0], named] + answers.dropFirst() + refusal)
    }

    private func answer(
        _ specimen: Specimen,
        _ datum: (name: String, value: String)?
    ) -> PageValue {
        var question: [JSON.Member] = [.init("code", .string(specimen.code.grouped))]
        if let datum { question.append(.init(datum.name, .string(datum.value))) }
        let given = specimen.answer(knowing: datum.map { .familyName($0.value) }, at: now)
        let bytes = given.json(checkedAt: now, now.description, reference: Self.reference)
        let title = [specimen.verdict.rawValue, datum?.name].compactMap(\.self)
        return Self.example(
            title.joined(separator: ", "),
            "POST /api/v1/verifications\n\(JSON.object(question).indented)",
            (try? JSON(parsing: bytes)) ?? .null
        )
    }

    /// A problem: the answer to a parameter that does not exist.
    private var refusal: [PageValue] {
        let path = "/api/v1/uploads"
        let operation = description.operations.first { $0.path == path && $0.method == "post" }
        let known = (operation?.parameters ?? []).filter { $0.place == .query }.map(\.name)
        do {
            try QueryParameters.check(["dryrun"], known)
            return []
        } catch {
            let bytes = error.document(in: .english, requestID: Self.reference)
            return [
                Self.example(
                    "\(error.status) \(error.code.rawValue)",
                    "POST \(path)?dryrun=true",
                    (try? JSON(parsing: bytes)) ?? .null
                )
            ]
        }
    }

    /// A request id of the right form.
    private static let reference = "789DAZXEHC84"

    private static func example(
        _ title: String,
        _ question: String,
        _ answer: JSON
    ) -> PageValue {
        [
            "title": .text(title), "question": .text(question), "answer": .text(answer.indented),
        ]
    }
}
