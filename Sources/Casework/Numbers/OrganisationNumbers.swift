package import Persian

/// What an organisation did with its cases: what waits now, and what was closed in each period.
package struct OrganisationNumbers: Sendable, Equatable {
    /// The cases that wait at a cartable now.
    package let waiting: [Waiting]
    /// The closed cases, the newest period first; a period and service without a case is left out.
    package let closed: [Closed]
    /// The time that cases of the newest period with closed cases spent in each step.
    package let steps: [StepTime]

    /// The cases of a cartable.
    package struct Waiting: Sendable, Equatable {
        /// The role of the cartable.
        package let role: String
        /// The service.
        package let service: ServiceID
        /// How many cases wait.
        package let cases: Int
        /// How many of them are past their due.
        package let late: Int
    }

    /// The cases of a service that were closed in a period.
    package struct Closed: Sendable, Equatable {
        /// The first moment of the period.
        package let begin: Timestamp
        /// The first moment after it.
        package let end: Timestamp
        /// The service.
        package let service: ServiceID
        /// How many of them were late at some time.
        package let late: Int
        /// From the request to the end.
        package let durations: Durations
    }

    /// The time that cases spent in a step.
    package struct StepTime: Sendable, Equatable {
        /// The service.
        package let service: ServiceID
        /// The name of the step.
        package let step: String
        /// The time of each stay.
        package let durations: Durations
    }
}
