import Hummingbird
import Persian
import Synchronization
import VerifyCore
import Web

/// The public keys, and how to verify a QR code with them offline.
struct KeysPage: Sendable {
    let app: App
    let renderer: PageRenderer
    let language: Language

    func add(to router: Router<AppRequestContext>) {
        let current = OneForEachKeyring<FixedPage>()
        router.get("\(language.base)/keys") { request, _ in
            let keyring = app.domain.keyring.current
            return current.value(for: keyring) { renderer.fixed(page(of: keyring), in: language) }
                .response(to: request)
        }
    }

    private func page(of keyring: Keyring) -> Page {
        let keys = keyring.facts
            .filter { $0.purpose == .token && $0.state != .retired }
            .map(Self.value)
        return Page("keys", at: "/keys", titled: PageTitle.keys, Self.texts, ["keys": .list(keys)])
    }

    private static func value(_ key: KeyFacts) -> PageValue {
        let bytes = Hex.encode(key.publicKey ?? [])
        let facts = SummaryList([
            .init(Wording(fa: "نوع", en: "Kind"), .prose(Prose("\(.latin("Ed25519"))"))),
            .init(
                Wording(fa: "ساخته‌شده", en: "Made"),
                .wording(PersianTime.date(key.createdAt.tehranDate))
            ),
            .init(
                Wording(fa: "کلید عمومی", en: "Public key"),
                // In groups between which a line may break.
                .prose(Prose("\(.groups(bytes.inGroups(of: 16), .hexadecimal))"))
            ),
        ])
        return [
            "kid": .prose(Prose("\(.latin(key.id))")),
            "state": .wording(state(key.state)),
            "refused": .flag(!key.state.verifies),
            "facts": facts.value,
        ]
    }

    private static func state(_ state: KeyState) -> Wording {
        switch state {
        case .active: .init(fa: "با آن امضا می‌شود", en: "signing now")
        case .staged: .init(fa: "برای آینده", en: "for later")
        case .verifyOnly: .init(fa: "امضاهای پیشین", en: "earlier signatures")
        case .retired: .init(fa: "کنار گذاشته", en: "retired")
        case .compromised(let since):
            .init(
                fa: "از \(PersianTime.date(since.tehranDate).fa) نامعتبر",
                en: "not to be trusted since \(PersianTime.date(since.tehranDate).en)"
            )
        }
    }
}

/// A value that is made once for each keyring; the lock guards the last one.
private final class OneForEachKeyring<Value: Sendable>: Sendable {
    private let last = Mutex<(serial: Int64, value: Value)?>(nil)

    func value(for keyring: Keyring, _ make: () -> Value) -> Value {
        if let known = last.withLock(\.self), known.serial == keyring.serial { return known.value }
        let value = make()
        last.withLock { $0 = (keyring.serial, value) }
        return value
    }
}

/// The texts of the page.
extension KeysPage {
    private static let texts: [String: PageValue] = [
        "heading": .wording(PageTitle.keys),
        "introduction": .wording(
            fa: """
                کد QR هر مدرک امضا شده است. با کلیدهای این صفحه می‌توان بی اینترنت دید که امضا درست است.
                """,
            en: """
                The QR code on every degree is signed. With the keys on this page the signature can be \
                verified without a network.
                """
        ),
        "howTitle": .wording(fa: "چگونه؟", en: "How"),
        "fetch": .wording(
            fa: "یک بار، وقتی به اینترنت وصل هستید، فایل کلیدها را بگیرید:",
            en: "Once, while you are online, fetch the file of keys:"
        ),
        "verify": .prose(
            fa: "متن کد QR را با هر برنامهٔ QRخوان بردارید و بدهید به \(.code("verify-cli")):",
            en:
                "Read the text of the QR code with any scanner and give it to \(.code("verify-cli")):"
        ),
        "signed": .prose(
            fa: "پاسخ \(.code("SIGNED")) یعنی امضا از ماست و محتوای کد دست نخورده است.",
            en: "\(.code("SIGNED")) means that the signature is ours and the content is untouched."
        ),
        "care": .wording(
            fa: """
                بررسی بدون اینترنت نمی‌گوید که مدرک پس از صدور باطل شده است یا نه. هر وقت به اینترنت رسیدید، \
                کد را در همین سایت هم بررسی کنید.
                """,
            en: """
                An offline check cannot tell whether the degree was revoked after it was issued. When you \
                are online again, check the code on this site too.
                """
        ),
        "listTitle": .wording(fa: "کلیدهای امضا", en: "Signing keys"),
        "none": .wording(fa: "هنوز کلیدی منتشر نشده است.", en: "No key has been published yet."),
        "file": .prose(
            fa: """
                \(.file("همین کلیدها در یک فایل، به شکل JWK و COSE", at: "/.well-known/sehat-keys.json"))
                """,
            en: """
                \(.file("The same keys in one file, as JWK and COSE", at: "/.well-known/sehat-keys.json"))
                """
        ),
        "own": own.value,
    ]

    private static let own = ProseSection(
        "own",
        Wording(fa: "برنامهٔ خودتان را بنویسید", en: "Write your own"),
        [
            .paragraph(
                fa: """
                    متن کد QR نشانی همین سایت است و پس از \(.code("/Q/")) یک پیام CWT (RFC 8392) با امضای \
                    COSE (RFC 9052) به خط base32 (RFC 4648) می‌آید. شناسهٔ کلید چهار بایت نخست SHA-256 کلید \
                    عمومی است.
                    """,
                en: """
                    The text of the QR code is an address of this site; after \(.code("/Q/")) comes a CWT \
                    (RFC 8392), signed as COSE_Sign1 (RFC 9052), in base32 (RFC 4648). The key’s id is the \
                    first four bytes of the SHA-256 of the public key.
                    """
            )
        ]
    )
}
