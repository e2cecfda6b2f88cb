package import Accounts
package import Casework
import Persian
package import Registry
package import VerifyCore

/// The services of SAORG: the one list from which programs, pages and tests take them.
package enum Services {
    /// Every version of which cases may exist.
    package static let catalog: ServiceCatalog = ServiceCatalog([
        .cartableRequest, .academicConfirmation, .graduationConfirmation, .degreeCorrection,
        .objection,
    ])

    /// The engine with these services, on the database of the persons.
    ///
    /// `alarm` is called for each row that was used and whose seal is not intact.
    package static func cases(
        _ roles: Roles,
        registry: Registry,
        keyring: LiveKeyring,
        settings: CaseSettings = CaseSettings(),
        outbox: Outbox,
        alarm: @escaping @Sendable (Keyring.SealVerdict) -> Void = { _ in }
    ) -> Cases {
        let cartables = Cartables(
            roles: roles,
            keyring: keyring,
            calendar: CalendarStore(database: roles.database),
            settings: settings,
            alarm: alarm
        )
        let documents = Documents(database: roles.database, keyring: keyring, alarm: alarm)
        return Cases(
            catalog: catalog,
            effects: effects(cartables, registry, roles),
            cartables: cartables,
            outbox: outbox,
            files: documents.caseFiles
        )
    }

    /// What pages show of the services, and the engine does not know.
    package static func ports(_ roles: Roles, registry: Registry) -> CasePorts {
        let documents = ClaimedDocuments(registry: registry, roles: roles)
        let degrees = CorrectedDegrees(registry: registry, roles: roles)
        return CasePorts(
            effects: effectSentences,
            holderRequest: Service.cartableRequest.id,
            subjects: subjects(roles, registry)
        ) { snapshot, now in
            switch snapshot.file.service {
            case Service.academicConfirmation.id, Service.graduationConfirmation.id:
                try await documents.shownComparison(of: snapshot, at: now)
            case Service.degreeCorrection.id:
                try await degrees.shownComparison(of: snapshot, at: now)
            default: nil
            }
        }
    }

    /// The bodies of the effects that the services name.
    static func effects(
        _ cartables: Cartables,
        _ registry: Registry,
        _ roles: Roles
    ) -> EffectBodies {
        let holder = CartableRequest.holder
        let documents = ClaimedDocuments(registry: registry, roles: roles)
        let degrees = CorrectedDegrees(registry: registry, roles: roles)
        return [
            "request-holder": cartables.requestingHolder(holder),
            "withdraw-holder-request": cartables.withdrawingHolder(holder),
            "approve-holder": cartables.approvingHolder(holder),
            "examine-claim": documents.examination,
            "review-claim": documents.review,
            "issue-degree": documents.issuing,
            "examine-confirmation": documents.confirmationExamination,
            "review-confirmation": documents.confirmationReview,
            "issue-confirmed": documents.confirmationIssuing,
            "examine-correction": degrees.examination,
            "review-correction": degrees.review,
            "correct-degree": degrees.correcting,
        ]
    }
}
