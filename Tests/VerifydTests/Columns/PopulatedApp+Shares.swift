import Persian
import Registry
import Testing
import VerifyCore

@testable import Web

extension PopulatedApp {
    /// Leaves links of a degree: one with a wrong attempt, one that was used, one that was ended.
    static func leaveShares(_ test: TestApp) async throws {
        let (registry, now) = (test.app.domain.registry, test.app.edge.now())
        let id = test.variables["genuine_id"] ?? ""
        let record = try await registry.degree(id: id, by: .saorg(name: "test")).record
        let holder = HolderIdentity(record.idKind, country: "", number: record.idNumber)
        for (number, hasPIN) in [true, false, false].enumerated() {
            let made = try await registry.share(
                ShareDraft(fields: [.holder, .field], days: 7 + number, uses: 5, hasPIN: hasPIN),
                ofDegree: id,
                heldBy: [holder],
                person: "person-\(number)",
                at: now
            )
            guard case .made(let share) = made else {
                Issue.record("\(made)")
                return
            }
            if number < 2 { _ = try await registry.useShare(share.token, pin: "x", at: now) }
            if number == 2 {
                _ = try await registry.endShare(
                    share.grant.id,
                    ofDegree: id,
                    heldBy: [holder],
                    at: now
                )
            }
        }
    }
}
