import Foundation
import Synchronization

/// A progress bar on stderr; prints nothing where stderr is not a terminal.
///
/// ```
/// importing  ████████████▌───────────  1,204 of 2,000  60 %  3 s left
/// ```
final class Progress: Sendable {
    private let label: String
    private let shown: Bool
    private let began = Date()
    /// When the bar was drawn last; `update` may be called on any thread.
    private let drawn = Mutex(Date.distantPast)

    /// Ten updates a second look smooth and cost little.
    private static let interval: TimeInterval = 0.1

    init(_ label: String) {
        self.label = label
        shown = Terminal.isTerminal(.note)
    }

    /// Draws the progress: at most ten times a second, and always the last one.
    func update(_ done: Int, of total: Int?) {
        guard shown else { return }
        let now = Date()
        drawn.withLock { drawn in
            guard now.timeIntervalSince(drawn) >= Self.interval || done == total else { return }
            drawn = now
            Console.write("\r\u{1B}[K" + line(done, of: total, at: now), to: .standardError)
        }
    }

    /// Clears the bar, so that the next note begins at the margin.
    func finish() {
        guard shown, drawn.withLock({ $0 > .distantPast }) else { return }
        Console.write("\r\u{1B}[K", to: .standardError)
    }

    private func line(_ done: Int, of total: Int?, at now: Date) -> String {
        guard let total, total > 0 else { return "\(label)  \(done.grouped)" }
        let fraction = min(1, Double(done) / Double(total))
        var words = "  \(done.grouped) of \(total.grouped)  \(Int(fraction * 100)) %"
        let elapsed = now.timeIntervalSince(began)
        if elapsed > 1, done > 0, done < total {
            let left = elapsed / fraction - elapsed
            words +=
                "  " + (left < 90 ? "\(Int(left) + 1) s left" : "\(Int(left / 60) + 1) min left")
        }
        let width = min(40, Terminal.columns - label.count - words.count - 3)
        guard width >= 8 else { return label + words }
        return "\(label)  " + Self.bar(fraction, width: width) + words
    }

    private static func bar(_ fraction: Double, width: Int) -> String {
        let eighths = Int(fraction * Double(width * 8))
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        let full = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
        return full + String(repeating: "─", count: max(0, width - full.count))
    }
}

extension Int {
    /// The number with a noun: `1 record`, `2,000 records`.
    func counted(_ thing: String) -> String {
        "\(grouped) \(thing)\(self == 1 ? "" : "s")"
    }

    /// The number with commas between thousands.
    var grouped: String {
        var text = ""
        for (position, digit) in String(self).reversed().enumerated() {
            if position > 0, position % 3 == 0, digit != "-" { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
