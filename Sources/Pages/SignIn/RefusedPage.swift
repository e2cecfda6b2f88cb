import Persian
import Web

/// A sign-in that is not possible; the reason is not told, because the reader is not known yet.
enum RefusedPage {
    static let page = Page.of(
        [
            .notice(
                .bad,
                Prose(
                    fa: "با این شناسه نمی‌توانید وارد شوید.",
                    en: "You cannot sign in with this ID."
                )
            ),
            .paragraph(
                Prose(
                    fa: """
                        اگر گمان می‌کنید اشتباهی شده است، با کارت شناسایی به دفتر سازمان، دانشگاه خود یا کنسولگری \
                        مراجعه کنید؛ هویت شما را حضوری تأیید می‌کنند.
                        """,
                    en: """
                        If you think that this is a mistake, go to an office of the organisation, your university or a \
                        consulate with your ID document; they attest your identity in your presence.
                        """
                )
            ),
        ],
        at: SignInPage.path,
        titled: Wording(fa: "ورود ممکن نیست", en: "Sign-in is not possible")
    )
}
