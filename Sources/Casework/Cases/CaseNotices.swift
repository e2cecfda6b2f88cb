import Accounts
import Persian
import Store
import VerifyCore

/// The messages of an event, in its transaction: to persons by their proven contacts, to a unit by its official contact.
///
/// Texts have the titles of service and action and the tracking number, and nothing that was typed.
struct CaseNotices {
    let cases: Cases
    let service: Service
    let snapshot: CaseSnapshot
    let now: Timestamp

    /// Stores the messages that an action declares.
    func send(
        _ recipients: [Recipient],
        of action: CaseAction,
        seq: Int64,
        in connection: Connection
    ) throws {
        for recipient in recipients {
            let persons = try persons(recipient, in: connection)
            for id in persons {
                try send(to: id, recipient.template, action.title, seq: seq, in: connection)
            }
            if recipient == .ownerUnit {
                try send(
                    toUnit: service.owner,
                    recipient.template,
                    action.title,
                    seq: seq,
                    in: connection
                )
            }
        }
    }

    /// Stores a reminder to the party for which the case waits.
    func remind(seq: Int64, in connection: Connection) throws {
        let title = Wording(fa: "یادآوری", en: "Reminder")
        switch snapshot.file.waiting {
        case .applicant:
            try send(to: snapshot.file.openedBy, "case-reminder", title, seq: seq, in: connection)
        case .person(let id): try send(to: id, "case-reminder", title, seq: seq, in: connection)
        case .cartable:
            for id in try persons(.holder, in: connection) {
                try send(to: id, "case-reminder", title, seq: seq, in: connection)
            }
        case .errands, .commission, .gateway, .date, .none: break
        }
    }

    /// Stores a message to the unit that is responsible for the service.
    func escalate(seq: Int64, in connection: Connection) throws {
        let title = Wording(fa: "تأخیر", en: "Late")
        try send(
            toUnit: service.owner,
            Recipient.ownerUnit.template,
            title,
            seq: seq,
            in: connection
        )
    }

    /// Stores a message to the applicant that the due is another day.
    func dueMoved(_ title: Wording, seq: Int64, in connection: Connection) throws {
        let template = Recipient.applicant.template
        try send(to: snapshot.file.openedBy, template, title, seq: seq, in: connection)
    }

    private func persons(_ recipient: Recipient, in connection: Connection) throws -> [PersonID] {
        switch recipient {
        case .applicant: return [snapshot.file.openedBy]
        case .party(let role): return snapshot.parties(role).compactMap(\.person)
        case .respondent: return snapshot.parties(.respondent).compactMap(\.person)
        case .ownerUnit: return []
        case .holder:
            guard case .cartable(let role, let organisation) = snapshot.file.waiting,
                let cartable = try Cartable.find(
                    role,
                    service.id,
                    organisation,
                    in: connection
                ),
                let holder = try HolderRow.open(of: cartable.id, in: connection)
            else { return [] }
            return [holder.person]
        }
    }

    private func send(
        to id: PersonID,
        _ template: String,
        _ title: Wording,
        seq: Int64,
        in connection: Connection
    ) throws {
        if let unit = id.unit {
            return try send(toUnit: unit, template, title, seq: seq, in: connection)
        }
        guard let person = try cases.roles.signIn.people.person(id, in: connection),
            let contact = person.provenContact
        else { return }
        try enqueue(
            template,
            contact.channel,
            contact.text,
            text(title, in: person.language),
            seq: seq,
            in: connection
        )
    }

    private func send(
        toUnit code: OrganisationCode,
        _ template: String,
        _ title: Wording,
        seq: Int64,
        in connection: Connection
    ) throws {
        guard let unit = try cases.roles.organisation(code.text, in: connection),
            !unit.contact.isEmpty
        else { return }
        let text = text(title, in: .fa)
        try enqueue(template, .email, unit.contact, text, seq: seq, in: connection)
    }

    private func enqueue(
        _ template: String,
        _ channel: AccountMessage.Channel,
        _ recipient: String,
        _ text: String,
        seq: Int64,
        in connection: Connection
    ) throws {
        let message = AccountMessage(
            source: snapshot.file.id,
            sequence: seq,
            template: template,
            tokens: [snapshot.file.tracking],
            channel: channel,
            recipient: recipient,
            subject: channel == .email ? service.title.fa : "",
            body: text
        )
        try cases.outbox.enqueue(message, source: .case, at: now, in: connection)
    }

    private func text(_ title: Wording, in language: MessageLanguage) -> String {
        switch language {
        case .fa: "\(service.title.fa): \(title.fa)\nکد پیگیری:\n\(snapshot.file.tracking)"
        case .en: "\(service.title.en): \(title.en)\nTracking number:\n\(snapshot.file.tracking)"
        }
    }
}

extension PersonID {
    /// The unit in whose name a job or an effect opened a case (`case_file.opened_by`).
    static func unit(_ code: OrganisationCode) -> PersonID { PersonID("unit:\(code)") }

    /// The unit; nil for a person.
    fileprivate var unit: OrganisationCode? {
        description.hasPrefix("unit:") ? OrganisationCode(String(description.dropFirst(5))) : nil
    }
}

extension Recipient {
    /// The template of the outbox.
    var template: String {
        switch self {
        case .applicant: "case-applicant"
        case .party: "case-party"
        case .holder: "case-holder"
        case .ownerUnit: "case-owner-unit"
        case .respondent: "case-respondent"
        }
    }
}
