package import Accounts
import Persian
import Store
import VerifyCore

/// A row of `case_file`: the case, and the columns that only the engine reads.
struct CaseFileRow: Sendable {
    var file: CaseFile
    /// The seal of the last event.
    var headSeal: [UInt8]
    let secretSalt: [UInt8]?
    let secretHash: [UInt8]?

    static let columns: SQL = """
        id, tracking, service, version, opened_by, subject, organisation, parent, once_key, step,
        revision, turn, waiting, wait_role, wait_organisation, wait_person, since, due_at,
        provisional, claimed_by, claimed_at, open_errands, request_kind, price, price_source,
        sla_version, opened_at, initial_result_at, late_at, outcome, closed_at, head_seal,
        secret_salt, secret_hash
        """

    private static let byID = PreparedSQL { (id: String) in
        "SELECT \(columns) FROM case_file WHERE id = \(id)"
    }

    /// Returns the row of an id; nil when there is none.
    static func find(_ id: String, in connection: Connection) throws -> CaseFileRow? {
        try connection.first(byID(id)) { try CaseFileRow($0) }
    }
}

extension CaseFileRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        file = CaseFile(
            id: try row.text(0),
            tracking: try row.text(1),
            service: ServiceID(try row.text(2)),
            version: Int(try row.int(3)),
            openedBy: PersonID(try row.text(4)),
            subject: try row.optionalText(5),
            organisation: OrganisationCode(try row.text(6)),
            parent: try row.optionalText(7),
            onceKey: try row.optionalBlob(8).map { Hex.encode($0) },
            step: StepName(try row.text(9)),
            revision: try row.int(10),
            turn: try row.int(11),
            waiting: try Waiting(
                stored: try row.text(12),
                role: try row.optionalText(13),
                organisation: try row.optionalText(14),
                person: try row.optionalText(15)
            ),
            since: try Timestamp(parsing: try row.text(16)),
            dueAt: try row.optionalText(17).map { try Timestamp(parsing: $0) },
            isProvisional: try row.bool(18),
            claimedBy: try row.optionalText(19).map { PersonID($0) },
            claimedAt: try row.optionalText(20).map { try Timestamp(parsing: $0) },
            openErrands: Int(try row.int(21)),
            requestKind: try row.text(22),
            price: try Rials(storedPrice: try row.int(23)),
            priceSource: try row.optionalText(24),
            slaVersion: try row.optionalText(25),
            openedAt: try Timestamp(parsing: try row.text(26)),
            initialResultAt: try row.optionalText(27).map { try Timestamp(parsing: $0) },
            lateAt: try row.optionalText(28).map { try Timestamp(parsing: $0) },
            outcome: try row.optionalText(29).map { try StoredWord.required($0, "outcome") },
            closedAt: try row.optionalText(30).map { try Timestamp(parsing: $0) }
        )
        headSeal = try row.blob(31)
        secretSalt = try row.optionalBlob(32)
        secretHash = try row.optionalBlob(33)
    }

    func insert(in connection: Connection) throws {
        let onceKey = try file.onceKey.map { try Hex.decode($0) }
        try connection.execute(
            """
            INSERT INTO case_file (\(Self.columns))
            VALUES (
                \(file.id), \(file.tracking), \(file.service.text), \(file.version),
                \(file.openedBy), \(file.subject), \(file.organisation.text), \(file.parent),
                \(onceKey), \(file.step.text), \(file.revision), \(file.turn),
                \(file.waiting.word), \(file.waiting.role?.rawValue),
                \(file.waiting.organisation?.text), \(file.waiting.person?.description),
                \(file.since.description), \(file.dueAt?.description), \(file.isProvisional),
                \(file.claimedBy?.description), \(file.claimedAt?.description),
                \(file.openErrands), \(file.requestKind), \(file.price.amount),
                \(file.priceSource), \(file.slaVersion), \(file.openedAt.description),
                \(file.initialResultAt?.description), \(file.lateAt?.description),
                \(file.outcome?.rawValue), \(file.closedAt?.description), \(headSeal),
                \(secretSalt), \(secretHash)
            )
            """
        )
    }

    /// Writes what a move changes, if the row still has the revision that was read in the transaction.
    ///
    /// - Throws: `StoreError.conflict` where another move came first: the transaction runs again.
    func update(replacing former: Int64, in connection: Connection) throws {
        let onceKey = try file.onceKey.map { try Hex.decode($0) }
        let changed = try connection.execute(
            """
            UPDATE case_file
            SET
                version = \(file.version), once_key = \(onceKey), step = \(file.step.text), revision = \(file.revision), turn = \(file.turn),
                head_seal = \(headSeal), waiting = \(file.waiting.word),
                wait_role = \(file.waiting.role?.rawValue),
                wait_organisation = \(file.waiting.organisation?.text),
                wait_person = \(file.waiting.person?.description),
                since = \(file.since.description), due_at = \(file.dueAt?.description),
                provisional = \(file.isProvisional),
                claimed_by = \(file.claimedBy?.description),
                claimed_at = \(file.claimedAt?.description), open_errands = \(file.openErrands),
                initial_result_at = \(file.initialResultAt?.description),
                late_at = \(file.lateAt?.description), outcome = \(file.outcome?.rawValue),
                closed_at = \(file.closedAt?.description)
            WHERE id = \(file.id) AND revision = \(former)
            """
        )
        guard changed == 1 else { throw StoreError.conflict }
    }

    /// Writes the due time, which no seal covers.
    static func setDue(
        _ due: DueTime,
        of caseID: String,
        in connection: Connection
    ) throws {
        try connection.execute(
            """
            UPDATE case_file
            SET due_at = \(due.moment.description), provisional = \(due.isProvisional)
            WHERE id = \(caseID) AND closed_at IS NULL
            """
        )
    }
}

extension Waiting {
    /// The column `waiting`.
    var word: String {
        switch self {
        case .applicant: "applicant"
        case .person: "person"
        case .cartable: "cartable"
        case .errands: "errands"
        case .commission: "commission"
        case .gateway: "gateway"
        case .date: "date"
        case .none: "none"
        }
    }

    /// The role of a cartable; nil for other parties.
    package var role: Role? { if case .cartable(let role, _) = self { role } else { nil } }

    /// The person other than the applicant; nil for other parties.
    package var person: PersonID? { if case .person(let id) = self { id } else { nil } }

    /// Reads the four columns.
    ///
    /// - Throws: `CaseError.integrityFailure`.
    init(stored word: String, role: String?, organisation: String?, person: String?) throws {
        let code = organisation.map { OrganisationCode($0) }
        switch (word, role.flatMap { Role(rawValue: $0) }, code, person) {
        case ("applicant", nil, nil, nil): self = .applicant
        case ("person", nil, nil, .some(let id)): self = .person(PersonID(id))
        case ("cartable", .some(let role), .some(let code), nil): self = .cartable(role, code)
        case ("errands", nil, nil, nil): self = .errands
        case ("commission", nil, .some(let code), nil): self = .commission(code)
        case ("gateway", nil, nil, nil): self = .gateway
        case ("date", nil, nil, nil): self = .date
        case ("none", nil, nil, nil): self = .none
        default: throw CaseError.integrityFailure("case_file.waiting")
        }
    }
}

extension Rials {
    fileprivate init(storedPrice amount: Int64) throws {
        guard let price = Rials(amount) else {
            throw CaseError.integrityFailure("case_file.price")
        }
        self = price
    }
}
