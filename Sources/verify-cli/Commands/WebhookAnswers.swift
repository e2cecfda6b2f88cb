import Casework
import Persian
import VerifyCore

extension Console {
    /// Prints a secret that is shown once, or the file that has it.
    func answer(_ secret: WebhookSecret, of id: String, in file: String?, _ title: String) {
        let object: JSON = [
            "id": .string(id), "secret": file == nil ? .string(secret.text) : .null,
            "file": JSON(file),
        ]
        answer(object) {
            note(title)
            if let file {
                answer("written to \(file); it cannot be shown again")
            } else {
                answer(secret.text)
                note("store it now; it cannot be shown again")
            }
        }
    }
}

extension Webhook {
    /// One word for the state.
    func state(_ progress: WebhookProgress) -> String {
        if disabledAt != nil { return "disabled" }
        return progress.tries > 0 ? "failing" : "works"
    }
}

extension JSON {
    /// A webhook as the command line prints it; nil for one whose row was changed by hand.
    init(_ id: String, _ webhook: Webhook?, _ progress: WebhookProgress) {
        self = [
            "id": .string(id), "organisation": JSON(webhook?.organisation.text),
            "address": JSON(webhook?.address.text),
            "state": .string(webhook.map { $0.state(progress) } ?? "edited"),
            "made_at": JSON(webhook?.madeAt.description),
            "former_secret_until": JSON(webhook?.formerUntil?.description),
            "disabled_at": JSON(webhook?.disabledAt?.description),
            "cursor": .string(String(progress.position)), "tries": JSON(progress.tries),
            "failing_since": JSON(progress.failingSince?.description),
            "last_result": JSON(progress.lastResult), "last_at": JSON(progress.lastAt?.description),
        ]
    }
}

extension Failure {
    /// The failure of a webhook that was not made or changed; nil for another error.
    init?(webhook error: any Error) {
        guard let refusal = error as? Webhooks.Refusal else { return nil }
        let hint =
            switch refusal {
            case .unknown, .known: "verify-cli webhooks list shows them"
            case .tooMany: "verify-cli webhooks remove ends one"
            }
        self.init(
            refusal.description,
            hint: hint,
            exit: refusal == .unknown ? .notFound : .notAllowed
        )
    }

    /// Runs work on a webhook.
    static func ofWebhook<Answer>(_ work: () async throws -> Answer) async throws -> Answer {
        do { return try await work() } catch { throw Failure(webhook: error) ?? error }
    }
}
