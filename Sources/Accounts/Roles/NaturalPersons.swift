package import Store

/// Natural persons, by their rows and their ID numbers: two rows with one number are one person, whatever their roles (P14).
package struct NaturalPersons: Sendable {
    private var persons: Set<PersonID> = []
    private var numbers: Set<String> = []

    /// No person.
    package init() {}

    /// Whether a natural person is in both.
    package func share(with others: NaturalPersons) -> Bool {
        !persons.isDisjoint(with: others.persons) || !numbers.isDisjoint(with: others.numbers)
    }

    /// Adds the row of a person.
    package mutating func insert(_ id: PersonID) { persons.insert(id) }

    /// Adds ID numbers.
    package mutating func insert(_ more: some Sequence<IDNumber>) {
        numbers.formUnion(more.map(\.key))
    }
}

extension Roles {
    /// Returns the natural persons of some rows.
    package func naturalPersons(
        _ ids: some Sequence<PersonID>,
        in connection: Connection
    ) throws -> NaturalPersons {
        var found = NaturalPersons()
        for id in ids {
            let numbers = try people.person(id, in: connection)?.numbers ?? []
            found.insert(id)
            found.insert(numbers.filter { $0.endedAt == nil }.map(\.number))
        }
        return found
    }

    /// Returns the natural persons that a change is about, who neither propose nor confirm it: those that it names, those who
    /// are invited by it, and the person whose role it ends.
    func persons(
        concernedBy change: ProposedChange,
        in connection: Connection
    ) throws -> NaturalPersons {
        var found = try naturalPersons(change.persons, in: connection)
        switch change {
        case .grant(let request): found.insert(request.invitedNumbers)
        case .grants(let requests): found.insert(requests.flatMap(\.invitedNumbers))
        case .attest(let attestation): found.insert([attestation.number])
        case .end(let grant, _):
            if let row = try RoleGrantRow.find(.text(grant), in: connection) {
                return try naturalPersons([PersonID(row.person)], in: connection)
            }
        case .reset, .block, .unblock, .join, .delegation: break
        }
        return found
    }
}

extension GrantRequest {
    /// The number of an invited person.
    fileprivate var invitedNumbers: [IDNumber] {
        if case .invited(let draft) = candidate { [draft.number] } else { [] }
    }
}
