import Persian
import Registry
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

@Suite struct `The address of a batch` {
    private static let id = "7b0e5c1e-3a55-4b7c-9d5e-1f2a3b4c5d6e"

    private func keyring() throws -> Keyring {
        let kek = try KeyEncryptionKey([UInt8](repeating: 7, count: KeyEncryptionKey.count))
        return try Keyring.new(kek: kek, at: Timestamp(secondsSinceEpoch: 1_795_260_000))
    }

    @Test func `of a visitor is its identifier`() throws {
        let keyring = try keyring()
        let text = BatchAddress(id: Self.id, .visitor).text(keyring)
        #expect(text == Self.id)
        #expect(BatchAddress(parsing: text, keyring)?.organisation == nil)
        #expect(BatchAddress(parsing: text, keyring)?.id == Self.id)
    }

    @Test func `of an organisation carries its id, protected by a MAC`() throws {
        let keyring = try keyring()
        let verifier = Verifier.organisation(id: "17", name: "کاریابی البرز", consent: nil)
        let text = BatchAddress(id: Self.id, verifier).text(keyring)
        #expect(BatchAddress(parsing: text, keyring)?.organisation == "17")
        for index in text.indices where text[index] != "." {
            var other = text
            other.replaceSubrange(index...index, with: text[index] == "A" ? "B" : "A")
            #expect(BatchAddress(parsing: other, keyring) == nil, "\(other)")
        }
        for length in 0..<text.count {
            let cut = String(text.prefix(length))
            #expect(BatchAddress(parsing: cut, keyring)?.organisation == nil, "\(cut)")
        }
        #expect(BatchAddress(parsing: text + "A", keyring) == nil)
        #expect(BatchAddress(parsing: text, try self.keyring()) == nil, "another keyring's")
    }
}
