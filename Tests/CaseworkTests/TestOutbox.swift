import Casework
import Testing

/// A placeholder of the target until its first tests.
@Suite struct OutboxTableTests {
    @Test func `the module's migrations are numbered from one`() {
        #expect(CaseworkTables.migrations.first?.number == 1)
    }
}
