import Foundation

/// Two ways of doing the same, run alternately, so that a drift of the machine affects both.
struct Race {
    let name: String
    let unit: String
    /// The target for the ratio.
    let reach: Reach

    enum Reach {
        case atMost(Double)
        case atLeast(Double)
    }

    /// Runs both `rounds` times; each closure runs `count` operations and returns nanoseconds.
    func run(
        count: Int,
        rounds: Int = 7,
        ours: (Int) async throws -> Int64,
        baseline: (Int) async throws -> Int64
    ) async throws {
        _ = try await ours(max(1, count / 10))
        _ = try await baseline(max(1, count / 10))
        var times: [(ours: Double, baseline: Double)] = []
        for round in 0..<rounds {
            var pair = (ours: 0.0, baseline: 0.0)
            for turn in [round % 2, 1 - round % 2] {
                if turn == 0 {
                    pair.ours = Double(try await ours(count)) / Double(count)
                } else {
                    let took = try await baseline(count)
                    guard took > 0 else { throw BenchError.baselineFailed(name) }
                    pair.baseline = Double(took) / Double(count)
                }
            }
            times.append(pair)
        }
        report(
            ours: median(times.map(\.ours)),
            baseline: median(times.map(\.baseline)),
            ratio: median(times.map { $0.ours / $0.baseline })
        )
    }

    /// Prints a line of JSON for the table of `scripts/bench`: nanoseconds an operation, and their ratio.
    private func report(ours: Double, baseline: Double, ratio: Double) {
        let (word, bound): (String, Double) =
            switch reach {
            case .atMost(let bound): ("max", bound)
            case .atLeast(let bound): ("min", bound)
            }
        print(
            """
            {"name":"\(name)","unit":"\(unit)","ours":\(ours),"baseline":\(baseline),\
            "ratio":\(ratio),"\(word)":\(bound)}
            """
        )
    }
}

enum BenchError: Error {
    case usage
    case baselineFailed(String)
    case wrongAnswer(String)
}

func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
}

func nanoseconds(_ body: () throws -> Void) rethrows -> Int64 {
    let began = DispatchTime.now().uptimeNanoseconds
    try body()
    return Int64(DispatchTime.now().uptimeNanoseconds - began)
}
