import Accounts
import Persian
import Store
import VerifyCore

/// The fields of a form that requests a holder.
package struct HolderRequestFields: Sendable {
    /// The role, in the word of `Role`.
    package let role: FieldName
    /// The service of the cartable.
    package let service: FieldName
    /// The national number of the person.
    package let person: FieldName
    /// The last day on which the person is the holder.
    package let until: FieldName

    /// Names the fields.
    package init(role: FieldName, service: FieldName, person: FieldName, until: FieldName) {
        self.role = role
        self.service = service
        self.person = person
        self.until = until
    }
}

extension Cartables {
    /// The effect of an opening: the cartable that the case names is `requested` by it.
    ///
    /// A cartable that has a holder stays `active` until the approval exchanges the holder.
    package func requestingHolder(_ fields: HolderRequestFields) -> EffectBody {
        EffectBody { context, connection in
            guard let cartable = try requested(fields, context, in: connection) else {
                return .refused(.unknownHolder)
            }
            let id = context.snapshot.file.id
            _ = try request(cartable, by: id, at: context.at, in: connection)
            return .done(reference: cartable.id)
        }
    }

    /// The effect of an end without approval: the cartable is `missing` again if this case had requested it.
    package func withdrawingHolder(_ fields: HolderRequestFields) -> EffectBody {
        EffectBody { context, connection in
            guard let cartable = try requested(fields, context, in: connection) else {
                return .refused(.unknownHolder)
            }
            if cartable.requestCase == context.snapshot.file.id {
                _ = try withdrawRequest(cartable, at: context.at, in: connection)
            }
            return .done(reference: cartable.id)
        }
    }

    /// The cartable that the form of a case names; nil where it names no role or service.
    private func requested(
        _ fields: HolderRequestFields,
        _ context: EffectContext,
        in connection: Connection
    ) throws -> Cartable? {
        guard let values = context.snapshot.submission?.values,
            let role = values.text(fields.role).flatMap({ Role(rawValue: $0) }),
            let service = values.text(fields.service).map({ ServiceID($0) })
        else { return nil }
        let organisation = context.snapshot.file.organisation
        return try ensure(role, service, organisation, at: context.at, in: connection)
    }

    /// The person with a number: the one who has proven it, or the only one with the role among those who state it.
    ///
    /// A member of staff who was invited may not have proven the number yet. nil for an unknown number and for two such
    /// persons; without the role the person is returned, and refused with that reason.
    private func holder(
        _ number: IDNumber,
        of cartable: Cartable,
        at now: Timestamp,
        in connection: Connection
    ) throws -> Person? {
        let people = roles.signIn.people
        if let owner = try people.owner(of: number, in: connection) { return owner }
        let persons = try people.persons(with: number, in: connection)
        let withRole = try persons.filter { person in
            try hasRole(person.id, of: cartable, at: now, in: connection)
        }
        return withRole.count > 1 ? nil : withRole.first ?? persons.first
    }

    /// The effect of an approval: the person whom a case requests becomes the holder of the cartable of the case's
    /// organisation.
    ///
    /// The requester is the person who opened the case, the approver the person who moves it; what is not possible is
    /// refused with a sentence.
    package func approvingHolder(_ fields: HolderRequestFields) -> EffectBody {
        EffectBody { context, connection in
            guard let approver = context.actor,
                let values = context.snapshot.submission?.values,
                let cartable = try requested(fields, context, in: connection),
                let number = try? IDNumber(.national, typed: values.text(fields.person) ?? ""),
                let person = try holder(number, of: cartable, at: context.at, in: connection)
            else { return .refused(.unknownHolder) }
            let result = try approve(
                person.id,
                for: cartable,
                requestedBy: context.snapshot.file.openedBy,
                approvedBy: approver,
                until: values.end(ofDay: fields.until),
                at: context.at,
                in: connection
            )
            switch result {
            case .done(let active): return .done(reference: active.id)
            case .noRole: return .refused(.holderWithoutRole)
            case .samePerson: return .refused(.sameApprover)
            case .state: return .refused(.unknownHolder)
            }
        }
    }
}

extension FormValues {
    /// 24:00 of the day that a field names; nil where it names none.
    fileprivate func end(ofDay field: FieldName) -> Timestamp? {
        guard case .date(let day) = self[field] else { return nil }
        return .start(ofTehranDay: CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1))
    }
}

extension Wording {
    fileprivate static let unknownHolder = Wording(
        fa: "شخص یا کارتابل درخواست‌شده شناخته نیست.",
        en: "The requested person or cartable is not known."
    )
    fileprivate static let holderWithoutRole = Wording(
        fa: "این شخص در سازمان یادشده نقش لازم را ندارد؛ نخست نقش را بدهید.",
        en: "The person does not have the role in the organisation; grant the role first."
    )
    fileprivate static let sameApprover = Wording(
        fa: "تأییدکننده نمی‌تواند درخواست‌دهنده یا دارندهٔ کارتابل باشد.",
        en: "The approver may be neither the requester nor the holder."
    )
}
