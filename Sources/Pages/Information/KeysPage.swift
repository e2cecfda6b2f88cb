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
            .map(value)
        return Page(
            "keys",
            at: "/keys",
            titled: Wording(
                fa: "کلیدهای عمومی و بررسی بدون اینترنت",
                en: "Public keys, checking offline"
            )
            .text(in: language),
            ["keys": .list(keys)]
        )
    }

    private func value(_ key: KeyFacts) -> PageValue {
        [
            "kid": .text(key.id),
            "created": .text(PersianTime.date(key.createdAt.tehranDate).text(in: language)),
            "publicKey": .list(halves(of: key.publicKey ?? [])),
            "state": .text(Self.state(key.state).text(in: language)),
            "refused": .flag(!key.state.verifies),
        ]
    }

    /// Returns bytes in hexadecimal, in groups between which a line may break.
    private func halves(of bytes: [UInt8]) -> [PageValue] {
        stride(from: 0, to: bytes.count, by: 8).map { start in
            .text(Hex.encode(Array(bytes[start..<min(start + 8, bytes.count)])))
        }
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
