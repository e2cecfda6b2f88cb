import Persian

extension Problem {
    /// The 429 problem of a budget that is used up; its text says whose limit it is.
    package static func rateLimited(_ budget: Budget, retryAfter seconds: Int) -> Self {
        .init(
            status: 429,
            code: .rateLimited,
            title: budget.title,
            detail: budget.refusal,
            retryAfter: seconds
        )
    }
}

extension Budget {
    fileprivate var title: Wording {
        switch self {
        case .verifications:
            .init(
                fa: "از شبکهٔ شما بررسی‌های زیادی آمده است",
                en: "Too many checks from your network"
            )
        case .requests, .uploads, .wrongKeys, .reports:
            .init(
                fa: "از شبکهٔ شما درخواست‌های زیادی آمده است",
                en: "Too many requests from your network"
            )
        case .keyRequests, .records, .caseFiles:
            .init(
                fa: "در زمان کوتاهی بیش از اندازه فرستاده شده",
                en: "Too much in a short time"
            )
        }
    }

    /// The text for a client that has used the budget up.
    fileprivate var refusal: Wording {
        switch self {
        case .verifications:
            .init(
                fa: """
                    از شبکهٔ شما در زمان کوتاهی بررسی‌های زیادی شده است. \(Self.network.fa) کمی بعد، یا از شبکهٔ \
                    دیگری، دوباره بررسی کنید.
                    """,
                en: """
                    Very many checks came from your network in a short time. \(Self.network.en) Check \
                    again a little later, or from another network.
                    """
            )
        case .requests:
            .init(
                fa: """
                    از شبکهٔ شما در زمان کوتاهی درخواست‌های زیادی آمده است. \(Self.network.fa) کمی بعد دوباره \
                    تلاش کنید.
                    """,
                en: """
                    Very many requests came from your network in a short time. \(Self.network.en) Try \
                    again a little later.
                    """
            )
        case .keyRequests:
            .init(
                fa: "با این کلید در زمان کوتاهی درخواست‌های زیادی آمده است. کمی بعد دوباره بفرستید.",
                en:
                    "Very many requests came with this API key in a short time. Continue a little later."
            )
        case .records:
            .init(
                fa: """
                    فایل‌هایی که با این کلید در زمان کوتاهی آمده‌اند رکوردهای بسیار زیادی دارند. این فایل را چند \
                    دقیقهٔ دیگر بفرستید.
                    """,
                en: """
                    The files that came with this API key in a short time have very many records. Send \
                    this one some minutes later.
                    """
            )
        case .caseFiles:
            .init(
                fa: """
                    حجم پرونده‌هایی که این کلید در یک روز می‌خواند محدود است. پروندهٔ بعدی را پس از زمان \
                    Retry-After بخوانید، یا آن را در صفحهٔ پرونده ببینید.
                    """,
                en: """
                    The volume of files that this API key reads in a day is limited. Read the next one after \
                    Retry-After, or see it on the page of the case.
                    """
            )
        case .uploads:
            .init(
                fa: """
                    از شبکهٔ شما در زمان کوتاهی فایل‌های زیادی بارگذاری شده است. \(Self.network.fa) پس از زمان \
                    Retry-After، یا از شبکهٔ دیگری، دوباره بفرستید؛ پیش‌نویس شما می‌ماند.
                    """,
                en: """
                    Very many files came from your network in a short time. \(Self.network.en) Send them again \
                    after Retry-After, or from another network; your draft stays.
                    """
            )
        case .wrongKeys:
            .init(
                fa:
                    "از شبکهٔ شما در زمان کوتاهی کلیدهای نادرست زیادی آمده است. کمی بعد دوباره بفرستید.",
                en: "Many wrong API keys came from your network in a short time. Try again later."
            )
        case .reports:
            .init(
                fa: "از شبکهٔ شما در زمان کوتاهی گزارش‌های زیادی آمده است. کمی بعد دوباره بفرستید.",
                en: "Many reports came from your network in a short time. Try again later."
            )
        }
    }

    /// Whose limit the limit of a network is.
    private static let network = Wording(
        fa: """
            این حد برای شبکه است، نه برای شما: همهٔ کسانی که با همین نشانی به اینترنت وصل‌اند (اپراتور همراه، \
            دانشگاه، اداره) در آن شریک‌اند.
            """,
        en: """
            The limit is the network's and not yours: all people behind the same address (a mobile \
            operator, a campus, an office) share it.
            """
    )
}
