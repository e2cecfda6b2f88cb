import Accounts
import Casework
import Foundation
import KeyFiles
import Persian
import Store
import VerifyCore

/// Images of 5 MB, stored and read back, on a database that has been migrated.
struct DocumentBench {
    private static let bytes = 5_000_000
    /// 5 MB in this time are 50 MB/s.
    private static let limit = 100.0
    /// What a request's body brings at a time.
    private static let part = 65_536
    /// Files that arrive at the same time, and the memory that they may take.
    private static let clients = 100
    private static let megabytes = 300.0

    private let documents: Documents
    private let image = Self.image()
    private let now = Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))

    init(database path: String, keys: String) throws {
        let keyring = LiveKeyring(try KeyDirectory(path: keys, kek: .inDirectory).load())
        documents = Documents(database: try Database(.sqlite(path)), keyring: keyring)
    }

    func run() async throws {
        var times: [(stored: Double, read: Double)] = []
        for _ in 0..<9 {
            let began = DispatchTime.now().uptimeNanoseconds
            let document = try await store()
            let stored = DispatchTime.now().uptimeNanoseconds
            var count = 0
            for try await part in documents.bytes(of: document) { count += part.count }
            let read = DispatchTime.now().uptimeNanoseconds
            guard count == document.bytes else { throw BenchError.wrongAnswer("document") }
            times.append((Double(stored - began) / 1e6, Double(read - stored) / 1e6))
        }
        report("a document of 5 MB stored", "ms", median(times.map(\.stored)), Self.limit)
        report("the same, read back", "ms", median(times.map(\.read)), Self.limit)
        try await simultaneous()
        documents.database.close()
    }

    private func simultaneous() async throws {
        let before = try Self.peakMegabytes()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.clients { group.addTask { _ = try await store() } }
            try await group.waitForAll()
        }
        let taken = try Self.peakMegabytes() - before
        report("memory of \(Self.clients) uploads at a time", "MB", taken, Self.megabytes)
    }

    private func store() async throws -> StoredDocument {
        // A person each: the files of one person that no case uses are limited, and equal ones are one.
        var intake = documents.intake(by: PersonID(), at: now)
        for start in stride(from: 0, to: image.count, by: Self.part) {
            let part = Array(image[start..<min(start + Self.part, image.count)])
            guard try await intake.receive(part) == nil else {
                throw BenchError.wrongAnswer("image")
            }
        }
        guard case .stored(let document) = try await intake.finish() else {
            throw BenchError.wrongAnswer("image")
        }
        return document
    }

    private func report(_ name: String, _ unit: String, _ ours: Double, _ limit: Double) {
        print(
            """
            {"name":"\(name)","unit":"\(unit)","ours":\(ours),"baseline":\(ours),"ratio":1,\
            "limit":\(limit)}
            """
        )
    }

    /// The most memory that the process had so far (`VmHWM` of proc(5)).
    private static func peakMegabytes() throws -> Double {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
        return Double(kilobytes ?? "0").map { $0 / 1_000 } ?? 0
    }

    /// A JPEG with one scan of random bytes.
    private static func image() -> [UInt8] {
        func segment(_ code: UInt8, _ content: [UInt8]) -> [UInt8] {
            [0xFF, code, UInt8((content.count + 2) >> 8), UInt8((content.count + 2) & 0xFF)]
                + content
        }
        let codes = [UInt8](repeating: 0, count: 16)
        var image: [UInt8] = [0xFF, 0xD8]
        image += segment(0xDB, [0] + [UInt8](repeating: 16, count: 64))
        image += segment(0xC0, [8, 8, 0, 8, 0, 1, 1, 0x11, 0])
        image += segment(0xC4, [0, 1] + codes) + segment(0xC4, [0x10, 1] + codes)
        image += segment(0xDA, [1, 1, 0, 0, 63, 0])
        for byte in Random.bytes(bytes) {
            image.append(byte)
            if byte == 0xFF { image.append(0) }
        }
        return image + [0xFF, 0xD9]
    }
}
