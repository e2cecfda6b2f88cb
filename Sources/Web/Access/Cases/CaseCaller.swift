package import Accounts
package import Casework
import HTTPTypes
package import Hummingbird

/// The origin of a request about cases: an API key of an institution, or the session of a person.
package enum CaseCaller: Sendable, Hashable {
    /// An institution, by a key that permits something on cases.
    case key(Account, institution: OrganisationCode, CaseScope)
    /// A person, by a session that is live.
    case person(SignInSession)

    /// The session of a person.
    ///
    /// - Throws: 403 `person_required` for an API key.
    package func requirePerson() throws(Problem) -> SignInSession {
        switch self {
        case .key: throw .personRequired
        case .person(let session): session
        }
    }

    /// The id of the key of an institution.
    ///
    /// - Throws: 403 for the session of a person.
    package func requireKey() throws(Problem) -> (id: String, institution: OrganisationCode) {
        switch self {
        case .key(let account, let institution, _): (account.id, institution)
        case .person: throw .caseKeyRequired
        }
    }
}

/// Admits requests about cases: the one place of the API that reads a session (docs/decisions/0100-sessions-in-the-api.md).
///
/// A request with `Authorization` is that of its key, whatever cookie it has.
extension App {
    /// Returns the caller of a request about cases.
    ///
    /// - Throws: 401 without key and session, or with one that does not work; 403 for a key that permits nothing on cases;
    ///   for a request of a session that changes something also 403 `foreign_form` where the origin or the form token is
    ///   not right.
    package func caseCaller(
        of request: Request,
        _ context: AppRequestContext
    ) async throws -> CaseCaller {
        if request.headers.value(.authorization) != nil {
            return try await caseKey(of: request, context)
        }
        return .person(try await session(of: request, context).session)
    }

    /// Returns the key of a request that only an institution sends.
    ///
    /// - Throws: As `caseCaller(of:_:)`; 403 for the session of a person.
    package func requireCaseKey(
        of request: Request,
        _ context: AppRequestContext
    ) async throws -> OrganisationCode {
        switch try await caseCaller(of: request, context) {
        case .key(_, let institution, _): return institution
        case .person: throw Problem.caseKeyRequired
        }
    }

    private func caseKey(
        of request: Request,
        _ context: AppRequestContext
    ) async throws -> CaseCaller {
        let principal = try await authentication.principal(for: request, context)
        guard let account = principal.account, let institution = account.institution,
            let scope = account.caseScope
        else { throw Problem.forbidden }
        return .key(account, institution: OrganisationCode(institution), scope)
    }
}

/// Sessions of the API.
extension App {
    /// The name of the form whose token a request of the API repeats: all addresses of the API are one form.
    private static let form = "/api/v1"

    /// Returns the live session of a request with the value of its cookie.
    ///
    /// - Throws: 401 without one; for a request that changes something 403 where it is not one of our own client.
    package func session(
        of request: Request,
        _ context: AppRequestContext
    ) async throws -> (secret: String, session: SignInSession) {
        guard let secret = request.cookie(cookies.session), !secret.isEmpty else {
            throw Problem.callerUnknown
        }
        guard let session = try await domain.signIn.session(forSecret: secret, at: context.now)
        else { throw Problem.sessionEnded }
        if request.method != .get, request.method != .head {
            try request.requireOwnOrigin(as: edge.publicURL)
            let tokens = FormTokens(keyring: domain.keyring)
            guard let name = HTTPField.Name.formToken, let token = request.headers.value(name),
                tokens.accepts(token, of: Self.form, for: secret)
            else { throw Problem.staleForm }
        }
        return (secret, session)
    }

    /// Returns the token that a client of the API repeats in `X-Form-Token`; nil without a data key.
    package func formToken(for secret: String) -> String? {
        FormTokens(keyring: domain.keyring).token(of: Self.form, for: secret)
    }
}

extension HTTPField.Name {
    /// The header with the token of a session.
    fileprivate static let formToken = HTTPField.Name("X-Form-Token")
}
