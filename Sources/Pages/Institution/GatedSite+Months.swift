import Accounts
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

extension GatedSite {
    /// Returns what the head of the address's institution confirms; the month before the present one where none is named.
    ///
    /// - Throws: 404 for the institution of another head, a month that is no month, or one to come.
    func confirmedLists(_ request: PageRequest, month text: String?) async throws -> ConfirmedLists
    {
        let authority = try request.requireAuthority()
        let code = try request.context.parameters.require("code")
        let isHead = authority.capacities.contains {
            $0.role == .head && $0.organisation == code && $0.behalfOf == nil
        }
        let present = ConfirmedMonth(of: request.now.tehranDate)
        guard isHead, try await app.domain.registry.institution(code) != nil,
            let month = text.map({ ConfirmedMonth(parsing: $0) }) ?? present.previous,
            month <= present
        else { throw Problem.notFound }
        let codes = try await app.domain.registry.issuedCodes(
            of: code,
            from: month.begin,
            until: month.end
        )
        return ConfirmedLists(
            of: code,
            in: month,
            grants: try await app.domain.roles.grants(in: code, during: month),
            codes: codes.codes.count,
            codesDigest: codes.digest
        )
    }
}
