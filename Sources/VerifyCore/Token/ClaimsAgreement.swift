extension DegreeToken.Claims {
    /// Returns whether a token of the record would have the same claims.
    ///
    /// A claim that this token lacks agrees: a token of another version may have fewer.
    package func agree(with record: DegreeRecord) -> Bool {
        let own = Self(record)
        return agree(\.documentKind, own) && agree(\.holderFa, own)
            && agree(\.institutionFa, own) && agree(\.level, own) && agree(\.fieldFa, own)
            && agree(\.graduationDate, own) && agree(\.mode, own)
    }

    private func agree<Value: Equatable>(_ claim: KeyPath<Self, Value?>, _ own: Self) -> Bool {
        self[keyPath: claim] == nil || self[keyPath: claim] == own[keyPath: claim]
    }
}
