import Accounts
import Persian
import VerifyCore
import Web

/// The facts of an attestation, which the second attester compares with the person and the document.
extension GatedSite {
    func facts(of attestation: Attestation) async throws -> [SummaryList.Row] {
        var rows = [
            SummaryList.Row(
                attestation.number.kind.title,
                .prose(Prose("\(.latin(attestation.number.number))"))
            )
        ]
        if attestation.number.kind == .passport {
            rows.append(
                .init(
                    Wording(fa: "کشور صادرکننده", en: "Issuing state"),
                    .prose(Prose("\(.latin(attestation.number.country))"))
                )
            )
        }
        let name = attestation.name
        rows += [
            .init(Wording(fa: "نام در مدرک", en: "Name in the document"), names(name)),
            .init(
                Wording(fa: "نام در ثبت‌نام", en: "Name in the registration"),
                try await self.name(of: attestation.person)
            ),
            .init(
                Wording(fa: "تاریخ تولد", en: "Date of birth"),
                .wording(PersianTime.date(attestation.birthDate))
            ),
            .init(
                Wording(fa: "مدرک دیده‌شده", en: "Document that was seen"),
                .prose(Prose("\(.isolated(attestation.document))"))
            ),
            .init(
                Wording(fa: "محل", en: "Place"),
                try await self.name(ofOrganisation: attestation.organisation)
            ),
        ]
        if attestation.owner != nil {
            rows.append(.init(Wording(fa: "توجه", en: "Note"), .wording(Self.takesOver)))
        }
        return rows
    }

    private func names(_ name: PersonName) -> PageValue {
        let all = ["\(name.firstFa) \(name.lastFa)", "\(name.firstEn) \(name.lastEn)"]
            .filter { !$0.allSatisfy(\.isWhitespace) }
        return .prose(Prose("\(.isolated(all.joined(separator: " – ")))"))
    }

    /// What happens to a number that has an account already.
    private static let takesOver = Wording(
        fa: """
            این شماره حسابی تأییدشده دارد. پس از تأیید، به راه تماس پیشین آن خبر می‌دهیم و اگر تا ۷۲ ساعت کسی اعتراض \
            نکند، حساب به راه تماس تازه می‌رسد.
            """,
        en: """
            The number has a proven account. After the confirmation its former contact is notified, and unless it objects \
            within 72 hours the account moves to the new contact.
            """
    )
}

extension IDKind {
    /// The name of the kind.
    var title: Wording {
        switch self {
        case .national: Wording(fa: "شمارهٔ ملی", en: "National ID")
        case .passport: Wording(fa: "گذرنامه", en: "Passport")
        case .foreigner: Wording(fa: "شمارهٔ اتباع خارجی", en: "Number of a foreigner")
        }
    }
}
