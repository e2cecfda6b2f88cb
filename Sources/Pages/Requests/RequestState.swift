import Accounts
import Casework
import Persian
import Web

/// Where a request is, for the person who opened it: by role and organisation, never by a person's name.
extension GatedSite {
    /// Returns for whom a case waits.
    func whereabouts(_ waiting: Waiting) async throws -> Wording {
        switch waiting {
        case .applicant: return Wording(fa: "شما", en: "You")
        case .person:
            return Wording(fa: "شخص دیگری در این پرونده", en: "Another person of the case")
        case .cartable(let role, let code):
            let name = try await organisationName(code.text)
            return Wording(
                fa: "\(role.name.fa)، \(name.fa)",
                en: "\(role.name.en), \(name.en)"
            )
        case .errands:
            return Wording(fa: "بخش‌هایی که نظر می‌دهند", en: "The offices that give opinions")
        case .commission(let code): return try await organisationName(code.text)
        case .gateway: return Wording(fa: "پرداخت", en: "A payment")
        case .date: return Wording(fa: "روز تعیین‌شده", en: "A fixed day")
        case .none: return Wording(fa: "پایان یافته", en: "Ended")
        }
    }
}

extension VisibleCase {
    /// The party for which the case waits, with its address.
    var waiting: Waiting {
        switch waitsFor {
        case .applicant: .applicant
        case .cartable(let role, _): organisation.map { .cartable(role, $0) } ?? .errands
        case .commission: organisation.map { .commission($0) } ?? .errands
        case .party: .person(PersonID(""))
        case .errands: .errands
        case .gateway: .gateway
        case .date: .date
        case nil: .none
        }
    }
}

extension CaseOutcome {
    /// How a request ended.
    var ending: Wording {
        switch self {
        case .granted: Wording(fa: "پذیرفته شد", en: "Granted")
        case .issued: Wording(fa: "صادر شد", en: "Issued")
        case .paid: Wording(fa: "پرداخت شد", en: "Paid")
        case .refused: Wording(fa: "رد شد", en: "Refused")
        case .withdrawn: Wording(fa: "پس گرفتید", en: "Withdrawn")
        case .lapsed: Wording(fa: "مهلت گذشت", en: "The term ended")
        }
    }
}
