import Foundation
import TestDatabases
import Testing

@Suite struct `the command line` {
    @Test(arguments: try Script.all.filter { $0.suits(.chosen) })
    func `a session matches its script`(_ script: Script) async throws {
        let sandbox = try Sandbox()
        defer { sandbox.tearDown() }
        try #require(!script.steps.isEmpty)
        try await TestEngine.chosen.withPlace { place in
            for step in script.steps.map({ $0.at(place) }) {
                let outcome = try sandbox.run(step.command)
                // Later steps depend on this one, so the first that differs ends the session.
                try #require(step.isMet(by: outcome), "\(script.name).txt:\(step.line)\n\(outcome)")
            }
        }
    }
}

extension Script {
    /// Whether it runs on this engine: a name that ends with an engine's name is for that one only, since
    /// it describes its files, or its server.
    fileprivate func suits(_ engine: TestEngine) -> Bool {
        switch engine {
        case .sqlite: !name.hasSuffix(".postgres")
        #if PostgreSQL
        case .postgreSQL: !name.hasSuffix(".sqlite")
        #endif
        }
    }
}

extension Script.Step {
    /// Returns the step with the database of this engine in the place of `sqlite:D`.
    fileprivate func at(_ place: TestPlace) -> Self {
        guard TestEngine.chosen != .sqlite else { return self }
        let (here, there) = ("sqlite:D", place.address)
        var step = Self(line: line, command: command.replacing(here, with: there))
        step.answer = answer.map { $0.replacing(here, with: there) }
        step.notes = notes.map { $0.replacing(here, with: there) }
        step.exit = exit
        return step
    }

    fileprivate func isMet(by outcome: Sandbox.Outcome) -> Bool {
        outcome.exit == exit && fits(outcome.answer.lines, answer[...])
            && fits(outcome.notes.lines, notes[...])
    }
}

extension String {
    fileprivate var lines: ArraySlice<Substring> { split(separator: "\n")[...] }
}
