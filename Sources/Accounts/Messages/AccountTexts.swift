import Persian

/// The texts of text messages: at most two parts of 67 characters of UCS-2, the code alone on its line in ASCII digits,
/// the purpose and the host named, no invisible marks of direction.
///
/// A message with a code never has a link: links in such messages train people for phishing.
extension AccountEvent {
    /// The most UTF-16 units of a text message: two parts.
    static let shortLimit = 134

    /// The text of a text message.
    func shortText(host: String) -> Wording {
        switch self {
        case .code(let use, let code):
            Wording(
                fa:
                    "کد \(use.title.fa) در \(host):\n\(code)\nتا ۵ دقیقه معتبر است. به هیچ‌کس ندهید.",
                en:
                    "Code for \(use.title.en) at \(host):\n\(code)\nValid for 5 minutes. Keep it secret."
            )
        case .claimWarning:
            Wording(
                fa:
                    "با شمارهٔ شناسایی شما در \(host) ثبت‌نام تازه‌ای شد. اگر کار شما نبود، پروندهٔ شما امن است.",
                en:
                    "A new registration with your ID number was made at \(host). If it was not you, your file is safe."
            )
        case .contactChange(let link, let until):
            Wording(
                fa: "نشانی شما تغییر کرد. لغو تا \(Self.time(until).fa):\n\(link)",
                en: "Contact changed. Cancel by \(Self.time(until).en):\n\(link)"
            )
        case .newContact:
            Wording(
                fa: "این نشانی برای حساب شما در \(host) ثبت شد.",
                en: "This contact is now stored for your account at \(host)."
            )
        case .contactLoss(let link, let at):
            Wording(
                fa: "نشانی شما \(Self.time(at).fa) عوض می‌شود. لغو:\n\(link)",
                en: "Contact changes \(Self.time(at).en). Cancel:\n\(link)"
            )
        case .contactChangeCancelled:
            Wording(
                fa: "تغییر نشانی حساب شما در \(host) لغو شد.",
                en: "The change of your contact at \(host) was cancelled."
            )
        case .credentialsChanged:
            Wording(
                fa:
                    "گذرواژه یا رمزساز حساب شما در \(host) عوض شد. اگر کار شما نبود، با سازمان تماس بگیرید.",
                en:
                    "Your password or authenticator at \(host) was changed. If it was not you, call the organisation."
            )
        case .credentialsReset:
            Wording(
                fa: "گذرواژه و رمزساز حساب شما در \(host) باطل شد و دعوت‌نامهٔ تازه برایتان می‌آید.",
                en:
                    "Your password and authenticator at \(host) were reset. A new invitation follows."
            )
        case .secondFactors:
            Wording(
                fa:
                    "گذرواژهٔ شما در \(host) درست و رمز دوم چند بار نادرست وارد شد. اگر کار شما نبود، گذرواژه را عوض کنید.",
                en:
                    "Your password was right and the second code wrong, several times, at \(host). If not you, change it."
            )
        case .degreeIssued:
            Wording(
                fa:
                    "برای مدرک تحصیلی شما در \(host) کد صحت صادر شد. اگر مدرک شما نیست، با سازمان تماس بگیرید.",
                en:
                    "A code was issued for a degree in your name at \(host). If it is not yours, call the organisation."
            )
        case .documentFiled(let until):
            Wording(
                fa:
                    "دانشگاه مشخصات مدرک شما را فرستاده است. تا \(PersianTime.date(until).fa) در \(host) ببینید و تأیید کنید.",
                en:
                    "Your university sent the data of your document. See and confirm them at \(host) until \(until)."
            )
        }
    }

    /// A short time: the day and the hour.
    private static func time(_ moment: Timestamp) -> Wording {
        let (hour, minute) = moment.tehranTime
        let time = (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
        let day = JalaliDate(moment.tehranDate)
        return Wording(
            fa: Digits.persian("\(day.day)/\(day.month) \(time)"),
            en: "\(moment.tehranDate) \(time)"
        )
    }
}

/// The texts of e-mails.
extension AccountEvent {
    /// The subject.
    func subject(host: String) -> Wording {
        switch self {
        case .code(let use, _):
            Wording(fa: "کد \(use.title.fa) در \(host)", en: "Code for \(use.title.en) at \(host)")
        case .claimWarning:
            Wording(fa: "ثبت‌نام تازه با شمارهٔ شما", en: "A new registration with your number")
        case .contactChange, .newContact:
            Wording(fa: "نشانی حساب شما تغییر کرد", en: "Your contact was changed")
        case .contactLoss:
            Wording(fa: "نشانی حساب شما تغییر می‌کند", en: "Your contact is going to change")
        case .contactChangeCancelled:
            Wording(fa: "تغییر نشانی لغو شد", en: "The change of your contact was cancelled")
        case .credentialsChanged:
            Wording(
                fa: "گذرواژه یا رمزساز عوض شد",
                en: "Your password or authenticator was changed"
            )
        case .credentialsReset:
            Wording(
                fa: "گذرواژه و رمزساز باطل شد",
                en: "Your password and authenticator were reset"
            )
        case .secondFactors:
            Wording(fa: "رمز دوم نادرست", en: "Wrong second codes")
        case .degreeIssued:
            Wording(
                fa: "کد صحت برای مدرک شما صادر شد",
                en: "A code was issued for your degree"
            )
        case .documentFiled:
            Wording(
                fa: "مشخصات مدرک خود را تأیید کنید",
                en: "Confirm the data of your document"
            )
        }
    }

    /// The text of an e-mail.
    func longText(host: String) -> Wording {
        switch self {
        case .documentFiled(let until):
            Wording(
                fa: """
                    دانشگاه مشخصات مدرک تحصیلی شما را در \(host) ثبت کرده است.
                    تا \(PersianTime.date(until).fa) وارد سامانه شوید، در «خدمات» به «تأیید مشخصات پیش از صدور مدرک» بروید، \
                    شمارهٔ مدرک را که دانشگاه به شما گفته است بنویسید و هر مقدار را ببینید. اگر مقداری درست نیست، همان‌جا درستش را \
                    بنویسید.
                    """,
                en: """
                    Your university has recorded the data of your document at \(host).
                    Until \(PersianTime.date(until).en), sign in, open "Confirmation before graduation" under Services, enter the \
                    number of the document that the university gave you, and read each value. If one is wrong, enter the right \
                    one there.
                    """
            )
        case .contactChange(let link, let until):
            Wording(
                fa: """
                    شماره یا نشانی حساب شما در \(host) تغییر کرد.
                    اگر کار شما نبود، تا \(PersianTime.moment(until).fa) در این صفحه لغوش کنید:
                    \(link)
                    """,
                en: """
                    The contact of your account at \(host) was changed.
                    If it was not you, cancel the change until \(PersianTime.moment(until).en) on this page:
                    \(link)
                    """
            )
        case .contactLoss(let link, let at):
            Wording(
                fa: """
                    به نام شما در \(host) گفته شده که این نشانی دیگر در دسترس نیست.
                    حساب شما \(PersianTime.moment(at).fa) به نشانی تازه وصل می‌شود.
                    اگر کار شما نبود، در این صفحه لغوش کنید:
                    \(link)
                    """,
                en: """
                    At \(host), the loss of this contact was reported in your name.
                    Your account gets the new contact on \(PersianTime.moment(at).en).
                    If it was not you, cancel the change on this page:
                    \(link)
                    """
            )
        case .code, .claimWarning, .newContact, .contactChangeCancelled, .credentialsChanged,
            .credentialsReset, .secondFactors, .degreeIssued:
            shortText(host: host)
        }
    }
}
