import Accounts
import Casework
import Foundation
import Persian
import Registry
import Services
import Store
import VerifyCore

/// The cases of the demonstration, one in every state: made day by day by the calls that the pages make, with the workers
/// run in between, so that timers, messages and due times are those of a real past.
struct DemoCases {
    /// How many days of the past the cases have.
    static let days = 75

    let cast: DemoCast
    let roles: Roles
    let registry: Registry
    let cases: Cases
    let documents: Documents
    let outbox: Outbox
    let database: Database
    let today: Timestamp

    /// Prepares the engine as the daemon has it.
    init(
        _ cast: DemoCast,
        _ database: Database,
        _ keyring: LiveKeyring,
        host: String,
        until today: Timestamp
    ) {
        self.cast = cast
        self.database = database
        self.today = today
        outbox = Outbox(database: database, keyring: keyring)
        registry = Registry(database: database, keyring: keyring, host: host)
        let cases = Services.cases(
            cast.roles,
            registry: registry,
            keyring: keyring,
            outbox: outbox
        )
        self.cases = cases
        documents = Documents(database: database, keyring: keyring) { _ in }
        roles = Roles(
            signIn: cast.roles.signIn,
            ended: { try cases.cartables.endHolders(on: $0, at: $1, in: $2) }
        )
    }

    /// Something that happens in a case on a day before today.
    struct Deed {
        let daysAgo: Int
        let document: String
        let action: ActionName?
        let actor: (role: String, organisation: String)
        var institution = "1001"
        var service = DemoCases.service
        /// The document of the refused request to which it objects.
        var about = ""
    }

    /// Makes every case; returns a line for each.
    func make() async throws -> [String] {
        let citizen = try cast.member("citizen", of: "iran")
        guard let service = cases.catalog.newest(Self.service),
            try await cases.standing(of: citizen, for: service, at: today) == .open
        else { throw DemoFailure("the service \(Self.service) is not offered") }
        let start = today.adding(seconds: -Int64(Self.days) * 86_400)
        _ = try await CalendarStore(database: database)
            .loadOfficialWhereNone(by: "demo", at: start)
        try await cast.makeUniversities()
        try await giveCartables(at: start)
        var ids: [String: String] = [:]
        for day in stride(from: Self.days, through: 0, by: -1) {
            // At ten o'clock in Tehran, or a moment ago.
            let midnight = today.secondsSinceEpoch / 86_400 * 86_400 - Int64(day) * 86_400
            let now = min(Timestamp(secondsSinceEpoch: midnight + 23_400), today)
            if day == 6 { try await leave(at: now) }
            for deed in Self.deeds where deed.daysAgo == day {
                try await perform(deed, &ids, at: now)
            }
            try await work(at: now)
        }
        try await shareExpired(ids["ب/۱۰۸"] ?? "", at: today.adding(seconds: -20 * 86_400))
        try await keepDraft(at: today)
        return Self.tour.map { state, document in
            let id = ids[document].map { " /cases/\($0)" } ?? ""
            return "case \(state):\(id)"
        }
    }

    /// The states for the list of the terminal, each with the document that is in it.
    private static let tour = [
        ("in time", "ب/۱۰۱"), ("late", "ب/۱۰۲"), ("returned to the graduate", "ب/۱۰۳"),
        ("waiting for SAORG", "ب/۱۰۴"), ("at a silent university", "ب/۱۰۵"),
        ("without a cartable", "ب/۱۰۶"), ("at a cartable whose holder left", "ب/۱۰۷"),
        ("issued, with an expired share link", "ب/۱۰۸"), ("refused", "ب/۱۰۹"),
        ("refused, with an objection", "ب/۱۱۰"), ("objection at SAORG", "اعتراض"),
        ("confirmed before graduation", "ب/۱۱۱"),
    ]

    /// What happens, by document; a further state is some lines here and one in `tour`.
    private static let deeds: [Deed] = {
        let citizen = ("citizen", "iran")
        let reviewer = ("reviewer", "1001")
        let office = ("graduates-office", "graduates")
        return [
            Deed(daysAgo: 2, document: "ب/۱۰۱", action: nil, actor: citizen),
            Deed(daysAgo: 24, document: "ب/۱۰۲", action: nil, actor: citizen),
            Deed(daysAgo: 8, document: "ب/۱۰۳", action: nil, actor: citizen),
            Deed(daysAgo: 3, document: "ب/۱۰۳", action: "return", actor: reviewer),
            Deed(daysAgo: 5, document: "ب/۱۰۴", action: nil, actor: citizen),
            Deed(daysAgo: 1, document: "ب/۱۰۴", action: "agree", actor: reviewer),
            Deed(daysAgo: 74, document: "ب/۱۰۵", action: nil, actor: citizen),
            Deed(
                daysAgo: 4,
                document: "ب/۱۰۶",
                action: nil,
                actor: citizen,
                institution: "1002"
            ),
            Deed(
                daysAgo: 7,
                document: "ب/۱۰۷",
                action: nil,
                actor: citizen,
                institution: "1003"
            ),
            Deed(daysAgo: 40, document: "ب/۱۰۸", action: nil, actor: citizen),
            Deed(daysAgo: 36, document: "ب/۱۰۸", action: "agree", actor: reviewer),
            Deed(daysAgo: 34, document: "ب/۱۰۸", action: "issue", actor: office),
            Deed(daysAgo: 12, document: "ب/۱۰۹", action: nil, actor: citizen),
            Deed(daysAgo: 9, document: "ب/۱۰۹", action: "refuse", actor: reviewer),
            Deed(daysAgo: 20, document: "ب/۱۱۰", action: nil, actor: citizen),
            Deed(daysAgo: 16, document: "ب/۱۱۰", action: "refuse", actor: reviewer),
            Deed(
                daysAgo: 3,
                document: "اعتراض",
                action: nil,
                actor: citizen,
                service: "refusal-objection",
                about: "ب/۱۱۰"
            ),
            Deed(
                daysAgo: 2,
                document: "ب/۱۱۱",
                action: nil,
                actor: citizen,
                service: "graduation-confirmation"
            ),
        ]
    }()
}

/// Why a part of the demonstration could not be made.
struct DemoFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
