import Accounts
import Persian
import Store
import VerifyCore

/// A row of `case_event`: the event, the digest of the case after it, and its seal in the chain.
struct CaseEventRow: Sendable {
    let caseID: String
    let event: CaseEvent
    let stateDigest: Digest
    var seal: [UInt8] = []

    static let columns: SQL = """
        case_id, seq, move, action, from_step, to_step, actor, capacity, behalf_of, via, at,
        revision, note_digest, viewers, inputs_digest, case_digest, effect, effect_ref, seal
        """

    private static let ofCase = PreparedSQL { (caseID: String) in
        "SELECT \(columns) FROM case_event WHERE case_id = \(caseID) ORDER BY seq"
    }

    private static let ofMove = PreparedSQL { (move: String) in
        "SELECT \(columns) FROM case_event WHERE move = \(move)"
    }

    /// Returns the events of a case, by `seq`.
    static func all(of caseID: String, in connection: Connection) throws -> [CaseEventRow] {
        try connection.all(ofCase(caseID)) { try CaseEventRow($0) }
    }

    /// Returns the event of a move id, of any case; nil when there is none.
    static func find(move: String, in connection: Connection) throws -> CaseEventRow? {
        try connection.first(ofMove(move)) { try CaseEventRow($0) }
    }

    /// What the seal covers: the seal before, every column, and the digests of inputs and case.
    func statement(after previous: [UInt8]) -> RowStatement {
        RowStatement(
            .caseEvent,
            .bytes(previous),
            .text(caseID),
            .integer(event.seq),
            .text(event.move),
            .text(event.action.text),
            .init(event.fromStep?.text),
            .text(event.toStep.text),
            .text(event.actor),
            .text(event.capacity.rawValue),
            .init(event.behalfOf?.description),
            .text(event.via.rawValue),
            .text(event.at.description),
            .integer(event.revision),
            .init(event.noteDigest?.bytes),
            .text(event.viewers.stored),
            .bytes(event.inputsDigest.bytes),
            .bytes(stateDigest.bytes),
            .init(event.effect?.text),
            .init(event.effectRef)
        )
    }
}

extension CaseEventRow {
    /// Reads a row of `columns`.
    init(_ row: borrowing Row) throws {
        caseID = try row.text(0)
        event = CaseEvent(
            seq: try row.int(1),
            move: try row.text(2),
            action: ActionName(try row.text(3)),
            fromStep: try row.optionalText(4).map { StepName($0) },
            toStep: StepName(try row.text(5)),
            actor: try row.text(6),
            capacity: try StoredWord.required(try row.text(7), "case_event.capacity"),
            behalfOf: try row.optionalText(8).map { PersonID($0) },
            via: try StoredWord.required(try row.text(9), "case_event.via"),
            at: try Timestamp(parsing: try row.text(10)),
            revision: try row.int(11),
            noteDigest: try row.optionalBlob(12).flatMap { Digest($0) },
            viewers: try Set(storedViewers: try row.text(13)),
            inputsDigest: try Digest(storedDigest: try row.blob(14)),
            effect: try row.optionalText(16).map { EffectName($0) },
            effectRef: try row.optionalText(17)
        )
        stateDigest = try Digest(storedDigest: try row.blob(15))
        seal = try row.blob(18)
    }

    /// Inserts the event, with its seal over the one before it.
    func insert(in connection: Connection) throws {
        try connection.execute(
            """
            INSERT INTO case_event (\(Self.columns))
            VALUES (
                \(caseID), \(event.seq), \(event.move), \(event.action.text),
                \(event.fromStep?.text), \(event.toStep.text), \(event.actor),
                \(event.capacity.rawValue), \(event.behalfOf?.description),
                \(event.via.rawValue), \(event.at.description), \(event.revision),
                \(event.noteDigest?.bytes), \(event.viewers.stored),
                \(event.inputsDigest.bytes), \(stateDigest.bytes), \(event.effect?.text),
                \(event.effectRef), \(seal)
            )
            """
        )
    }
}

extension Digest {
    /// Reads a column of 32 bytes.
    ///
    /// - Throws: `CaseError.integrityFailure`.
    init(storedDigest bytes: [UInt8]) throws {
        guard let digest = Digest(bytes) else { throw CaseError.integrityFailure("a digest") }
        self = digest
    }
}

extension Set<Viewer> {
    /// The words in the order of the alphabet, separated by spaces.
    fileprivate var stored: String { map(\.rawValue).sorted().joined(separator: " ") }

    fileprivate init(storedViewers text: String) throws {
        self = try Set(
            text.split(separator: " ").map { try StoredWord.required(String($0), "viewers") }
        )
    }
}
