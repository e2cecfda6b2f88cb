import Accounts
import Casework
import Persian
import Registry
import Web

/// The open organisations from which a person chooses, in the order of their Persian names.
struct OrganisationList: Sendable {
    fileprivate let entries: [Entry]

    fileprivate struct Entry: Sendable {
        let code: String
        let kind: Organisation.Kind
        let name: Wording
        /// The names folded, for a typed name.
        let keys: [String]
        let order: [UInt8]
    }

    /// The most organisations that one list shows; of more, the name is typed, so that no page becomes too large.
    static let mostInList = 300
    /// The most organisations that are named where a typed name means several of them.
    private static let mostNamed = 8

    /// No organisation, for a form without such a question.
    static let none = OrganisationList(entries: [])

    /// Reads the open organisations with their names.
    ///
    /// - Throws: `StoreError`.
    static func load(from domain: App.Domain, at now: Timestamp) async throws -> OrganisationList {
        var names: [String: Wording] = [:]
        var last: String?
        repeat {
            let page = try await domain.registry.institutions(after: last, limit: 500)
            for institution in page {
                names[institution.code] = Wording(
                    fa: institution.nameFa,
                    en: institution.nameEn.isEmpty ? institution.nameFa : institution.nameEn
                )
            }
            last = page.count < 500 ? nil : page.last?.code
        } while last != nil
        var entries: [Entry] = []
        repeat {
            let page = try await domain.roles.organisations(after: last, limit: 500)
            for organisation in page where organisation.isOpen(at: now) {
                let own = organisation.nameFa.map {
                    Wording(fa: $0, en: organisation.nameEn ?? $0)
                }
                let name =
                    own ?? names[organisation.code]
                    ?? Wording(fa: organisation.code, en: organisation.code)
                entries.append(Entry(organisation.code, organisation.kind, name))
            }
            last = page.count < 500 ? nil : page.last?.code
        } while last != nil
        return OrganisationList(
            entries: entries.sorted { $0.order.lexicographicallyPrecedes($1.order) }
        )
    }

    /// Returns the organisations of some kinds as the lines of a list; nil for more than a list shows.
    func choices(_ kinds: Set<Organisation.Kind>) -> [PageField.Choice]? {
        let fitting = entries.filter { kinds.contains($0.kind) }
        guard fitting.count <= Self.mostInList else { return nil }
        return fitting.map { PageField.Choice($0.code, $0.name) }
    }

    /// Returns the name of an organisation; nil for an unknown code.
    func name(of code: String) -> Wording? { entries.first { $0.code == code }?.name }

    /// Returns what a typed text means: the code of one organisation, or why it means none.
    func read(
        _ text: String,
        of kinds: Set<Organisation.Kind>
    ) -> (code: String?, fault: Wording?) {
        let folded = Digits.folded(text).trimmingSpaces.lowercased()
        if entries.contains(where: { $0.code == folded && kinds.contains($0.kind) }) {
            return (folded, nil)
        }
        let key = Letters.key(text)
        let fitting = entries.filter { kinds.contains($0.kind) }
        let equal = fitting.filter { $0.keys.contains(key) }
        let found = equal.isEmpty ? fitting.filter { $0.keys.contains { $0.contains(key) } } : equal
        if found.count == 1 { return (found[0].code, nil) }
        guard !found.isEmpty, !key.isEmpty else { return (nil, nil) }
        let named = found.prefix(Self.mostNamed)
        return (
            nil,
            Wording(
                fa: "این نام یکتا نیست؛ نام کامل یا کد را بنویسید: "
                    + named.map { "\($0.name.fa) (\($0.code))" }.joined(separator: "، "),
                en: "Several have this name; enter the whole name or the code: "
                    + named.map { "\($0.name.en) (\($0.code))" }.joined(separator: ", ")
            )
        )
    }
}

extension OrganisationList.Entry {
    fileprivate init(_ code: String, _ kind: Organisation.Kind, _ name: Wording) {
        self.init(
            code: code,
            kind: kind,
            name: name,
            keys: [Letters.key(name.fa), Letters.key(name.en)],
            order: Letters.collationKey(name.fa)
        )
    }
}

extension Service {
    /// The kinds of organisation that a field of the form can name: those in which the roles of the service exist.
    func kinds(of field: FieldName) -> Set<Organisation.Kind> {
        var roles: [Role] = steps.compactMap { step in
            guard case .cartable(let role, .chosen(field)) = step.waitsFor else { return nil }
            return role
        }
        if opening.about == .organisation(field) {
            roles += opening.by.compactMap { if case .holder(let role) = $0 { role } else { nil } }
        }
        guard let first = roles.first else { return Set(Organisation.Kind.allCases) }
        return roles.dropFirst().reduce(first.kinds) { $0.intersection($1.kinds) }
    }
}

extension String {
    /// The text without white space at its ends.
    var trimmingSpaces: String {
        var rest = self[...].drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
