/// Why a case could not be asked about or changed.
package enum CaseError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The keyring has no active data key.
    case noActiveKey
    /// A row does not match its seal; the text names the kind of row.
    case integrityFailure(String)
    /// A step waits for a party that this stage of the engine does not have.
    case unsupported(String)

    /// What is wrong, as one clause.
    package var description: String {
        switch self {
        case .noActiveKey: "the keyring has no active data key"
        case .integrityFailure(let row): "a row was changed by hand: \(row)"
        case .unsupported(let party): "no step can wait for \(party) yet"
        }
    }
}
