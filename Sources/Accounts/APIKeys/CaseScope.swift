import Store

/// What a key of an institution permits on the cases that wait at the cartables of the institution.
///
/// It never permits a decision: that is made in the session of a person (`docs/decisions/0101-keys-read-cases.md`).
package enum CaseScope: String, Sendable, CaseIterable {
    /// Reads cases without the bytes of their files.
    case read
    /// Also reads files, within a daily volume.
    case files
}

extension CaseScope: SQLBindable {}
