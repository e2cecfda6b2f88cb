import Store
import VerifyCore

extension Accounts {
    /// Checks the seal of every API key and of every row of organisations and roles, and the chains of the
    /// audit trail.
    ///
    /// Calls `problem` with one sentence for each row that was made or changed by hand or that names a data
    /// key which is not in the keyring, and with one for all keys whose data key is compromised: they are no
    /// longer accepted, and their organisations need new ones. The rows of people and sign-in follow.
    package func check(_ problem: (String) -> Void) async throws {
        try await checkKeys(problem)
        try await SignIn.check(database, by: keyring.current, problem)
        try await checkRows(of: OrganisationRow.self, problem)
        try await checkRows(of: RoleGrantRow.self, problem)
        try await checkRows(of: DelegationRow.self, problem)
        try await checkRows(of: InvitationRow.self, problem)
        try await checkRows(of: ProposalRow.self, problem)
        try await checkRows(of: UploadOrderRow.self, problem)
        try await checkRows(of: MonthlyConfirmationRow.self, problem)
        try await AuditTrail(database: database, keyring: keyring).check(problem)
    }

    private func checkKeys(_ problem: (String) -> Void) async throws {
        var compromised = 0
        var last: String?
        while true {
            let page = try await keys(after: last, limit: 1_000)
            for key in page {
                switch key.seal {
                case .broken: problem("API key \(key.id): the row does not match its seal")
                case .undecided(let missing):
                    problem("API key \(key.id): its data key \(missing.id) is not in the keyring")
                case .distrusted(.compromised) where key.revokedAt == nil: compromised += 1
                case .intact, .distrusted: break
                }
            }
            guard let end = page.last?.id else { break }
            last = end
        }
        if compromised > 0 {
            problem("a data key is compromised; API keys that it sealed: \(compromised)")
        }
    }

    /// Checks the seal of each row of a table.
    private func checkRows<Row: AccountsRow>(
        of type: Row.Type,
        _ problem: (String) -> Void
    ) async throws {
        let keys = keyring.current
        var compromised = 0
        var last: SQLValue?
        while true {
            let after = last
            let page = try await database.read { connection in
                try AccountsRows.page(of: type, after: after, in: connection)
            }
            for row in page {
                let name = "\(Row.noun) \(row.label)"
                switch row.verdict(by: keys) {
                case .broken: problem("\(name): the row does not match its seal")
                case .undecided(let missing):
                    problem("\(name): its data key \(missing.id) is not in the keyring")
                case .distrusted(.compromised): compromised += 1
                case .intact, .distrusted: break
                }
            }
            guard let end = page.last?.key else { break }
            last = end
        }
        if compromised > 0 {
            problem(
                "a data key is compromised; rows of the kind \(Row.noun) that it sealed: \(compromised)"
            )
        }
    }
}
