import Persian
import VerifyCore

@testable import Accounts
@testable import Casework

/// Any text is a secret of a link or a cookie, a key, a cursor or a contact, or none; any bytes are the answer of a gateway.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
    let text = String(decoding: bytes, as: UTF8.self)
    if let token = InvitationToken(parsing: text) { precondition(token.text == text) }
    if let secret = BrowserSecret(parsing: text) { precondition(secret.text == text) }
    if let cursor = AuditCursor(parsing: text) {
        precondition(cursor.description == text)
        precondition(!text.utf8.contains(0))
    }
    if let contact = Contact(typed: text) {
        precondition(
            Contact(typed: contact.text) == contact,
            "a canonical contact is read as itself"
        )
    }
    _ = APISecret(parsing: text)
    if let json = try? JSON(parsing: bytes), let draft = PersonDraft(json: json) {
        precondition(PersonDraft(json: draft.json) == draft)
    }
    if let message = StoredMessage(decoding: bytes) {
        precondition(StoredMessage(decoding: message.encoded) == message)
    }
    for status in [200, 400, 500] {
        for result in [
            PathKeyGateway.result(status: status, body: bytes),
            BearerGateway.result(status: status, body: bytes),
        ] {
            if case .sent(let reference) = result { precondition(!reference.isEmpty) }
        }
    }
    return 0
}
