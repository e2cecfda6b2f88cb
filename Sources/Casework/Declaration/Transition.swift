/// Where a case goes with an action.
package indirect enum Transition: Sendable, Hashable {
    /// To a step.
    case step(StepName)
    /// Nowhere.
    case stay
    /// To the step from which the last change of step came.
    case back
    /// To its end.
    case closed(CaseOutcome)
    /// By the word of the effect's result: `done` or `refused`.
    case byResult([String: Transition])
    /// To the first where the sample contains the once-key of the case, else to the second.
    case sampled(Transition, otherwise: Transition)
    /// To the first where the condition holds for the last form, else to the second.
    case when(Condition, Transition, otherwise: Transition)
}

/// How a case ended (`case_file.outcome`).
package enum CaseOutcome: String, Sendable, Hashable, CaseIterable {
    /// The request was granted.
    case granted
    /// A document was issued.
    case issued
    /// A debt was paid.
    case paid
    /// The request was refused.
    case refused
    /// The applicant withdrew the request.
    case withdrawn
    /// The applicant did not answer.
    case lapsed
}

extension Transition {
    /// The transitions that are reached in the end, without `byResult`, `sampled` and `when`.
    package var ends: [Transition] {
        switch self {
        case .step, .stay, .back, .closed: [self]
        case .byResult(let branches):
            branches.sorted { $0.key < $1.key }.flatMap(\.value.ends)
        case .sampled(let inside, let otherwise), .when(_, let inside, let otherwise):
            inside.ends + otherwise.ends
        }
    }

    /// The outcomes with which the transition may close a case.
    package var outcomes: [CaseOutcome] {
        ends.compactMap { if case .closed(let outcome) = $0 { outcome } else { nil } }
    }
}
