package import Accounts
package import Persian

/// What forms of requests are about and the engine does not know: an entry of a register, a thing of the person.
package struct RequestSubjects: Sendable {
    /// Looks for the entry of a register that the answers name.
    package typealias Entry =
        @Sendable (Service, TypedForm, Person, Timestamp) async throws -> EntrySearch
    /// Returns the first answers of a form that begins at a thing of the person, by its id; nil for another person's thing.
    package typealias Start = @Sendable (Service, String, Person) async throws -> TypedForm?

    /// The services that begin at a degree in force, in the order of the page.
    package let ofDegrees: [ServiceID]
    /// The entry of a register for the fields with `Prefill.entry`.
    package let entry: Entry
    /// The first answers.
    package let start: Start

    /// The subjects of a program; by default there are none.
    package init(
        ofDegrees: [ServiceID] = [],
        entry: @escaping Entry = { _, _, _, _ in .notAsked },
        start: @escaping Start = { _, _, _ in nil }
    ) {
        self.ofDegrees = ofDegrees
        self.entry = entry
        self.start = start
    }
}

/// The result of looking for the entry of a register that the answers of a form name.
package enum EntrySearch: Sendable, Hashable {
    /// The service reads no register, or the answers name no entry yet.
    case notAsked
    /// The entry, by the names of `Prefill.entry`.
    case found([String: String])
    /// There is no entry for this person; the field that names it, and the sentence.
    case absent(FieldName, Wording)
}
