import Accounts
import Casework
import Persian
import Testing

/// Each rule of a declaration is broken by one change of a service without a fault.
struct FaultTests {
    @Test
    func `the service that the tests change has no fault`() {
        #expect(ServiceDraft().service.faults() == [])
    }

    @Test(arguments: BrokenService.all)
    func `a broken rule is reported at its place`(broken: BrokenService) {
        let faults = broken.service.faults().filter { $0.rule == broken.rule }
        #expect(faults.map(\.place).contains(broken.place), "\(broken.service.faults())")
        #expect(faults.allSatisfy { !$0.sentence.isEmpty })
    }

    @Test
    func `each rule has a service that breaks it`() {
        let broken = Set(BrokenService.all.map(\.rule))
        // Two rules concern a list of services; the tests of the list break them.
        let ofLists: Set<DeclarationFault.Rule> = [.unknownService]
        #expect(Set(DeclarationFault.Rule.allCases).subtracting(ofLists) == broken)
    }

    @Test
    func `a list reports a version that occurs twice, and services that it does not have`() {
        var draft = ServiceDraft()
        draft.objection = "elsewhere"
        let faults = ServiceCatalog([draft.service, draft.service]).faults()
        #expect(faults.map(\.fault.rule).contains(.repeatedName))
        #expect(faults.map(\.fault.rule).contains(.unknownService))
    }

    @Test
    func `an example that does an action where no step has it is reported with the action`() {
        var draft = ServiceDraft()
        draft.examples.append(.test([:], CaseMove("person", "fly"), ends: .issued))
        let faults = draft.service.faults()
        #expect(faults.map(\.description) == ["example 3: no step of the path has the action fly"])
    }
}
