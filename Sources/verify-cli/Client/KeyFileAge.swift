import Foundation
import Persian

/// How old a file of public keys is: keys that were withdrawn since then are not known in it.
struct KeyFileAge {
    /// When the file was written; nil for stdin.
    let writtenAt: Timestamp?
    private let now: Timestamp

    init(of file: InputFile, at now: Timestamp) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.name)
        let date = file.name == "-" ? nil : attributes?[.modificationDate] as? Date
        writtenAt = date.map {
            Timestamp(secondsSinceEpoch: Int64($0.timeIntervalSince1970.rounded(.down)))
        }
        self.now = now
    }

    /// The age in whole days.
    var days: Int? {
        writtenAt.map { max(0, Int((now.secondsSinceEpoch - $0.secondsSinceEpoch) / 86_400)) }
    }

    var description: String {
        guard let writtenAt, let days else { return "of unknown age" }
        let age = days == 0 ? "less than a day old" : "\(days.counted("day")) old"
        return
            "the file of public keys is \(age) (\(writtenAt)); keys withdrawn since then are not known"
    }
}
