import Accounts
import Hummingbird
import Persian
import Web

/// The match of a person with the national registers, and its outcome.
struct IdentityPage: GatedPage {
    let site: GatedSite

    static let path = AccountAddress.identity

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let session = try request.requireSession()
        let person = try await site.app.domain.people.person(session.person)
        let outcome = request.query("result").flatMap(Outcome.init(rawValue:))
        var blocks: [PageBlock] = []
        if person?.level == .matched {
            blocks.append(.notice(.good, Self.matched))
        } else {
            if let outcome, outcome != .matched {
                blocks.append(.notice(outcome.tone, outcome.words))
            }
            blocks += [.paragraph(Self.introduction), .form(Self.form, SubmittedForm())]
        }
        blocks.append(.links([(AccountPage.path, AccountPage.title, nil)]))
        return site.respond(.of(blocks, at: Self.path, titled: Self.title), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let session = try request.requireSession()
        let outcome = Outcome(
            try await site.app.domain.signIn.matchIdentity(of: session.person, at: request.now)
        )
        return site.redirect(to: "\(Self.path)?result=\(outcome.rawValue)", request)
    }
}

/// The outcomes, as words of the address.
extension IdentityPage {
    private enum Outcome: String {
        case matched
        case differs
        case deceased
        case unavailable
        case tooMany = "too-many"
        case waits

        init(_ outcome: MatchOutcome) {
            self =
                switch outcome {
                case .matched, .notNeeded: .matched
                case .differs: .differs
                case .deceased: .deceased
                case .unavailable: .unavailable
                case .tooMany: .tooMany
                case .takesOver: .waits
                }
        }

        var tone: PageBlock.Tone {
            switch self {
            case .matched: .good
            case .unavailable, .waits: .wait
            case .differs, .deceased, .tooMany: .bad
            }
        }

        var words: Prose {
            switch self {
            case .matched: IdentityPage.matched
            case .differs: IdentityPage.differs
            case .deceased: IdentityPage.differs
            case .unavailable: IdentityPage.unavailable
            case .tooMany: IdentityPage.tooMany
            case .waits: IdentityPage.waits
            }
        }
    }
}

/// The form and the texts of the page.
extension IdentityPage {
    static let title = Wording(fa: "تأیید هویت", en: "Prove your identity")

    private static let form = PageForm(
        to: path,
        [],
        button: Wording(fa: "تطبیق با ثبت احوال", en: "Match with the registers")
    )

    private static let introduction = Prose(
        fa: """
            شماره، نام، تاریخ تولد و شمارهٔ همراه شما با ثبت احوال و اپراتور همراه مقایسه می‌شود. برای شمارهٔ همراهی \
            که به نام دیگری است، و برای گذرنامه و شمارهٔ اتباع، دو کارشناس با دیدن مدرک شما هویت را حضوری تأیید \
            می‌کنند: در دانشگاه، کنسولگری یا دفتر سازمان.
            """,
        en: """
            Your number, names, birth date and mobile number are compared with the national registers. For a mobile \
            number in another person’s name, a passport or a number of a foreigner, two officers attest your identity in \
            your presence: at a university, a consulate or an office of the organisation.
            """
    )

    private static let matched = Prose(
        fa: "هویت شما با ثبت احوال تطبیق داده شد.",
        en: "Your identity is matched with the national registers."
    )
    private static let differs = Prose(
        fa: """
            مشخصات شما با ثبت احوال نخواند. برای حفظ حریم خصوصی نمی‌گوییم کدام بخش. نوشته‌ها را در صفحهٔ مشخصات \
            بازبینی کنید، یا حضوری مراجعه کنید.
            """,
        en: """
            Your data differ from the registers. To protect privacy we do not name the part. Check what is in your \
            profile, or go to an officer in person.
            """
    )
    private static let unavailable = Prose(
        fa: "سامانهٔ ثبت احوال اکنون پاسخ نمی‌دهد. خودمان دوباره می‌پرسیم؛ می‌توانید ادامه دهید.",
        en: "The registers do not answer now. We ask again by ourselves; you can continue."
    )
    private static let tooMany = Prose(
        fa: "امروز سه بار بررسی شده است. فردا دوباره تلاش کنید.",
        en: "There were three attempts today. Try again tomorrow."
    )
    private static let waits = Prose(
        fa: """
            حسابی با این شماره هست. به راه تماس پیشین آن خبر دادیم؛ اگر تا ۷۲ ساعت کسی اعتراض نکند، حساب به شمارهٔ تازهٔ \
            شما می‌رسد.
            """,
        en: """
            There is an account with this number. We have notified its former contact; unless it objects within 72 hours, \
            the account moves to your new contact.
            """
    )
}
