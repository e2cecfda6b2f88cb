import Foundation
import Testing

@testable import Pages
@testable import Web
@testable import verifyd

struct WrongTagAlarmTests {
    private static let line = "many wrong tags: codes are being guessed"

    @Test func `wrong tags of all networks together raise one alarm an hour`() async throws {
        try await TestApp.with(["alarms.wrong-tags": "3"]) { test in
            func guess(_ count: Int) async throws {
                var script = try HTTPScript(test)
                for _ in 0..<count {
                    try await script.run("> POST /api/v1/verifications\n>> {\"code\": \"$forged\"}")
                }
            }
            let gauge = test.app.domain.metrics.wrongTagsOfHour
            try await guess(2)
            #expect(!test.logged.text.contains(Self.line))
            try await guess(2)
            #expect(test.logged.text.components(separatedBy: Self.line).count == 2)
            #expect(gauge.current == 4)
            #expect(test.app.metricsText.contains("sehat_wrong_tags_this_hour 4"))

            test.clock.pass(3_600)
            test.app.domain.wrongTagAlarm.refresh()
            #expect(gauge.current == 0)
            // A clock that goes back begins no new hour.
            try await guess(1)
            test.clock.pass(-7_200)
            test.app.domain.wrongTagAlarm.refresh()
            #expect(gauge.current == 1)
        }
    }

    @Test func `a threshold of zero raises none`() async throws {
        try await TestApp.with(["alarms.wrong-tags": "0"]) { test in
            var script = try HTTPScript(test)
            try await script.run("> POST /api/v1/verifications\n>> {\"code\": \"$forged\"}")
            #expect(!test.logged.text.contains(Self.line))
        }
    }
}
