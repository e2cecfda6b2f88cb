import Accounts
import KeyFiles
import Registry
import VerifyCore

extension Failure {
    /// A key directory says itself what is wrong and what to do.
    init(_ error: KeyDirectoryError) {
        let exit: Exit =
            switch error {
            case .absent, .exists, .leftovers, .noKeyEncryptionKey, .keyEncryptionKeyFormat: .usage
            case .permissions, .notPlain, .foreignOwner, .developmentKeys, .older, .logMissing,
                .logCut,
                .logChanged:
                .notAllowed
            case .busy, .system, .unrecorded: .unavailable
            case .keyring(let error): Self.exit(error)
            }
        self.init(error.description, hint: error.hint, exit: exit)
    }

    private static func exit(_ error: KeyringError) -> Exit {
        switch error {
        case .noSuchKey: .notFound
        case .passphrase: .usage
        case .format, .missing, .changed, .factsChanged, .otherKeyEncryptionKey,
            .keyEncryptionKeyLength, .notAllowed, .idsExhausted, .crypto:
            .notAllowed
        }
    }

    init(_ error: AccountsError) {
        switch error {
        case .organisation:
            self = .usage(
                "an organisation's name has 1 to 200 characters, none of them invisible control characters"
            )
        case .institution:
            self = .usage("--institution belongs to the scope institution, and only to it")
        case .expiry:
            self = .usage("--expires is in the past")
        case .noSuchKey:
            self.init(
                "no API key has this id",
                hint: "verify-cli api-keys list shows them",
                exit: .notFound
            )
        case .noActiveKey:
            self.init("the keyring has no active data key", exit: .notAllowed)
        case .idempotencyKey:
            self = .usage("an idempotency key has 1 to 255 visible ASCII characters")
        }
    }
}
