import Accounts
package import Casework
import Persian

extension Service {
    /// اعتراض به رد درخواست: another official than those of the refused case decides about it (D16).
    package static let objection: Service = Service(
        "refusal-objection",
        version: 1,
        Wording(fa: "اعتراض به رد درخواست", en: "Objection to a refusal"),
        audiences: [.graduates],
        sector: .g2c,
        owner: "graduates",
        opening: OpeningRule(
            by: [.person(.matched)],
            about: .opener,
            once: ["opener", "request"],
            objects: ObjectionRule("request", within: Objection.term)
        ),
        form: FormDefinition(version: 1, Objection.fields),
        clocks: [
            ClockRule("decision", .workDays(10), calendar: .ownerUnit, runsIn: ["decision"])
        ],
        exclusions: [.decidersBefore],
        steps: [
            Step(
                "decision",
                Wording(fa: "رسیدگی در سازمان", en: "Decision by SAORG"),
                waitsFor: .cartable(.graduatesOffice, .unit("graduates")),
                clock: "decision",
                timers: [TimerRule("reminder", after: .workDays(5), does: .remind)],
                actions: Objection.decision
            ),
            Step(
                "correction",
                Wording(fa: "تکمیل به دست متقاضی", en: "Completion by the applicant"),
                waitsFor: .applicant,
                timers: .reminders(after: 7, 12, lapse: 15, "lapse"),
                actions: [.resubmit(to: "decision"), .withdraw(), .lapse()]
            ),
        ],
        examples: Objection.examples
    )
}

/// The parts of the declaration.
enum Objection {
    /// The days after a refusal in which an objection is accepted.
    ///
    /// Twice the term that an applicant has for a correction; the Organisation may set another one in a new version.
    static let term = 30

    static let fields = [
        FieldDefinition(
            "request",
            Wording(fa: "کد پیگیری درخواست ردشده", en: "Tracking number of the refused request"),
            .text,
            help: Wording(
                fa: "اعتراض تا \(PersianNumber.plain(term)) روز پس از رد پذیرفته می‌شود.",
                en: "An objection is accepted for \(term) days after the refusal."
            )
        ),
        FieldDefinition(
            "why",
            Wording(fa: "چرا این تصمیم درست نیست؟", en: "Why is the decision wrong?"),
            .longText,
            help: Wording(
                fa: "به دلیلی که برای رد نوشته شده است پاسخ دهید.",
                en: "Answer the reason that was given for the refusal."
            )
        ),
        FieldDefinition(
            "proof",
            Wording(fa: "مدرکی که نشان می‌دهد", en: "A document that shows it"),
            .file(FileRule(kinds: [.pdf, .jpeg, .png], count: 1...3)),
            required: .never
        ),
    ]

    static let decision: [CaseAction] = [
        CaseAction(
            "grant",
            Wording(fa: "پذیرش اعتراض", en: "Grant the objection"),
            requires: [.reason(grounds), .note, .freshFactor],
            exclusions: [.parties],
            marks: [.initialResult],
            notifies: [.applicant],
            to: .closed(.granted)
        ),
        .returnForCorrection,
        CaseAction(
            "refuse",
            Wording(fa: "رد اعتراض", en: "Refuse the objection"),
            requires: [.reason(refusals), .note, .freshFactor],
            exclusions: [.parties],
            marks: [.initialResult],
            notifies: [.applicant],
            to: .closed(.refused)
        ),
        .withdraw(),
    ]

    private static let grounds = ReasonList(
        "objection-grounds",
        [
            Choice(
                "evidence",
                Wording(
                    fa: "مدارک نشان می‌دهد که دلیل رد درست نبوده است.",
                    en: "The documents show that the reason of the refusal was not right."
                )
            ),
            Choice(
                "procedure",
                Wording(
                    fa: "رسیدگی پیشین کامل نبوده است.",
                    en: "The request was not examined completely."
                )
            ),
        ]
    )

    private static let refusals = ReasonList(
        "refusal-objection",
        [
            Choice(
                "no-evidence",
                Wording(
                    fa: "آنچه نوشته و پیوست شده، دلیل رد را برطرف نمی‌کند.",
                    en: "What was written and attached does not remove the reason of the refusal."
                )
            ),
            Choice(
                "right-decision",
                Wording(
                    fa: "سابقهٔ دانشگاه تصمیم نخست را تأیید می‌کند.",
                    en: "The records of the university confirm the first decision."
                )
            ),
        ]
    )
}
