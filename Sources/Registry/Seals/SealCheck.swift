import Store
import VerifyCore

extension Registry {
    /// Checks everything that is sealed with the keys: degrees and their events, institutions and their events, uploads
    /// and batches with their results, codes of the former system, share grants.
    ///
    /// `problem`: Called with a sentence for each wrong row; it names no code and no person.
    package func checkSeals(_ problem: (String) -> Void) async throws -> DegreeCheck {
        let check = try await checkDegrees(problem)
        try await checkDegreeEvents(problem)
        try await checkInstitutions(problem)
        try await checkBulkJobs(problem)
        try await checkFormerCodes(problem)
        try await checkShareGrants(problem)
        return check
    }

    /// What an operator does with a row of an earlier version.
    static let unsealed = "the row has no seal; verify-cli db seal seals rows of an earlier version"

    /// Checks the seal of every event in the history of a degree.
    func checkDegreeEvents(_ problem: (String) -> Void) async throws {
        let keys = keyring.current
        try await checkEach("degree_event", DegreeEventRow.columns) {
            try? DegreeEventRow($0)
        } fault: {
            event in
            guard let event else { return "an event of a degree cannot be read" }
            return keys.fault(of: event).map { "event \(event.id) of a degree: \($0)" }
        } problem: {
            problem($0)
        }
    }

    /// Checks the seals of institutions and of their events.
    ///
    /// In a register without degrees they may have none.
    func checkInstitutions(_ problem: (String) -> Void) async throws {
        let keys = keyring.current
        let (isEmpty, institutions) = try await database.read { connection in
            (
                try self.isEmpty(in: connection),
                try connection.all("SELECT \(InstitutionRow.columns) FROM institution") {
                    try? InstitutionRow($0)
                }
            )
        }
        func fault(_ statement: RowStatement, _ seal: [UInt8]?) -> String? {
            if seal == nil, isEmpty { return nil }
            return keys.fault(of: statement, sealed: seal)
        }
        for row in institutions {
            guard let row else {
                report("an institution cannot be read", problem)
                continue
            }
            if let fault = fault(row.institution.statement, row.seal) {
                report("institution \(row.institution.code): \(fault)", problem)
            }
        }
        try await checkEach("institution_event", InstitutionEvent.columns) {
            try? InstitutionEvent($0)
        } fault: { event in
            guard let event else { return "an event of an institution cannot be read" }
            return fault(event.statement, event.seal)
                .map { "event \(event.id) of an institution: \($0)" }
        } problem: {
            problem($0)
        }
    }

    /// Reads a table in the order of its `id`, the first of the columns, and reports the fault of each row.
    private func checkEach<Value: Sendable>(
        _ table: SQL,
        _ columns: SQL,
        read: @escaping @Sendable (borrowing Row) -> Value?,
        fault: (Value?) -> String?,
        problem: (String) -> Void
    ) async throws {
        try await forEachRow(after: Int64.min) { after, connection in
            try connection.all(
                """
                SELECT \(columns)
                FROM \(table)
                WHERE id > \(after)
                ORDER BY id
                LIMIT \(Self.checkedAtOnce)
                """
            ) { (key: try $0.int(0), value: read($0)) }
        } visit: { row in
            if let fault = fault(row) { report(fault, problem) }
        }
    }

    /// Visits every row of a table in the order of a key, each page in one read.
    ///
    /// `read`: Returns the rows behind a key, at most `checkedAtOnce`; none at the end.
    func forEachRow<Key: Sendable, Value: Sendable>(
        after first: Key,
        read: @escaping @Sendable (Key, Connection) throws -> [(key: Key, value: Value)],
        visit: (Value) async throws -> Void
    ) async throws {
        var last = first
        while true {
            let after = last
            let page = try await database.read { try read(after, $0) }
            for row in page { try await visit(row.value) }
            guard let end = page.last?.key else { return }
            last = end
        }
    }

    /// Reports a row that was changed by hand.
    func report(_ fault: String, _ problem: (String) -> Void) {
        observer.notice(.tampering)
        problem(fault)
    }
}

extension Keyring {
    /// What is wrong with a row that a data key seals, for an operator; nil when nothing is.
    func fault(of statement: RowStatement, sealed seal: [UInt8]?) -> String? {
        guard let seal else { return Registry.unsealed }
        return switch verdict(on: statement, sealed: seal) {
        case .intact: nil
        case .broken: "the row does not match its seal"
        case .distrusted(let state): "the data key of its seal is \(state.word)"
        case .undecided(let missing): "its data key \(missing.id) is not in the keyring"
        }
    }

    /// What is wrong with an event of a degree, for an operator; nil when nothing is.
    fileprivate func fault(of event: DegreeEventRow) -> String? {
        guard let id = UncheckedRow.keyID(at: event.degree) else {
            return "the address of its degree belongs to no code"
        }
        guard let (key, _) = codeKey(id) else {
            // The file of a retired key may be destroyed.
            return facts(id: String(id))?.state == .retired
                ? nil : "key \(id) is not in the keyring"
        }
        guard let seal = event.seal else { return Registry.unsealed }
        return key.verifies(event.statement, sealed: seal) ? nil : "the row does not match its seal"
    }
}
