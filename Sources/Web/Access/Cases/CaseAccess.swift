package import Accounts
package import Casework
package import Persian

/// What a caller may see of a case; the same for pages and API.
extension App {
    /// Returns a case as a caller sees it.
    ///
    /// - Throws: 404 where there is none, and where the caller has no part in it, with the same bytes; as
    ///   `caseView(_:for:at:)`.
    package func caseView(
        _ id: String,
        for caller: CaseCaller,
        at now: Timestamp
    ) async throws -> CaseView {
        switch caller {
        case .key(_, let institution, _):
            guard let view = try await domain.cases.view(id, at: institution) else {
                throw Problem.notFound
            }
            return view
        case .person(let session):
            guard let view = try await caseView(id, for: session, at: now) else {
                throw Problem.notFound
            }
            return view
        }
    }

    /// Returns a case as the person of a session sees it; nil where the person has no part in it.
    ///
    /// - Throws: 403 `staff_session_required` where the person has a part in it for an office, and signed in by a one-time code:
    ///   roles are for sessions with password and second factor.
    package func caseView(
        _ id: String,
        for session: SignInSession,
        at now: Timestamp
    ) async throws -> CaseView? {
        let view = try await domain.cases.view(id, of: session.person, at: now)
        guard let view, session.kind == .citizen else { return view }
        guard view.isForPersons else { throw Problem.staffSessionRequired }
        return view
    }
}

extension CaseView {
    /// Whether the person acts for no office in it, so that a session without password and second factor is enough.
    package var isForPersons: Bool {
        capacities.isSubset(of: [.applicant, .party]) && !service.isOpenedInRole
    }
}
