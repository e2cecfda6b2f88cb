package import Persian

/// The values of an organisation as they were typed.
package struct OrganisationDraft: Sendable, Equatable {
    /// The code.
    package var code: String
    /// The kind.
    package var kind: Organisation.Kind
    /// The category.
    package var category: Organisation.Category
    /// The competent authority.
    package var authority: CompetentAuthority
    /// The name in Persian; nil for an institution.
    package var nameFa: String?
    /// The name in English; nil for an institution.
    package var nameEn: String?
    /// The official contact.
    package var contact: String
    /// The province; empty where it is not known.
    package var province: String
    /// When the licence begins.
    package var licensedFrom: Timestamp?
    /// When the licence ends.
    package var licensedUntil: Timestamp?

    /// A draft with the category that is usual for the kind.
    package init(
        code: String,
        kind: Organisation.Kind,
        category: Organisation.Category? = nil,
        authority: CompetentAuthority = .science,
        nameFa: String? = nil,
        nameEn: String? = nil,
        contact: String,
        province: String = "",
        licensedFrom: Timestamp? = nil,
        licensedUntil: Timestamp? = nil
    ) {
        self.code = code
        self.kind = kind
        self.category = category ?? Self.usualCategory(of: kind)
        self.authority = authority
        self.nameFa = nameFa
        self.nameEn = nameEn
        self.contact = contact
        self.province = province
        self.licensedFrom = licensedFrom
        self.licensedUntil = licensedUntil
    }

    /// The draft that would change nothing in an organisation.
    package init(_ organisation: Organisation) {
        self.init(
            code: organisation.code,
            kind: organisation.kind,
            category: organisation.category,
            authority: organisation.authority,
            nameFa: organisation.nameFa,
            nameEn: organisation.nameEn,
            contact: organisation.contact,
            province: organisation.province,
            licensedFrom: organisation.licensedFrom,
            licensedUntil: organisation.licensedUntil
        )
    }

    private static func usualCategory(of kind: Organisation.Kind) -> Organisation.Category {
        switch kind {
        case .institution: .university
        case .unit: .headquarters
        case .outside, .verifier: .outside
        }
    }

    /// Returns the draft in the stored form of its texts.
    ///
    /// - Throws: `RolesError.invalid` with the first field that is wrong.
    func checked() throws(RolesError) -> OrganisationDraft {
        var draft = self
        draft.code = Digits.folded(code).trimmed.lowercased()
        if kind == .institution { draft.code = Digits.folded(code).trimmed }
        guard (1...Organisation.codeLimit).contains(draft.code.utf8.count),
            draft.code.utf8.allSatisfy(Self.isCodeCharacter)
        else { throw .invalid(field: "code") }
        let names = try [("name_fa", nameFa), ("name_en", nameEn)].map {
            (field, text) throws(RolesError) -> String? in
            // The register has the names of an institution.
            guard kind != .institution else {
                guard text == nil else { throw .invalid(field: field) }
                return nil
            }
            return try Self.text(text ?? "", field: field)
        }
        (draft.nameFa, draft.nameEn) = (names[0], names[1])
        draft.contact = try Self.contact(contact)
        draft.province = province.isEmpty ? "" : try Self.text(province, field: "province")
        if let licensedFrom, let licensedUntil, licensedFrom >= licensedUntil {
            throw .invalid(field: "licensed_until")
        }
        return draft
    }

    private static func isCodeCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d: true
        default: false
        }
    }

    private static func text(_ text: String, field: String) throws(RolesError) -> String {
        let stored = Letters.stored(text)
        guard !stored.isEmpty, stored.unicodeScalars.count <= Organisation.nameLimit,
            !stored.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw .invalid(field: field) }
        return stored
    }

    /// An e-mail address, or a mobile number as `+989…`.
    private static func contact(_ text: String) throws(RolesError) -> String {
        guard let contact = Contact(typed: text) else { throw .invalid(field: "contact") }
        return contact.text
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
