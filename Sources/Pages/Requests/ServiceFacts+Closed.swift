import Accounts
import Casework
import Persian
import Web

/// The ways out for readers to whom a service is closed whatever they do.
extension ServiceFacts {
    /// Why the service may be closed to a reader whatever the reader does, each with the way out; nil where none is known.
    var waysOut: ProseSection? {
        guard service.opening.about == .opener else { return nil }
        var items: [Prose] = []
        if service.form.fields.contains(where: { $0.type == .organisation }) {
            let others = CompetentAuthority.allCases.filter { !$0.isSAORG }.map(\.name)
            let (fa, en) = (
                others.map(\.fa).joined(separator: "، "), others.map(\.en).joined(separator: ", ")
            )
            items.append(
                Prose(
                    fa:
                        "دانشگاه شما زیر نظر مرجع دیگری است: به همان مرجع درخواست دهید (\(.isolated(fa))).",
                    en:
                        "Your university belongs to another authority: apply there (\(.isolated(en)))."
                )
            )
        }
        items.append(
            Prose(
                fa: """
                    نماینده یا وکیل هستید: خود شخص با حساب خودش درخواست می‌کند؛ شما می‌توانید کنار او باشید و نتیجه را \
                    \(.link("با کد صحت", to: "/")) ببینید.
                    """,
                en: """
                    You represent a person: the person requests it with the own account; you can be present, and see the \
                    result \(.link("by its code", to: "/")).
                    """
            )
        )
        items.append(
            Prose(
                fa: """
                    وارث هستید: درخواست با حساب شخص درگذشته ممکن نیست. با گواهی انحصار وراثت به خط پشتیبانی آیین‌نامه‌ها \
                    مراجعه کنید.
                    """,
                en: """
                    You are an heir: a request in the name of a deceased person is not possible. Turn to the support line for \
                    regulations, with the certificate of inheritance.
                    """
            )
        )
        return ProseSection(
            "ways-out",
            Wording(fa: "اگر این خدمت برای شما باز نیست", en: "If the service is not open to you"),
            [.bullets(items)]
        )
    }
}

/// Why a service is not open to the reader.
extension ServiceFacts {
    /// Returns the reason with the way out; nil for a service that is open.
    func closed(_ standing: OpeningStanding) -> Prose? {
        switch standing {
        case .open: nil
        case .unproven:
            Prose(
                fa: """
                    این خدمت برای کسانی است که هویتشان تأیید شده است. \
                    \(.link("هویت خود را تأیید کنید", to: AccountAddress.identity)) و بازگردید.
                    """,
                en: """
                    This service is for persons whose identity is proven. \
                    \(.link("Prove your identity", to: AccountAddress.identity)) and come back.
                    """
            )
        case .otherReaders:
            Prose(
                fa: """
                    این خدمت برای شما نیست: تنها \(.isolated(openers.fa)). اگر این نقش را باید داشته باشید، رئیس سازمان شما \
                    آن را می‌دهد.
                    """,
                en: """
                    This service is not for you, only for: \(.isolated(openers.en)). If you should have this role, the \
                    head of your organisation grants it.
                    """
            )
        case .otherSession:
            Prose(
                fa: "این خدمت به نقش شما مربوط است؛ با گذرواژه و عامل دوم وارد شوید.",
                en: "This service belongs to your role; sign in with password and second factor."
            )
        case .closed(let offer): closed(offer)
        }
    }

    private func closed(_ offer: ServiceOffer) -> Prose {
        if offer.phase == .on, let opensAt = offer.opensAt {
            let moment = PersianTime.moment(opensAt)
            if let closesAt = offer.closesAt {
                let end = PersianTime.moment(closesAt)
                return Prose(
                    fa: """
                        درخواست تازه از \(.isolated(moment.fa)) تا \(.isolated(end.fa)) پذیرفته می‌شود.
                        """,
                    en: """
                        New requests are accepted from \(.isolated(moment.en)) to \(.isolated(end.en)).
                        """
                )
            }
            return Prose(
                fa: "درخواست تازه از \(.isolated(moment.fa)) پذیرفته می‌شود.",
                en: "New requests are accepted from \(.isolated(moment.en))."
            )
        }
        return Prose(
            fa: """
                این خدمت اکنون درخواست تازه نمی‌پذیرد. درخواست‌های پیشین ادامه دارد: \
                \(.link("درخواست‌های من", to: MyRequestsPage.path)).
                """,
            en: """
                The service takes no new requests now. Open ones continue: \
                \(.link("my requests", to: MyRequestsPage.path)).
                """
        )
    }
}
