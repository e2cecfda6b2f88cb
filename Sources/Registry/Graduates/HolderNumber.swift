import Persian

/// The number by which the holder of a document is known, with what it is unique in.
struct HolderNumber {
    /// The number of a `HolderIDKind` in the database.
    let kind: Int64
    let number: String
    /// The issuing state of a passport; empty where it is unknown.
    let country: String
    /// The place of issue of a birth certificate.
    let place: String

    /// Whether two numbers are of one holder.
    ///
    /// Two birth certificates may share a number, and so may the passports of two states. A passport whose state is unknown
    /// may be that of any state: a later row names it.
    func isSame(as other: HolderNumber) -> Bool {
        kind == other.kind && number == other.number
            && (country == other.country || country.isEmpty || other.country.isEmpty)
            && Letters.key(place) == Letters.key(other.place)
    }
}

extension Graduate {
    /// The number by which the holder is known.
    private var holder: HolderNumber {
        HolderNumber(kind: idKind.code, number: idNumber, country: idCountry, place: idPlace)
    }

    /// Whether two documents have the same number of the same kind of ID.
    func hasHolder(of other: Graduate) -> Bool { holder.isSame(as: other.holder) }
}
