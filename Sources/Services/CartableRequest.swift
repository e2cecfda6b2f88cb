import Accounts
package import Casework
import Persian

extension Service {
    /// درخواست ایجاد کارتابل نقش: an institution asks for the cartable of a role and names its holder (R105–R107).
    package static let cartableRequest: Service = Service(
        "cartable-request",
        version: 1,
        Wording(fa: "درخواست ایجاد کارتابل نقش", en: "Request for the cartable of a role"),
        audiences: [.institutions],
        sector: .g2g,
        owner: "graduates",
        opening: OpeningRule(
            by: [.holder(.head), .holder(.accessOfficer)],
            about: .organisation("institution"),
            once: ["institution", "role", "service"],
            preconditions: [CartableRequest.knownService],
            effects: [Effect("request-holder")]
        ),
        form: FormDefinition(version: 1, CartableRequest.fields),
        clocks: [
            ClockRule("approval", .workDays(5), calendar: .ownerUnit, runsIn: ["approval"])
        ],
        exclusions: [.namedIn("holder")],
        steps: [
            Step(
                "approval",
                Wording(fa: "بررسی در سازمان", en: "Review by SAORG"),
                waitsFor: .cartable(.graduatesOffice, .unit("graduates")),
                clock: "approval",
                timers: [TimerRule("reminder", after: .workDays(3), does: .remind)],
                actions: CartableRequest.approval
            ),
            Step(
                "correction",
                Wording(fa: "اصلاح به دست دانشگاه", en: "Correction by the institution"),
                waitsFor: .applicant,
                timers: .reminders(after: 7, 12, lapse: 15, "lapse"),
                actions: CartableRequest.correction
            ),
        ],
        examples: CartableRequest.examples
    )
}

/// The parts of the declaration.
enum CartableRequest {
    static let fields = [
        FieldDefinition(
            "institution",
            Wording(fa: "دانشگاه یا مرکز", en: "University or centre"),
            .organisation
        ),
        FieldDefinition(
            "role",
            Wording(fa: "نقش", en: "Role"),
            .choice([Role.reviewer, .confirmer].map { Choice($0.rawValue, $0.name) })
        ),
        FieldDefinition("service", Wording(fa: "نام خدمت", en: "Name of the service"), .text),
        FieldDefinition(
            "holder",
            Wording(fa: "شماره ملی عهده‌دار نقش", en: "National ID of the holder of the role"),
            .nationalID
        ),
        FieldDefinition(
            "until",
            Wording(fa: "پایان مسئولیت", en: "End of the responsibility"),
            .date,
            required: .never
        ),
        FieldDefinition(
            "letter",
            Wording(fa: "حکم یا معرفی‌نامه", en: "Letter of appointment"),
            .file(FileRule(kinds: [.pdf, .jpeg, .png], count: 1...2))
        ),
    ]

    static let approval: [CaseAction] = [
        CaseAction(
            "approve",
            Wording(fa: "تأیید", en: "Approve"),
            requires: [.freshFactor],
            exclusions: [.parties],
            effects: [Effect("approve-holder", issues: true)],
            marks: [.initialResult],
            notifies: [.applicant],
            to: .byResult(["done": .closed(.granted), "refused": .step("correction")])
        ),
        .returnForCorrection,
        CaseAction(
            "refuse",
            Wording(fa: "رد", en: "Refuse"),
            requires: [.reason(reasons), .note],
            exclusions: [.parties],
            effects: [Effect("withdraw-holder-request")],
            marks: [.initialResult],
            notifies: [.applicant],
            to: .closed(.refused)
        ),
        .withdraw([Effect("withdraw-holder-request")]),
    ]

    static let correction: [CaseAction] = [
        .resubmit(to: "approval"), .withdraw([Effect("withdraw-holder-request")]),
        .lapse([Effect("withdraw-holder-request")]),
    ]

    /// Where the form names its values.
    static let holder = HolderRequestFields(
        role: "role",
        service: "service",
        person: "holder",
        until: "until"
    )

    static let knownService: Guard = Guard(
        "known-service",
        Wording(fa: "خدمتی با این نام وجود ندارد.", en: "There is no service with this name.")
    ) { snapshot in
        guard let name = snapshot.submission?.values.text("service") else { return false }
        return Services.catalog.newest(ServiceID(name)) != nil
    }

    private static let reasons = ReasonList(
        "cartable-request",
        [
            Choice(
                "not-appointed",
                Wording(
                    fa: "حکم، این مسئولیت را نشان نمی‌دهد.",
                    en: "The letter does not show this responsibility."
                )
            ),
            Choice(
                "role-not-needed",
                Wording(fa: "این خدمت چنین نقشی ندارد.", en: "The service has no such role.")
            ),
            Choice(
                "not-licensed",
                Wording(fa: "این مرکز مجوز ندارد.", en: "The institution has no licence.")
            ),
        ]
    )
}
