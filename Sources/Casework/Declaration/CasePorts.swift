package import Persian

/// What pages show of a service and a program composes outside of the engine: pages name no service.
package struct CasePorts: Sendable {
    /// Compares what a case claims with a register, for an action that requires `.choices`; nil where nothing is compared.
    ///
    /// - Throws: What could not be answered, such as `StoreError`.
    package let comparison: @Sendable (CaseSnapshot, Timestamp) async throws -> CaseComparison?
    /// What the effects do, in the words of the page on which an official decides.
    package let effects: [EffectName: Wording]
    /// The service that requests the holder of a cartable; nil where there is none.
    package let holderRequest: ServiceID?
    /// What the forms of requests are about.
    package let subjects: RequestSubjects

    /// The ports of a program.
    package init(
        effects: [EffectName: Wording] = [:],
        holderRequest: ServiceID? = nil,
        subjects: RequestSubjects = RequestSubjects(),
        comparison:
            @escaping @Sendable (CaseSnapshot, Timestamp) async throws -> CaseComparison? = {
                _,
                _ in nil
            }
    ) {
        self.comparison = comparison
        self.effects = effects
        self.holderRequest = holderRequest
        self.subjects = subjects
    }
}

/// The answers of a form next to the entry of a register.
package struct CaseComparison: Sendable {
    /// One value in both.
    package struct Row: Sendable, Hashable {
        /// The name, by which the reviewer's choice is stored.
        package let name: String
        /// The name for readers.
        package let title: Wording
        /// The value of the form; nil where it has none.
        package let claim: Wording?
        /// The value of the register; nil where it has none.
        package let register: Wording?
        /// Whether they differ, so that the reviewer chooses.
        package let differs: Bool

        /// A value in both.
        package init(
            _ name: String,
            _ title: Wording,
            claim: Wording?,
            register: Wording?,
            differs: Bool
        ) {
            self.name = name
            self.title = title
            self.claim = claim
            self.register = register
            self.differs = differs
        }
    }

    /// The register for readers, such as «بانک اطلاعات».
    package let registerName: Wording
    /// The fingerprint of the entry; nil where the register has none.
    package let seen: String?
    /// The words by which a choice is stored: the answer of the form, the value of the register.
    package let sources: (claim: String, register: String)
    /// The values, in the order of the register.
    package let rows: [Row]

    /// A comparison.
    package init(
        with registerName: Wording,
        seen: String?,
        sources: (claim: String, register: String),
        rows: [Row]
    ) {
        self.registerName = registerName
        self.seen = seen
        self.sources = sources
        self.rows = rows
    }
}
