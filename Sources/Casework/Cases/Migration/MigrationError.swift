/// Why cases are not moved to another version.
package enum MigrationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The program does not have the service, or not the new version.
    case unknownVersion(ServiceID, Int)
    /// The former version never ran on this database, or ran before its text was stored.
    case unknownText(ServiceID, Int)
    /// The mapping leaves something out.
    case faults([MigrationFault])
    /// The person has no role in the unit that is responsible for the service, and is no administrator of SAORG.
    case noRole
    /// The person proposed it; another natural person confirms.
    case samePerson
    /// Another person has confirmed it, and continues it.
    case confirmedByOther
    /// There is no such proposal.
    case unknown
    /// It has ended.
    case ended
    /// Another one of the same version has not ended.
    case open(String)
    /// The versions are not those that were proposed.
    case otherVersions

    /// What is wrong, as one clause.
    package var description: String {
        switch self {
        case .unknownVersion(let service, let version):
            "this program does not have version \(version) of \(service)"
        case .unknownText(let service, let version):
            "the text of version \(version) of \(service) is not stored"
        case .faults(let faults): faults.map(\.description).joined(separator: "; ")
        case .noRole: "the person has no role in the unit of the service or as administrator"
        case .samePerson: "the person who proposed it cannot confirm it"
        case .confirmedByOther: "another person has confirmed it"
        case .unknown: "no migration has this id"
        case .ended: "the migration has ended"
        case .open(let id): "the migration \(id) of the same version has not ended"
        case .otherVersions: "the versions are not those that were proposed"
        }
    }

    /// What can be done.
    package var hint: String {
        switch self {
        case .unknownVersion: "verify-cli services list shows the versions"
        case .unknownText:
            "start a program that has this version once, with this release; it stores the text"
        case .faults: "map each with --step FORMER=NEW or --field NEW=FORMER"
        case .noRole: "verify-cli roles list shows who has a role there"
        case .samePerson: "another person with a role in the unit confirms it"
        case .confirmedByOther: "that person runs confirm again, to continue it"
        case .unknown, .ended: "verify-cli cases migrate list shows those that have not ended"
        case .open: "confirm it, or withdraw it"
        case .otherVersions: "withdraw it, and propose it again with this program"
        }
    }
}
