package import Persian
package import VerifyCore

/// A body in whose name persons act: an institution, a unit of SAORG, an office outside, a verifier.
package struct Organisation: Sendable, Equatable {
    /// What kind of body it is.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A university or centre; `code` is that of the register, which has its names.
        case institution
        /// A unit of SAORG.
        case unit
        /// An office outside of SAORG that has a part in its processes.
        case outside
        /// A registered verifier.
        case verifier
    }

    /// What calendar and which rules of place apply to it.
    package enum Category: String, Sendable, Hashable, CaseIterable {
        /// SAORG's headquarters.
        case headquarters
        /// An office in a province.
        case provincial
        /// A university or centre.
        case university
        /// Outside of SAORG.
        case outside
    }

    /// The code: 1–20 ASCII letters, digits and hyphens; that of the register for an institution.
    package let code: String
    /// The kind, which never changes.
    package let kind: Kind
    /// The category.
    package let category: Category
    /// The authority that is competent for its graduates.
    package let authority: CompetentAuthority
    /// The name in Persian; nil for an institution, whose names the register has.
    package let nameFa: String?
    /// The name in English; nil for an institution.
    package let nameEn: String?
    /// The official contact, an e-mail address or a mobile number (`+989…`), which learns of each change of roles.
    package let contact: String
    /// The province, in the words of the calendar: `tehran`; empty where it is not known.
    package let province: String
    /// When its licence begins; nil without a beginning.
    package let licensedFrom: Timestamp?
    /// When its licence ends; nil without an end.
    package let licensedUntil: Timestamp?
    /// The code of the organisation that continues its work.
    package let successor: String?
    /// When it was closed; nil for one that is open.
    package let closedAt: Timestamp?
    /// The verdict on the seal of the row.
    package let seal: Keyring.SealVerdict

    /// The most characters of a code.
    package static let codeLimit = 20
    /// The most Unicode scalars of a name or of a contact.
    package static let nameLimit = 200

    /// The code of SAORG itself, the unit in which root administrators have their role.
    package static let saorg = "saorg"

    /// Whether it is open at a moment.
    package func isOpen(at moment: Timestamp) -> Bool {
        closedAt.map { moment < $0 } ?? true
    }
}

/// The authority that is competent for the graduates of an institution.
///
/// SAORG confirms those of the Ministry of Science; for the others a page says where to go.
package enum CompetentAuthority: String, Sendable, Hashable, CaseIterable {
    /// The Ministry of Science, for whose graduates SAORG decides.
    case science
    /// The Ministry of Health: medical sciences.
    case health
    /// Islamic Azad University.
    case azad
    /// The Ministry of Education: teachers.
    case education

    /// Its name.
    package var name: Wording {
        switch self {
        case .science:
            Wording(
                fa: "وزارت علوم، تحقیقات و فناوری",
                en: "Ministry of Science, Research and Technology"
            )
        case .health:
            Wording(
                fa: "وزارت بهداشت، درمان و آموزش پزشکی",
                en: "Ministry of Health and Medical Education"
            )
        case .azad: Wording(fa: "دانشگاه آزاد اسلامی", en: "Islamic Azad University")
        case .education: Wording(fa: "وزارت آموزش و پرورش", en: "Ministry of Education")
        }
    }

    /// Whether SAORG decides about its graduates.
    package var isSAORG: Bool { self == .science }
}
