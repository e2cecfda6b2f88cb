import Accounts
import Persian
import Registry
import Services
import Store
import VerifyCore

@testable import Casework
@testable import Web

extension PopulatedApp {
    /// Leaves the versions of the services, a migration of their cases, and a service in each phase.
    static func leaveServices(_ test: TestApp) async throws {
        let (keys, now) = (test.app.domain.keyring.current, test.app.edge.now())
        try await test.app.domain.registry.database.write { connection in
            _ = try ServiceReleases.record(
                Services.catalog,
                openCases: [],
                at: now,
                in: connection
            )
            try MigrationRow(
                id: "migration",
                service: "academic-confirmation",
                from: 1,
                to: 2,
                fingerprints: (
                    String(repeating: "0", count: 64), String(repeating: "1", count: 64)
                ),
                mapping: "step review check",
                proposedBy: PersonID("proposer"),
                proposedAt: now,
                confirmedBy: PersonID("confirmer"),
                confirmedAt: now
            ).insert(by: keys, in: connection)
            for phase in ServicePhase.allCases where phase != .closed {
                try ServicePhases.set(
                    phase,
                    of: ServiceID("service-\(phase.rawValue)"),
                    opensAt: now,
                    closesAt: phase == .on ? now.adding(seconds: 60) : nil,
                    by: keys,
                    in: connection
                )
            }
        }
    }
}
