import Persian
import Testing
import VerifyCore

@testable import Accounts

/// What comes from links, cookies, forms and encrypted columns is read in one form, or refused: each bit flipped, cut at each
/// length, with each byte appended.
@Suite struct ParserTests {
    /// Texts that differ from one in a bit, in their length, or in one more byte.
    private static func damaged(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        var texts: [String] = []
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << (bit % 8)
            texts.append(String(decoding: flipped, as: UTF8.self))
        }
        texts += bytes.indices.map { String(decoding: bytes[..<$0], as: UTF8.self) }
        texts += (UInt8.min...UInt8.max).map { String(decoding: bytes + [$0], as: UTF8.self) }
        return texts
    }

    @Test func `the link of a changed contact opens with its own token only`() throws {
        let keys = try Keyring.new(
            kek: KeyEncryptionKey([UInt8](repeating: 7, count: KeyEncryptionKey.count)),
            at: TestPeople.now
        )
        for _ in 0..<8 {
            let id = RandomID.make()
            let token = try ContactChangeLink.token(id, by: keys)
            #expect(try ContactChangeLink.id(of: token, by: keys) == id)
            for text in Self.damaged(token) where text != token {
                #expect(try ContactChangeLink.id(of: text, by: keys) == nil, "\(text)")
            }
        }
    }

    @Test func `the token of an invitation and the secret of a browser have one form`() {
        for _ in 0..<8 {
            let (token, secret) = (InvitationToken().text, BrowserSecret().text)
            #expect(InvitationToken(parsing: token)?.text == token)
            #expect(BrowserSecret(parsing: secret)?.text == secret)
            for text in Self.damaged(token) {
                if let read = InvitationToken(parsing: text) { #expect(read.text == text) }
            }
            // Two texts are never one secret: the last character has no bits that are dropped.
            let known = Set(
                Self.damaged(token).compactMap { InvitationToken(parsing: $0) }.map(\.hash)
            )
            let texts = Set(Self.damaged(token).filter { InvitationToken(parsing: $0) != nil })
            #expect(known.count == texts.count)
        }
    }

    @Test func `the place of a search is written as it was read, or refused`() {
        let text = "2026-11-27T08:00:00Z~person~00000000-0000-4000-8000-000000000000~12"
        #expect(AuditCursor(parsing: text)?.description == text)
        for text in Self.damaged(text) {
            if let cursor = AuditCursor(parsing: text) {
                #expect(cursor.description == text, "\(text)")
            }
        }
        for text in [
            "", "~", "~~~", "~~~~", "a~b~c~", "a~b~c~+5", "a~b~c~05", "a~b~c~9223372036854775808",
            "a~b~c~ 1",
        ] {
            if let cursor = AuditCursor(parsing: text) {
                #expect(cursor.description == text, "\(text)")
            }
        }
    }

    @Test
    func `a proposed change is read as it was written, and damage is refused or is another change`()
        throws
    {
        let draft = try TestRoles.draft(1)
        let person = PersonID("00000000-0000-4000-8000-000000000000")
        let request = GrantRequest(.invited(draft), as: .auditor, in: "saorg", until: TestRoles.now)
        let changes: [ProposedChange] = [
            .grant(request),
            .grants([request, GrantRequest(.person(person), as: .auditor, in: "saorg")]),
            .end(grant: "1", reason: "test"), .reset(person, reason: ""),
            .block(person, reason: "\"\n"),
            .unblock(person, reason: "علت"), .join(person, into: PersonID("2")),
            .delegation(
                DelegationRequest(
                    of: person,
                    to: PersonID("2"),
                    role: .head,
                    in: "1001",
                    from: TestRoles.now,
                    until: TestRoles.now.adding(seconds: 60)
                )
            ),
        ]
        for change in changes {
            let bytes = change.json.encoded()
            #expect(ProposedChange(try JSON(parsing: bytes)) == change)
            for text in Self.damaged(String(decoding: bytes, as: UTF8.self)) {
                // Stored bytes are authenticated; damage must not end the program, and what is read is written again.
                guard let json = try? JSON(parsing: Array(text.utf8)),
                    let read = ProposedChange(json)
                else {
                    continue
                }
                #expect(ProposedChange(read.json) == read)
            }
        }
    }

    @Test
    func `a typed code is accepted in its step and the one before, whatever is damaged in it`() {
        // RFC 6238, appendix B: the code of the second 59.
        let totp = TOTP(secret: Array("12345678901234567890".utf8))
        let moment = Timestamp(secondsSinceEpoch: 59)
        let before = totp.code(step: 0)
        for text in Self.damaged("287082") {
            guard case .accepted(let step) = totp.check(text, at: moment, lastStep: nil) else {
                continue
            }
            #expect(TypedDigits(text).exactly(6) == (step == 1 ? "287082" : before), "\(text)")
        }
    }
}
