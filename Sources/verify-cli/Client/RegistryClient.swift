import Persian
import Registry
import VerifyCore

/// The register as the command line sees it: behind a server, or at the database and the keys.
///
/// Answers are the objects of the HTTP API in both cases, so `--json` prints the same keys.
protocol RegistryClient: Sendable {
    /// The address, for notes.
    var title: String { get }

    /// Closes the connection; a SQLite database is then one file again.
    func close()

    /// Answers a question about a code or a token.
    func verify(_ question: Question) async throws -> Verification

    /// Returns every institution, in the order of the codes.
    func institutions() async throws -> [JSON]
    func setWindow(of code: String, until: Timestamp?) async throws -> JSON

    /// Takes in a file of graduates; `progress` gets the number of records done and the total.
    func importGraduates(
        _ upload: UploadRequest,
        progress: @escaping ProgressHandler
    ) async throws -> UploadReport
    /// Checks a file of codes.
    func check(
        _ batch: BatchRequest,
        progress: @escaping ProgressHandler
    ) async throws -> UploadReport

    func issue(_ fields: RecordFile.Fields) async throws -> JSON
    func degree(_ name: DegreeName) async throws -> JSON
    func correct(_ name: DegreeName, changes: RecordFile.Fields) async throws -> JSON
    func change(_ name: DegreeName, _ change: DegreeChange) async throws -> JSON
}

/// Receives how many of how many records are done.
typealias ProgressHandler = @Sendable (_ done: Int, _ total: Int?) -> Void

/// The name of a degree: its code as it was typed, or its identifier (a UUID).
enum DegreeName: Sendable {
    case code(AuthenticityCode)
    case id(String)

    /// Reads the words of the command line.
    init(parsing words: [String]) throws(Failure) {
        let text = words.joined(separator: " ")
        if words.count == 1, text.count == 36, text.filter({ $0 == "-" }).count == 4 {
            self = .id(text.lowercased())
            return
        }
        do {
            self = .code(try AuthenticityCode(parsing: text))
        } catch {
            throw .usage(
                "this is neither a code nor the identifier of a degree",
                hint: "verify-cli check explains what is wrong with a code"
            )
        }
    }

    /// The name in questions and notes.
    var shown: String {
        switch self {
        case .code(let code): code.shown
        case .id(let id): id
        }
    }
}

/// A change of a degree's status.
enum DegreeChange: Sendable {
    case revoke(RevocationReason, note: String)
    case suspend(note: String)
    case resume(note: String)
}
