import Accounts
import Persian
import Store
import VerifyCore

/// The messages of an event, in its transaction: to persons by their proven contacts, to a unit by its official contact.
///
/// `CaseMessage` has their texts.
struct CaseNotices {
    let cases: Cases
    let service: Service
    let snapshot: CaseSnapshot
    let now: Timestamp
    /// The due of the case after the move; nil where another event of the same move has it.
    var due: DueTime?

    /// Stores the messages that an action declares.
    func send(
        _ recipients: [Recipient],
        of action: CaseAction,
        seq: Int64,
        in connection: Connection
    ) throws {
        for recipient in recipients {
            let news = news(for: recipient, of: action)
            for id in try persons(recipient, in: connection) {
                try send(to: id, recipient.template, news, seq: seq, in: connection)
            }
            if recipient == .ownerUnit {
                try send(
                    toUnit: service.owner,
                    recipient.template,
                    news,
                    seq: seq,
                    in: connection
                )
            }
        }
    }

    /// What a move means for one of its recipients.
    private func news(for recipient: Recipient, of action: CaseAction) -> CaseMessage.News {
        if let outcome = snapshot.file.outcome { return .closed(outcome) }
        if recipient == .ownerUnit || snapshot.file.since != now { return .done(action.title) }
        let step = service.step(snapshot.file.step)?.title ?? action.title
        switch (recipient, snapshot.file.waiting) {
        case (.holder, .cartable): return .atCartable
        case (.applicant, .applicant):
            return action.requires.contains(.returnedFields) ? .returned : .waitsForReader
        case (.party(let role), .person(let id))
        where snapshot.parties(role).contains { $0.person == id }:
            return .waitsForReader
        case (.respondent, .person(let id))
        where snapshot.parties(.respondent).contains { $0.person == id }:
            return .waitsForReader
        default: return .moved(step)
        }
    }

    /// Stores a reminder to the party for which the case waits.
    func remind(seq: Int64, in connection: Connection) throws {
        let persons: [PersonID]
        switch snapshot.file.waiting {
        case .applicant: persons = [snapshot.file.openedBy]
        case .person(let id): persons = [id]
        case .cartable: persons = try self.persons(.holder, in: connection)
        case .errands, .commission, .gateway, .date, .none: persons = []
        }
        for id in persons {
            try send(to: id, "case-reminder", .reminder, seq: seq, in: connection)
        }
    }

    /// Stores a message to the unit that is responsible for the service.
    func escalate(seq: Int64, in connection: Connection) throws {
        let template = Recipient.ownerUnit.template
        try send(toUnit: service.owner, template, .late, seq: seq, in: connection)
    }

    /// Stores the message that the office stayed silent: to the applicant, its holder, its organisation and the unit.
    func silence(seq: Int64, in connection: Connection) throws {
        for recipient in [Recipient.applicant, .holder] {
            for id in try persons(recipient, in: connection) {
                try send(to: id, recipient.template, .silent, seq: seq, in: connection)
            }
        }
        let unit = Recipient.ownerUnit.template
        try send(toUnit: service.owner, unit, .silent, seq: seq, in: connection)
        guard let office = snapshot.file.waiting.organisation, office != service.owner else {
            return
        }
        try send(toUnit: office, "case-office", .silent, seq: seq, in: connection)
    }

    /// Stores a message to the applicant that the due is another day.
    func dueMoved(seq: Int64, in connection: Connection) throws {
        let template = Recipient.applicant.template
        let news = isApplicantsTurn ? CaseMessage.News.waitsForReader : .dueMoved
        try send(to: snapshot.file.openedBy, template, news, seq: seq, in: connection)
    }

    private var isApplicantsTurn: Bool { snapshot.file.waiting == .applicant }

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
        _ news: CaseMessage.News,
        seq: Int64,
        in connection: Connection
    ) throws {
        if let unit = id.unit {
            return try send(toUnit: unit, template, news, seq: seq, in: connection)
        }
        guard let person = try cases.roles.signIn.people.person(id, in: connection),
            let contact = person.provenContact
        else { return }
        try enqueue(
            template,
            contact.channel,
            contact.text,
            news,
            in: person.language,
            seq: seq,
            connection
        )
    }

    private func send(
        toUnit code: OrganisationCode,
        _ template: String,
        _ news: CaseMessage.News,
        seq: Int64,
        in connection: Connection
    ) throws {
        guard let unit = try cases.roles.organisation(code.text, in: connection),
            !unit.contact.isEmpty
        else { return }
        try enqueue(template, .email, unit.contact, news, in: .fa, seq: seq, connection)
    }

    /// The words of a template of a gateway would not say what happened, so the text itself is sent: it has no tokens.
    private func enqueue(
        _ template: String,
        _ channel: AccountMessage.Channel,
        _ recipient: String,
        _ news: CaseMessage.News,
        in language: MessageLanguage,
        seq: Int64,
        _ connection: Connection
    ) throws {
        let text = CaseMessage(
            service,
            news,
            until: try until(news, in: connection),
            tracking: snapshot.file.tracking
        )
        let message = AccountMessage(
            source: snapshot.file.id,
            sequence: seq,
            template: template,
            channel: channel,
            recipient: recipient,
            subject: channel == .email ? text.subject(in: language) : "",
            body: channel == .email ? text.long(in: language) : text.short(in: language)
        )
        try cases.outbox.enqueue(message, source: .case, at: now, in: connection)
    }

    /// The due in the words of the calendar of the party for which the case waits; nil where the reader has none.
    private func until(
        _ news: CaseMessage.News,
        in connection: Connection
    ) throws -> Wording? {
        switch news {
        case .returned, .waitsForReader, .atCartable, .reminder, .late, .dueMoved: break
        case .moved, .done, .closed, .silent: return nil
        }
        guard let due else { return nil }
        var calendar = ClockCalendar(applicantReachedBy: [])
        if let code = snapshot.file.waiting.organisation,
            let office = try cases.roles.organisation(code.text, in: connection)
        {
            calendar = ClockCalendar(office: office)
        }
        return try cases.clocks.store.calendars(in: connection).calendar(of: calendar.scopes)
            .wording(of: due, today: now.tehranDate)
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
