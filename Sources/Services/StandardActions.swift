import Casework
import Persian

/// The actions of a correction by the applicant, which are the same in every service that returns a form.
extension CaseAction {
    /// An office returns fields to the applicant, in the step `correction`.
    static let returnForCorrection = CaseAction(
        "return",
        Wording(fa: "بازگرداندن برای اصلاح", en: "Return for correction"),
        requires: [.returnedFields],
        exclusions: [.parties],
        notifies: [.applicant],
        to: .step("correction")
    )

    /// The applicant sends the form again, to the step of the office that reviews it.
    static func resubmit(to step: StepName) -> CaseAction { resubmit(to: .step(step)) }

    /// The applicant sends the form again.
    static func resubmit(to transition: Transition) -> CaseAction {
        CaseAction(
            "resubmit",
            Wording(fa: "فرستادن دوباره", en: "Send again"),
            requires: [.form],
            to: transition
        )
    }

    /// The unit of the service takes a case from an office that stayed silent (D7).
    static func takeOver(to step: StepName) -> CaseAction {
        CaseAction(
            "take-over",
            Wording(
                fa: "رسیدگی در سازمان به جای این دفتر",
                en: "Decide in the place of this office"
            ),
            by: [.ownerUnit],
            requires: [.freshFactor],
            exclusions: [.parties],
            notifies: [.applicant, .holder],
            to: .step(step)
        )
    }

    /// The applicant ends the request.
    static func withdraw(_ effects: [Effect] = []) -> CaseAction {
        CaseAction(
            "withdraw",
            Wording(fa: "پس گرفتن درخواست", en: "Withdraw the request"),
            by: [.applicant],
            effects: effects,
            to: .closed(.withdrawn)
        )
    }

    /// The term of the applicant has ended.
    static func lapse(_ effects: [Effect] = []) -> CaseAction {
        CaseAction(
            "lapse",
            Wording(fa: "پایان مهلت", en: "End of the term"),
            by: [.clock],
            effects: effects,
            notifies: [.applicant],
            to: .closed(.lapsed)
        )
    }
}
