import Persian
package import VerifyCore

/// A proven number of a natural person, by which the degrees of that person are found.
package struct HolderIdentity: Sendable, Hashable {
    /// The kind of the number.
    package let kind: IDKind
    /// The state that issued a passport, three letters of ICAO Doc 9303; empty for the other kinds.
    package let country: String
    /// The number in its canonical form.
    package let number: String

    /// A number; the state counts for a passport only.
    package init(_ kind: IDKind, country: String, number: String) {
        self.kind = kind
        self.country = kind == .passport ? country : ""
        self.number = number
    }

    /// Whether a record names this holder.
    ///
    /// A record of a passport whose state is unknown has no holder here: two states may give the same number.
    func holds(_ record: DegreeRecord) -> Bool { holds(Graduate(record)) }

    /// Whether a document names this holder; a passport whose state is unknown has no holder here.
    func holds(_ graduate: Graduate) -> Bool {
        if kind == .passport, graduate.idCountry.isEmpty { return false }
        return graduate.idKind == HolderIDKind(kind) && graduate.idNumber == number
            && graduate.idCountry == country
    }
}

extension Set<HolderIdentity> {
    /// Whether a record names one of these holders.
    func hold(_ record: DegreeRecord) -> Bool { contains { $0.holds(record) } }

    /// Whether a document names one of these holders.
    func hold(_ graduate: Graduate) -> Bool { contains { $0.holds(graduate) } }
}
