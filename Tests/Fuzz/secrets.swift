import Persian
import VerifyCore

/// Any text is a code of an authenticator, or none; any text is a password that the rules accept, or one with a fault.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes, as: UTF8.self)
    let totp = TOTP(secret: Array("12345678901234567890".utf8))
    let moment = Timestamp(secondsSinceEpoch: 59)
    switch totp.check(text, at: moment, lastStep: nil) {
    case .accepted(let step):
        precondition(step == 0 || step == 1)
        precondition(totp.check(text, at: moment, lastStep: step) != .accepted(step: step))
    case .used: preconditionFailure("no code was used before")
    case .clockDiffers, .wrong: break
    }
    let isAccepted = (try? PasswordRules.require(text, ownWords: ["تهران", "Tehran"])) != nil
    if isAccepted {
        precondition((PasswordRules.shortest...PasswordRules.longest).contains(text.count))
    }
    return 0
}
