internal import Persian
internal import VerifyCore

/// `ceremony.log`: one line of JSON a ceremony, each with the hash of the line before it.
///
/// Lines are only added. A line that was changed or taken out from the middle breaks the chain; lines cut
/// off at the end show against the serial number in keyring.json, which has a MAC; a keyring.json of an
/// earlier day shows against the serial number in the log.
struct CeremonyLog {
    static let fileName = "ceremony.log"
    /// What the first line names as the one before it.
    private static let beginning = [UInt8](repeating: 0, count: 32)

    private let path: String
    private let owner: FileStatus?

    init(_ path: String, owner: FileStatus?) {
        self.path = path
        self.owner = owner
    }

    /// Adds the line of a ceremony; it is on disk on return.
    func append(_ members: [JSON.Member]) throws(KeyDirectoryError) {
        let former = FileStatus.exists(path) ? try DurableFile.read(path) : []
        let previous = Self.lines(former).last.map { SHA256.hash(Array($0)) } ?? Self.beginning
        let line = JSON.object(
            members + [.init("previous", .string(Hex.encode(previous)))]
        ).encoded()
        // A power cut can leave half a line: it stays, and the next one begins afresh.
        let isTorn = former.last.map { $0 != UInt8(ascii: "\n") } ?? false
        let ending = [UInt8(ascii: "\n")]
        try DurableFile.append((isTorn ? ending : []) + line + ending, to: path, owner: owner)
    }

    /// The highest serial number in the log; 0 where there is none.
    func reached() throws(KeyDirectoryError) -> Int64 {
        guard FileStatus.exists(path) else { return 0 }
        return Self.lines(try DurableFile.read(path))
            .compactMap { try? JSON(parsing: Array($0))["serial"]?.integer }.max() ?? 0
    }

    /// What is wrong with the log, in words; nothing when the chain holds and reaches the serial number.
    func problems(reaching serial: Int64) throws(KeyDirectoryError) -> [String] {
        guard FileStatus.exists(path) else { return ["\(Self.fileName) is missing"] }
        var problems: [String] = []
        var previous = Self.beginning
        var reached: Int64 = 0
        for (number, line) in Self.lines(try DurableFile.read(path)).enumerated() {
            if let entry = try? JSON(parsing: Array(line)) {
                if entry["previous"]?.string != Hex.encode(previous) {
                    problems.append("line \(number + 1) does not follow the line before it")
                }
                reached = max(reached, entry["serial"]?.integer ?? 0)
            }
            previous = SHA256.hash(Array(line))
        }
        if reached < serial {
            problems.append("the log ends at ceremony \(reached), the keyring is at \(serial)")
        }
        return problems
    }

    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(separator: UInt8(ascii: "\n"))
    }
}
