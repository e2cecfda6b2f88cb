import Logging
import Store
import VerifyCore

/// What a log may say of an error: words of this program's own.
///
/// The text of an error stays out, since it may quote what a request held, an address or a row.
extension Logger.Metadata {
    package init(describing error: any Error) {
        self = ["error_type": "\(type(of: error))"]
        switch error {
        case let error as StoreError: self["cause"] = "\(error.word)"
        case let missing as MissingKey:
            self["key_purpose"] = "\(missing.purpose.rawValue)"
            self["key_id"] = "\(missing.id)"
        default: break
        }
    }
}
