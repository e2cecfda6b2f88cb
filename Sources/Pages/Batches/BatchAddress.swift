import Registry
import VerifyCore
import Web

/// The address of a batch's progress.
///
/// A visitor's is the batch's identifier, which cannot be guessed. An organisation's also carries its id
/// under a MAC, so that its progress can be watched without typing the key again; the names in its results
/// still need the key.
struct BatchAddress: Sendable {
    let id: String
    /// The id of the organisation that sent the batch; nil for a visitor's.
    let organisation: String?

    init(id: String, _ verifier: Verifier) {
        self.id = id
        organisation =
            switch verifier {
            case .visitor: nil
            case .organisation(let id, _, _): id
            }
    }

    /// Reads an address; nil for one that this service did not make.
    init?(parsing text: String, _ keyring: Keyring) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        switch parts.count {
        case 1:
            id = text
            organisation = nil
        case 3:
            id = String(parts[0])
            guard let bytes = try? Base64URL.decode(parts[1]),
                let mac = try? Base64URL.decode(parts[2]),
                let owner = String(validating: bytes, as: UTF8.self)
            else { return nil }
            organisation = owner
            let macs = keyring.dataKeys.compactMap { Self.mac(of: String(parts[0]), owner, $0) }
            guard macs.contains(where: { constantTimeEqual($0, mac) }) else { return nil }
        default: return nil
        }
    }

    /// Returns the last segment of the address; without a data key, an organisation must type its key.
    func text(_ keyring: Keyring) -> String {
        guard let organisation, let key = keyring.activeDataKey,
            let mac = Self.mac(of: id, organisation, key)
        else { return id }
        return "\(id).\(Base64URL.encode(Array(organisation.utf8))).\(Base64URL.encode(mac))"
    }

    /// The verifier who may see the progress.
    var verifier: Verifier {
        organisation.map { .organisation(id: $0, name: "", consent: nil) } ?? .visitor
    }

    /// Returns a MAC of sixteen bytes over the identifier (which has no dot) and the organisation's id.
    private static func mac(of id: String, _ owner: String, _ key: DataKey) -> [UInt8]? {
        guard let secret = try? key.derived(for: "saorg/pages/batch/2") else { return nil }
        return Array(HMACKey(secret).authenticate(Array("\(id).\(owner)".utf8)).prefix(16))
    }
}
