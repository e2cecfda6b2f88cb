/// Why a request about persons was refused.
package enum PeopleError: Error, Equatable, Sendable {
    /// A name is missing, longer than `PersonName.limit`, or has control characters.
    case name
    /// No person has this id.
    case noSuchPerson
    /// Another person has the proven number.
    case numberTaken
    /// The row of a person, or one that belongs to it, does not match its seal.
    case brokenSeal(table: String)
}

extension PeopleError: CustomStringConvertible {
    /// What is wrong, as one clause in lower case without a full stop, for an `error:` line.
    package var description: String {
        switch self {
        case .name:
            "a name is missing, has more than \(PersonName.limit) characters, or has invisible control characters"
        case .noSuchPerson: "no person has this id"
        case .numberTaken: "another person has this number"
        case .brokenSeal(let table): "a row of \(table) does not match its seal"
        }
    }

    /// What the operator can do, as one clause for a `hint:` line.
    package var hint: String? {
        switch self {
        case .noSuchPerson: "verify-cli people show finds persons by number"
        case .numberTaken: "two persons of SAORG join duplicates"
        case .brokenSeal: "verify-cli db check --keys names the row"
        case .name: nil
        }
    }
}
