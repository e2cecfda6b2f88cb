import Logging
import Store
import VerifyCore

/// What a log may hold of an error: words of this program only.
///
/// The text of an error is left out, because it may quote a request, an address or a row.
extension Logger.Metadata {
    /// The type of an error, and the cause or the missing key where it has one.
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
