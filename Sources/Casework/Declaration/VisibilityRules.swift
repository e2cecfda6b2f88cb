/// A reader of a case, by the relation to it.
package enum Viewer: String, Sendable, Hashable, CaseIterable {
    /// Opened the case.
    case applicant
    /// Holds a cartable, or received an errand, of the case.
    case holder
    /// Belongs to the unit that is responsible for the service.
    case ownerUnit = "owner-unit"
    /// The respondent.
    case respondent
    /// One of several persons of a request.
    case member
    /// May open protected identities.
    case custodian
    /// Each of the others.
    case everyone
}

/// What readers see of identities, notes and events.
package struct VisibilityRules: Sendable, Hashable {
    /// Who sees the identity of the applicant.
    package let identity: Set<Viewer>
    /// Who sees notes.
    package let notes: Set<Viewer>
    /// Who sees the events of an action; an action without an entry is seen by every party of the case.
    package let events: [ActionName: Set<Viewer>]

    /// The rules; by default holders and the owner unit see identity and notes, and an applicant no note.
    package init(
        identity: Set<Viewer> = [.holder, .ownerUnit],
        notes: Set<Viewer> = [.holder, .ownerUnit],
        events: [ActionName: Set<Viewer>] = [:]
    ) {
        self.identity = identity
        self.notes = notes
        self.events = events
    }
}

extension Set<Viewer> {
    /// Returns whether a reader with these relations is among the viewers.
    package func admits(_ reader: Set<Viewer>) -> Bool {
        contains(.everyone) || !isDisjoint(with: reader)
    }
}
