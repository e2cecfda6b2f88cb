internal import Persian
internal import VerifyCore

/// `ceremony.log`: one line of JSON for each ceremony, chained by hashes and by MACs under the
/// key-encryption key.
///
/// keyring.json names the MAC of the last line, so that a log that was cut, exchanged or removed does not
/// belong to it. Lines of former versions have no MAC; the line `upgrade` after them covers their bytes.
/// The format is `docs/formats/ceremony-log.md`.
struct CeremonyLog: Sendable {
    static let fileName = "ceremony.log"
    /// The ceremony of the line that covers the lines without a MAC.
    static let upgradeWord = "upgrade"

    /// The whole file.
    private(set) var bytes: [UInt8]
    private var lines: [Line]

    /// Reads a log; lines that are not JSON are kept, since a power failure could tear one in former versions.
    init(_ bytes: [UInt8] = []) {
        self.bytes = bytes
        lines = bytes.split(separator: UInt8(ascii: "\n")).map(Line.init)
    }

    /// What a line records.
    struct Entry {
        let at: Timestamp
        let by: String
        let word: String
        /// The serial number of the keyring after the ceremony.
        let serial: Int64
        let keys: [KeyFacts]
    }

    var lineCount: Int { lines.count }

    /// The highest serial number in the log; 0 in an empty one.
    var lastSerial: Int64 { lines.compactMap(\.serial).max() ?? 0 }

    /// The MAC of the last line; nil when it has none.
    var tip: [UInt8]? { lines.last?.mac }
}

extension CeremonyLog {
    /// A line as it is in the file.
    private struct Line {
        let bytes: ArraySlice<UInt8>
        let json: JSON?
        /// The MAC; nil in a line without one.
        let mac: [UInt8]?

        /// What the MAC covers in the line: its bytes before `,"mac":"`.
        var covered: ArraySlice<UInt8> { bytes.dropLast(Self.ending(Self.noMAC).count) }
        var serial: Int64? { json?["serial"]?.integer }
        var previous: String? { json?["previous"]?.string }

        static let noMAC = [UInt8](repeating: 0, count: 32)

        init(_ bytes: ArraySlice<UInt8>) {
            self.bytes = bytes
            json = try? JSON(parsing: Array(bytes))
            let last = json?.members?.last
            let mac = last?.name == "mac" ? last?.value.string.flatMap { try? Hex.decode($0) } : nil
            self.mac = mac.flatMap {
                $0.count == 32 && bytes.ends(with: Self.ending($0)) ? $0 : nil
            }
        }

        static func ending(_ mac: [UInt8]) -> [UInt8] {
            Array(",\"mac\":\"\(Hex.encode(mac))\"}".utf8)
        }
    }

    /// The hash of a line, which the next line names; the first line names 32 zero bytes.
    private static func hash(_ line: Line?) -> String {
        Hex.encode(line.map { SHA256.hash(Array($0.bytes)) } ?? [UInt8](repeating: 0, count: 32))
    }

    private static func mac(
        _ covered: some Sequence<UInt8>,
        after former: [UInt8]?,
        _ kek: KeyEncryptionKey
    ) -> [UInt8] {
        kek.logKey.authenticate((former ?? Line.noMAC) + covered)
    }

    /// The log with another line.
    func adding(_ entry: Entry, kek: KeyEncryptionKey) -> CeremonyLog {
        var former = bytes
        if let last = former.last, last != UInt8(ascii: "\n") { former.append(UInt8(ascii: "\n")) }
        var members: [JSON.Member] = [
            .init("at", .string(entry.at.description)), .init("by", .string(entry.by)),
            .init("ceremony", .string(entry.word)), .init("serial", .integer(entry.serial)),
            .init("keys", .array(entry.keys.map(\.logged))),
            .init("previous", .string(Self.hash(lines.last))),
        ]
        if !former.isEmpty, tip == nil {
            members.append(.init("former", .string(Hex.encode(SHA256.hash(former)))))
        }
        let covered = JSON.object(members).encoded().dropLast()
        let mac = Self.mac(covered, after: tip, kek)
        former.append(contentsOf: covered)
        former += Line.ending(mac) + [UInt8(ascii: "\n")]
        return CeremonyLog(former)
    }
}

extension CeremonyLog {
    /// The number of the first line, from 1, that does not match its MAC or its place; nil when all lines do.
    ///
    /// Lines of former versions are covered by the first line with a MAC; a log without any is not checked.
    func firstForgedLine(kek: KeyEncryptionKey) -> Int? {
        guard let start = lines.firstIndex(where: { $0.mac != nil }) else { return nil }
        let former = bytes[..<lines[start].bytes.startIndex]
        guard former.isEmpty || json(start, "former") == Hex.encode(SHA256.hash(Array(former)))
        else { return start + 1 }
        for index in start..<lines.count {
            let line = lines[index]
            let before = index > 0 ? lines[index - 1] : nil
            let follows = index == start || line.serial == before?.serial.map { $0 &+ 1 }
            guard let mac = line.mac, line.serial != nil, follows,
                line.previous == Self.hash(before),
                constantTimeEqual(mac, Self.mac(line.covered, after: before?.mac, kek))
            else { return index + 1 }
        }
        return nil
    }

    private func json(_ index: Int, _ name: String) -> String? {
        lines[index].json?[name]?.string
    }

    /// The faults of lines without a MAC, one sentence each.
    func problems(serial: Int64) -> [String] {
        var problems: [String] = []
        for (index, line) in lines.enumerated() where line.mac == nil && line.json != nil {
            if line.previous != Self.hash(index > 0 ? lines[index - 1] : nil) {
                problems.append("line \(index + 1) does not follow the line before it")
            }
        }
        if lastSerial < serial {
            problems.append("the log ends at ceremony \(lastSerial), the keyring is at \(serial)")
        }
        if tip == nil { problems.append("its lines have no MAC; the next ceremony adds one") }
        return problems
    }
}

extension BidirectionalCollection<UInt8> {
    fileprivate func ends(with other: [UInt8]) -> Bool { suffix(other.count).elementsEqual(other) }
}

extension KeyFacts {
    /// The key as the log names it.
    fileprivate var logged: JSON {
        ["purpose": .string(purpose.rawValue), "id": .string(id), "state": .string(state.word)]
    }
}
