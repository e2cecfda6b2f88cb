import Persian

/// The sentences of problems.
extension MoveProblem {
    static let notOpen = MoveProblem(
        .action,
        Wording(
            fa: "این اقدام در این مرحله برای شما ممکن نیست.",
            en: "This cannot be done by you in this step."
        )
    )
    static let staffSession = MoveProblem(
        .session,
        Wording(
            fa: "این کار به نقش شما مربوط است؛ با گذرواژه و عامل دوم وارد شوید.",
            en: "This belongs to your role; sign in with password and second factor."
        )
    )
    static let excluded = MoveProblem(
        .exclusion,
        Wording(
            fa: "شما در این پرونده ذی‌نفع یا تصمیم‌گیرندهٔ پیشین هستید؛ شخص دیگری باید اقدام کند.",
            en: "You have a part in this case or decided it before; another person must do this."
        )
    )
    static func noEvent(_ action: String) -> MoveProblem {
        MoveProblem(
            .exclusion,
            Wording(
                fa: "تصمیم نخست دربارهٔ آخرین نسخهٔ فرم ثبت نشده است.",
                en: "No first decision about the last form is recorded (\(action))."
            )
        )
    }
    static let note = MoveProblem(
        .note,
        at: "/note",
        Wording(
            fa: "متن را بنویسید (تا \(PersianNumber.plain(MoveLimit.noteScalars)) نویسه).",
            en: "Enter a text of at most \(MoveLimit.noteScalars) characters."
        )
    )
    static let reason = MoveProblem(
        .reason,
        at: "/reason",
        Wording(fa: "یکی از دلیل‌ها را انتخاب کنید.", en: "Choose one of the reasons.")
    )
    static let file = MoveProblem(
        .file,
        at: "/documents",
        Wording(fa: "دست‌کم یک فایل بارگذاری کنید.", en: "Upload at least one file.")
    )
    static func returned(_ index: Int? = nil) -> MoveProblem {
        MoveProblem(
            .returned,
            at: index.map { "/returned/\($0)" } ?? "/returned",
            Wording(
                fa: "بخش‌هایی را که باید اصلاح شود، هر یک با دلیل، مشخص کنید.",
                en: "Name the fields that go back, each with a reason."
            )
        )
    }
    static func decision(_ file: FileDecision) -> MoveProblem {
        MoveProblem(
            .decisions,
            at: file.field,
            Wording(
                fa: "دربارهٔ این فایل تصمیم بگیرید؛ برای برگشت دادن، دلیل لازم است.",
                en: "Decide about this file; to return it, give a reason."
            )
        )
    }
    static let amount = MoveProblem(
        .amount,
        at: "/amount",
        Wording(fa: "مبلغ را به ریال وارد کنید.", en: "Enter the amount in rials.")
    )
    static let reference = MoveProblem(
        .reference,
        at: "/reference",
        Wording(fa: "شمارهٔ مرجع را وارد کنید.", en: "Enter the reference.")
    )
    static let usedReference = MoveProblem(
        .reference,
        at: "/reference",
        Wording(
            fa: "این شمارهٔ مرجع پیش‌تر ثبت شده است.",
            en: "This reference was recorded before."
        )
    )
    static let factor = MoveProblem(
        .factor,
        Wording(
            fa: "برای این اقدام، عامل دوم را دوباره تأیید کنید.",
            en: "Prove your second factor again for this."
        )
    )
    static let quarantine = MoveProblem(
        .factor,
        Wording(
            fa: "نشانی تماس یا گذرواژهٔ شما تازه تغییر کرده است؛ این اقدام فعلاً ممکن نیست.",
            en: "Your contact or password has just changed; this is not possible yet."
        )
    )
    static let secondPerson = MoveProblem(
        .secondPerson,
        Wording(
            fa: "شما پیش‌تر موافقت کرده‌اید؛ نفر دوم باید شخص دیگری باشد.",
            en: "You have agreed before; the second person must be another one."
        )
    )
    static let closedService = MoveProblem(
        .opening,
        Wording(
            fa: "این خدمت اکنون درخواست تازه نمی‌پذیرد.",
            en: "The service takes no new requests now."
        )
    )
    static let notOpener = MoveProblem(
        .opening,
        Wording(
            fa: "این درخواست را شما نمی‌توانید ثبت کنید.",
            en: "You cannot open this request."
        )
    )
    static func otherOrganisation(at field: FieldName?) -> MoveProblem {
        MoveProblem(
            .opening,
            at: field.map { "/form/\($0)" } ?? "",
            Wording(
                fa: "این درخواست را تنها برای سازمانی می‌توانید ثبت کنید که نقش شما در آن است.",
                en:
                    "You can open this request only for the organisation in which you have the role."
            )
        )
    }
    static func notRefused(at field: FieldName) -> MoveProblem {
        MoveProblem(
            .opening,
            at: "/form/\(field)",
            Wording(
                fa: """
                    درخواست ردشده‌ای از شما با این کد پیگیری نیست که بتوان به آن اعتراض کرد. کد را از «درخواست‌های من» بردارید.
                    """,
                en: """
                    You have no refused request with this tracking number to which you can object. Take the number from \
                    My requests.
                    """
            )
        )
    }
    static func objectionLate(at field: FieldName, within days: Int) -> MoveProblem {
        MoveProblem(
            .opening,
            at: "/form/\(field)",
            Wording(
                fa: """
                    مهلت اعتراض \(PersianNumber.plain(days)) روز پس از رد درخواست بود و گذشته است. می‌توانید درخواست تازه‌ای ثبت کنید.
                    """,
                en: """
                    The time limit for an objection was \(days) days after the refusal, and it has passed. You can open a new \
                    request.
                    """
            )
        )
    }
    static let once = MoveProblem(
        .once,
        Wording(
            fa: "یک درخواست باز با همین مشخصات وجود دارد.",
            en: "A request about the same is open."
        )
    )
    static let party = MoveProblem(
        .party,
        Wording(
            fa: "شخص یا سازمانی که مرحلهٔ بعد به آن نیاز دارد شناخته نیست.",
            en: "The person or organisation that the next step needs is not known."
        )
    )
    static let integrity = MoveProblem(
        .integrity,
        Wording(
            fa: "داده‌های این پرونده باید بررسی شود؛ تا آن زمان صدور ممکن نیست.",
            en: "The data of this case must be checked; until then nothing is issued."
        )
    )

    /// A condition of the service that does not hold.
    static func condition(_ failed: Guard) -> MoveProblem {
        MoveProblem(
            .condition(failed.name),
            failed.sentence,
            alternative: failed.alternative
        )
    }

    /// A problem of a form.
    static func form(_ problem: FormProblem) -> MoveProblem {
        MoveProblem(.form(problem.reason), at: "/form\(problem.pointer)", problem.sentence)
    }
}

/// Limits of moves.
enum MoveLimit {
    /// The longest text, so that an encrypted note stays small.
    static let noteScalars = 4_000
    /// The longest reference from outside.
    static let referenceScalars = 100
    /// The longest id of a move: clients use UUIDs, the engine adds a suffix.
    static let moveID = 120
}
