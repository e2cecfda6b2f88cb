import Persian
import Store
import TestDatabases
import Testing

@testable import Casework

struct TimerTests {
    @Test(arguments: TestEngine.allCases)
    func `each timer fires once, in parts of twenty`(_ engine: TestEngine) async throws {
        try await TestCalendar.with(engine) { test in
            try await test.database.write { connection in
                for number in 0..<45 {
                    try Timers.arm(
                        "first",
                        of: "c\(number)",
                        sequence: 1,
                        at: TestCalendar.start,
                        action: "remind",
                        in: connection
                    )
                }
                try Timers.cancelAll(of: "c7", sequence: 2, in: connection)
            }
            var parts: [Int] = []
            while true {
                let fired = try await test.database.write { connection in
                    try Timers.due(at: TestCalendar.start, in: connection)
                        .filter { try $0.fire(sequence: 3, in: connection) }.count
                }
                if fired == 0 { break }
                parts.append(fired)
            }
            #expect(parts == [20, 20, 4])
            #expect(try await test.timers(of: "c7") == [:])
        }
    }
}
