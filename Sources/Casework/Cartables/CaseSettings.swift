/// What an operator sets for cases.
package struct CaseSettings: Sendable {
    /// How many of a thousand decisions that issue are confirmed by SAORG.
    package var sample: Int
    /// The working days in which a cartable without holder must have one.
    package var cartableDays: Int
    /// The working days after a due time that count as far late.
    package var farLateDays: Int
    /// The working days after a due time after which the unit of the service may act in the place of an office.
    package var silentDays: Int

    /// The settings; by default SAORG confirms every decision.
    package init(
        sample: Int = 1_000,
        cartableDays: Int = 5,
        farLateDays: Int = 5,
        silentDays: Int = 20
    ) {
        self.silentDays = silentDays
        self.sample = sample
        self.cartableDays = cartableDays
        self.farLateDays = farLateDays
    }
}
