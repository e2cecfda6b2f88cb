import Persian
import VerifyCore

private let key: TokenKey? = try? TokenKey(seed: [UInt8](repeating: 7, count: 32))
private let now = Timestamp(secondsSinceEpoch: 1_795_260_711)
private func known(_ kid: [UInt8]) -> KnownTokenKey? { (key?.publicKey).map(KnownTokenKey.trusted) }

/// Any bytes are rejected or are the only encoding: as CBOR, as a record, as a token.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    if let value = try? CBOR(decoding: bytes) {
        precondition(value.encoded() == bytes)
        precondition(!value.diagnostic.isEmpty)
    }
    if let record = try? DegreeRecord(decoding: bytes) { precondition(record.encoded() == bytes) }
    if let token = try? UnverifiedToken(decoding: bytes) {
        _ = try? token.claims()
        // With a valid signature the same payload is a degree or not a token, never a crash.
        if let signed = try? key?.sign(token.message.payload) {
            precondition(
                DegreeToken.verify(signed, at: now) { _ in nil }.verdict == .tokenKeyUnknown
            )
            _ = DegreeToken.verify(signed, at: now, keys: known)
        }
    }
    if let signed = try? key?.sign(bytes) {
        switch DegreeToken.verify(signed, at: now, keys: known) {
        case .genuine, .test, .format, .issuedInFuture: break
        case .keyUnknown, .keyWithdrawn, .otherReference, .signatureBad:
            preconditionFailure("a valid signature must verify")
        }
    }
    _ = DegreeToken.verify(text: String(decoding: bytes, as: UTF8.self), at: now, keys: known)
    return 0
}
