import Accounts
import Foundation
import Registry
import Store
import VerifyCore

@testable import Casework
@testable import Web
@testable import verifyd

/// The messages of a test app, which no sender sends.
extension TestApp {
    /// A message with what its reader uses.
    struct Message: Sendable {
        let recipient: String
        let template: String
        let text: String

        /// The one-time code: six digits on a line of their own, as the token of a link may have six too.
        var code: String? {
            let lines: [Substring] = text.split(whereSeparator: \.isNewline)
            return lines.first { $0.count == 6 && $0.allSatisfy(\.isNumber) }.map { String($0) }
        }

        /// The path of the link to this service.
        var link: String? {
            text.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("https://") }
                .map {
                    "/" + $0.split(separator: "/", maxSplits: 2).dropFirst(2).joined(separator: "/")
                }
        }
    }

    /// Every message, in no order.
    func messages() async throws -> [Message] {
        let keys = app.domain.keyring.current
        let rows = try await app.domain.registry.database.read { connection in
            try connection.all(
                "SELECT \(OutboxRow.columns) FROM outbox WHERE state <> 'dropped'"
            ) { try OutboxRow($0) }
        }
        return rows.compactMap { row in
            guard let opened = try? row.opened(by: keys) else { return nil }
            return Message(
                recipient: opened.recipient.text,
                template: row.key.template,
                text: opened.content.text
            )
        }
    }

    /// The message that came since the last call; the one with a code where there are several.
    func newestMessage() async throws -> Message {
        let all = try await messages()
        let new = all.filter { message in !seen.contains(message.text) }
        seen.insert(all.map(\.text))
        guard let message = new.first(where: { $0.code != nil }) ?? new.first else {
            throw NoMessage()
        }
        return message
    }

    private struct NoMessage: Error {}
}
