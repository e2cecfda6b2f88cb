package import Accounts
package import Casework
import HTTPTypes
package import Hummingbird
import Persian
import VerifyCore

/// What the API needs to open and to move cases.
extension CaseCaller {
    /// Requires a key that may read files; a person may read those of the own cases.
    ///
    /// - Throws: 403 for a key without this permission.
    package func requireFiles() throws(Problem) {
        if case .key(_, _, let scope) = self, scope != .files { throw .forbidden }
    }

    /// Requires a key that may propose.
    ///
    /// - Throws: 403 for any other key.
    package func requireProposals() throws(Problem) {
        if case .key(let account, _, _) = self, !account.proposes { throw .forbidden }
    }
}

extension Request {
    /// Returns the id of a move: `Idempotency-Key` in the name of the person, so that two persons may send the same one.
    ///
    /// - Throws: 400 without a key.
    package func moveID(of person: PersonID) throws -> String {
        guard let key = try idempotencyKey() else { throw Problem.noMoveID }
        return "api-" + Hex.encode(SHA256.hash(Array("\(person)\n\(key)".utf8)))
    }

    /// Returns the id of a proposal: `Idempotency-Key` in the name of an API key.
    ///
    /// - Throws: 400 without a key.
    package func moveID(ofKey id: String) throws -> String {
        guard let key = try idempotencyKey() else { throw Problem.noMoveID }
        return "api-" + Hex.encode(SHA256.hash(Array("api-key \(id)\n\(key)".utf8)))
    }

    /// The revision that `If-Match` names; nil without the field, and for `*`.
    ///
    /// - Throws: 400 for a field of another form than `"5"`.
    package func matchedRevision() throws(Problem) -> Int64? {
        guard let field = headers.value(.ifMatch), field != "*" else { return nil }
        guard field.hasPrefix("\""), field.hasSuffix("\""), field.count > 2,
            let revision = Int64(field.dropFirst().dropLast()), revision > 0
        else { throw .badMatch }
        return revision
    }
}

extension App {
    /// Returns the receipt of a move, and whether it had been done before.
    ///
    /// `pointer` turns the place of a problem into a JSON pointer of the request.
    ///
    /// - Throws: 404, 409 with who was first in which relation, 422 with every reason, 403 for a missing factor, 503.
    package func receipt(
        of result: MoveResult,
        for session: SignInSession,
        in id: String?,
        _ context: AppRequestContext,
        pointer: (MoveProblem) -> String = { $0.pointer }
    ) async throws -> (receipt: MoveReceipt, isRepeated: Bool) {
        switch result {
        case .moved(let receipt): return (receipt, false)
        case .repeated(let receipt): return (receipt, true)
        case .reused: throw Problem.idempotencyKeyReused
        case .refused(let problems): throw Problem(problems, pointer)
        case .notFound: throw Problem.notFound
        case .missingDefinition: throw Problem.definitionMissing
        case .conflict(let conflict):
            let view =
                if let id {
                    try await domain.cases.view(id, of: session.person, at: context.now)
                } else { CaseView?.none }
            let event = view?.visible.events.last {
                $0.action == conflict.action && $0.at == conflict.at
            }
            throw Problem(conflict, by: event?.capacity)
        }
    }
}

extension MoveResult {
    /// Returns the receipt of a proposal, and whether it had been made before.
    ///
    /// - Throws: 404, 422 with every reason, 503.
    package func proposalReceipt() throws(Problem) -> (receipt: MoveReceipt, isRepeated: Bool) {
        switch self {
        case .moved(let receipt): return (receipt, false)
        case .repeated(let receipt): return (receipt, true)
        case .reused: throw .idempotencyKeyReused
        case .refused(let problems):
            throw Problem(problems) { $0.kind == .action ? "/action" : $0.pointer }
        case .notFound, .conflict: throw .notFound
        case .missingDefinition: throw .definitionMissing
        }
    }
}

extension Problem {
    /// The 409 problem of a move that came after another one; who was first is named by the relation, not by the person.
    fileprivate init(_ conflict: MoveConflict, by capacity: Capacity?) {
        self.init(
            status: 409,
            code: .caseChanged,
            title: .init(fa: "پرونده پیش از شما تغییر کرد", en: "The case was changed before you"),
            detail: .init(
                fa: """
                    اقدام دیگری زودتر ثبت شد. آنچه نوشته بودید پیش‌نویس شد؛ پرونده را دوباره بخوانید.
                    """,
                en: """
                    Another move came first. What you typed is kept as a draft; read the case again.
                    """
            )
        )
        var first: [JSON.Member] = [.init("action", .string(conflict.action.text))]
        if let capacity { first.append(.init("capacity", .string(capacity.rawValue))) }
        first.append(.init("at", .string(conflict.at.description)))
        first.append(.init("step", .string(conflict.step.text)))
        members = [
            .init("revision", .integer(conflict.revision)), .init("conflict", .object(first)),
        ]
    }

    /// The 412 problem of a move under an `If-Match` of an earlier revision.
    package static func preconditionFailed(now revision: Int64) -> Problem {
        var problem = Problem(
            status: 412,
            code: .preconditionFailed,
            title: .init(fa: "پرونده تغییر کرده است", en: "The case has changed"),
            detail: .init(
                fa: "پرونده از زمانی که آن را خواندید تغییر کرده است؛ آن را دوباره بخوانید.",
                en: "The case has changed since you read it; read it again."
            )
        )
        problem.members = [.init("revision", .integer(revision))]
        return problem
    }

    fileprivate static let noMoveID = Problem.malformed(
        .init(
            fa: "سرآیند Idempotency-Key لازم است: با آن، تکرار درخواست کار را دوباره انجام نمی‌دهد.",
            en: "Idempotency-Key is needed: with it, a repeated request does nothing twice."
        )
    )

    fileprivate static let badMatch = Problem.malformed(
        .init(
            fa: "سرآیند If-Match باید ETag پرونده باشد، مانند \"5\".",
            en: "If-Match has to be the ETag of the case, such as \"5\"."
        )
    )
}
