import Accounts
import Persian
import Web

extension Proposal {
    /// What is proposed, in a few words.
    var title: Wording {
        switch change {
        case .grant: Wording(fa: "دادن نقش", en: "Grant a role")
        case .grants(let requests):
            Wording(
                fa: "دادن \(Digits.persian(String(requests.count))) نقش",
                en: "Grant \(requests.count) roles"
            )
        case .end: Wording(fa: "پایان یک نقش", en: "End a role")
        case .reset: Wording(fa: "رمزهای تازه برای یک همکار", en: "New credentials for a person")
        case .block: Wording(fa: "بستن حساب", en: "Block a person")
        case .unblock: Wording(fa: "باز کردن حساب", en: "End a block")
        case .attest: Wording(fa: "گواهی هویت", en: "Attest an identity")
        case .join: Wording(fa: "یکی کردن دو حساب", en: "Join two accounts")
        case .delegation:
            Wording(fa: "جانشینی بیش از ۱۲۰ روز", en: "A deputy for more than 120 days")
        case nil: Wording(fa: "با مهر خود نمی‌خواند", en: "Does not match its seal")
        }
    }
}

/// The facts of a proposed change, for the person who decides.
extension GatedSite {
    /// Returns the person who proposed; the machine for the command line.
    func proposer(of proposal: Proposal) async throws -> PageValue {
        guard let person = proposal.proposer else {
            return .wording(fa: "خط فرمان سرور", en: "the command line")
        }
        return try await name(of: person)
    }

    /// Returns the facts of a change.
    func facts(of change: ProposedChange) async throws -> [SummaryList.Row] {
        switch change {
        case .grant(let request): return try await facts(of: request)
        case .grants(let requests):
            var rows: [SummaryList.Row] = []
            for request in requests {
                let (name, code) = (request.role.name, request.organisation)
                rows.append(
                    .init(
                        Wording(fa: "\(name.fa) – \(code)", en: "\(name.en) – \(code)"),
                        try await candidate(of: request)
                    )
                )
            }
            return rows
        case .end(let id, let reason):
            guard let grant = try await app.domain.roles.grant(id) else { return [] }
            return [
                person(try await name(of: grant.person)), role(grant.role),
                organisation(try await name(ofOrganisation: grant.organisation)),
                because(reason),
            ]
        case .reset(let id, let reason), .block(let id, let reason), .unblock(let id, let reason):
            return [person(try await name(of: id)), because(reason)]
        case .attest(let attestation): return try await facts(of: attestation)
        case .join(let one, let other):
            return [
                person(try await name(of: one)),
                .init(Wording(fa: "به حساب", en: "Into the account of"), try await name(of: other)),
            ]
        case .delegation(let request):
            return [
                .init(Wording(fa: "غایب", en: "Absent"), try await name(of: request.delegator)),
                .init(Wording(fa: "جانشین", en: "Deputy"), try await name(of: request.deputy)),
                role(request.role),
                organisation(try await name(ofOrganisation: request.organisation)),
                .init(
                    Wording(fa: "از", en: "From"),
                    .wording(PersianTime.moment(request.from))
                ),
                .init(
                    Wording(fa: "تا", en: "Until"),
                    .wording(PersianTime.moment(request.until))
                ),
            ]
        }
    }

    private func facts(of request: GrantRequest) async throws -> [SummaryList.Row] {
        [
            person(try await candidate(of: request)), role(request.role),
            organisation(try await name(ofOrganisation: request.organisation)),
            .init(
                Wording(fa: "تا", en: "Until"),
                request.until.map { .wording(PersianTime.moment($0)) }
                    ?? .wording(fa: "بی پایان", en: "without an end")
            ),
        ]
    }

    private func candidate(of request: GrantRequest) async throws -> PageValue {
        switch request.candidate {
        case .person(let id): try await name(of: id)
        case .invited(let draft): .prose(Prose("\(.isolated(draft.name.full))"))
        }
    }

    private func person(_ value: PageValue) -> SummaryList.Row {
        .init(Wording(fa: "شخص", en: "Person"), value)
    }

    private func role(_ role: Role) -> SummaryList.Row {
        .init(Wording(fa: "نقش", en: "Role"), .wording(role.name))
    }

    private func organisation(_ value: PageValue) -> SummaryList.Row {
        .init(Wording(fa: "سازمان", en: "Organisation"), value)
    }

    private func because(_ reason: String) -> SummaryList.Row {
        .init(Wording(fa: "علت", en: "Reason"), .prose(Prose("\(.isolated(reason))")))
    }
}
