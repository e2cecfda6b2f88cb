import Foundation
import Testing

@Suite struct `the command line` {
    @Test(arguments: try Script.all)
    func `a session goes as its script says`(_ script: Script) throws {
        let house = try House()
        defer { house.tearDown() }
        try #require(!script.steps.isEmpty)
        for step in script.steps {
            let outcome = try house.run(step.command)
            // What follows builds on this step, so the first that differs ends the session.
            try #require(step.isMet(by: outcome), "\(script.name).txt:\(step.line)\n\(outcome)")
        }
    }
}

extension Script.Step {
    fileprivate func isMet(by outcome: House.Outcome) -> Bool {
        outcome.exit == exit && fits(outcome.answer.lines, answer[...])
            && fits(outcome.talk.lines, talk[...])
    }
}

extension String {
    fileprivate var lines: ArraySlice<Substring> { split(separator: "\n")[...] }
}
