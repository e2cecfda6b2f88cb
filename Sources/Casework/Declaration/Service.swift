package import Persian

/// A service as one value: who opens a case, with which form, through which steps, under which clocks.
///
/// A service is declared once and never changed after its release: the fingerprint of its canonical text pins it
/// (`ServiceRelease`). `faults()` lists what is wrong with a declaration.
package struct Service: Sendable {
    /// The name.
    package let id: ServiceID
    /// The version, from 1.
    package let version: Int
    /// The title for readers.
    package let title: Wording
    /// The readers to whom the service is offered.
    package let audiences: Set<Audience>
    /// Between whom the service runs.
    package let sector: Sector
    /// The unit of SAORG that is responsible for the service.
    package let owner: OrganisationCode
    /// Who opens a case, and under which conditions.
    package let opening: OpeningRule
    /// The form that opens a case.
    package let form: FormDefinition
    /// The steps; the first one is the step of a new case.
    package let steps: [Step]
    /// The clocks.
    package let clocks: [ClockRule]
    /// Persons who may do no action of the service.
    package let exclusions: [Exclusion]
    /// What a reader sees of identities, notes and events.
    package let visibility: VisibilityRules
    /// The row of the tariff table; nil for a service without a price.
    package let tariff: TariffKey?
    /// How long what belongs to a case is kept.
    package let retention: RetentionRule
    /// The service by which the applicant objects to a decision; nil where there is none.
    package let objection: ServiceID?
    /// Cases from opening to end: tests, demo data and documentation.
    package let examples: [ServiceExample]

    /// Declares a service.
    package init(
        _ id: ServiceID,
        version: Int,
        _ title: Wording,
        audiences: Set<Audience> = [.graduates],
        sector: Sector = .g2c,
        owner: OrganisationCode,
        opening: OpeningRule,
        form: FormDefinition = FormDefinition(version: 1, []),
        clocks: [ClockRule] = [],
        exclusions: [Exclusion] = [],
        visibility: VisibilityRules = VisibilityRules(),
        tariff: TariffKey? = nil,
        retention: RetentionRule = RetentionRule(),
        objection: ServiceID? = nil,
        steps: [Step],
        examples: [ServiceExample] = []
    ) {
        self.id = id
        self.version = version
        self.title = title
        self.audiences = audiences
        self.sector = sector
        self.owner = owner
        self.opening = opening
        self.form = form
        self.clocks = clocks
        self.exclusions = exclusions
        self.visibility = visibility
        self.tariff = tariff
        self.retention = retention
        self.objection = objection
        self.steps = steps
        self.examples = examples
    }
}

extension Service {
    /// The step with a name; nil where the service has none.
    package func step(_ name: StepName) -> Step? { steps.first { $0.name == name } }

    /// The clock with a name; nil where the service has none.
    package func clock(_ name: ClockName) -> ClockRule? { clocks.first { $0.name == name } }

    /// The action of a step; nil where the step has none.
    package func action(_ name: ActionName, in step: StepName) -> CaseAction? {
        self.step(step)?.actions.first { $0.name == name }
    }
}

/// The readers to whom a service is offered.
package enum Audience: String, Sendable, Hashable, CaseIterable {
    /// Graduates and students.
    case graduates
    /// Universities and centres.
    case institutions
    /// Offices outside of SAORG, and verifiers.
    case organisations
    /// Everyone.
    case citizens
}

/// Between whom a service runs.
package enum Sector: String, Sendable, Hashable {
    /// Government to citizen.
    case g2c
    /// Government to business.
    case g2b
    /// Government to government.
    case g2g
}

/// How long what belongs to a case is kept after its last change, in days.
package struct RetentionRule: Sendable, Hashable {
    /// Forms that were not sent.
    package let drafts: Int
    /// Files of requests that were refused.
    package let refusedFiles: Int
    /// Notes and files of cases that are complete.
    package let completed: Int

    /// The periods; the defaults are those of docs/services.md.
    package init(drafts: Int = 30, refusedFiles: Int = 180, completed: Int = 3_650) {
        self.drafts = drafts
        self.refusedFiles = refusedFiles
        self.completed = completed
    }
}
