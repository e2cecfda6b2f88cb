import Accounts
import HTTPTypes
import Persian
import Registry
import Store
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// A graduate of level 1 with a degree, and another person.
struct DegreeDesk {
    let test: TestApp
    let graduate: StaffSeed.Member
    let other: StaffSeed.Member
    let degree: IssuedDegree

    private static let number = 82
    static let saorg = Actor.saorg(name: "test")

    static func with(
        _ settings: [String: String] = [:],
        _ body: (DegreeDesk) async throws -> Void
    ) async throws {
        try await TestApp.with(settings) { test in
            let seed = StaffSeed(test: test)
            let desk = DegreeDesk(
                test: test,
                graduate: try await seed.citizen(number),
                other: try await seed.citizen(number + 1),
                degree: try await test.app.domain.registry.issue(
                    try .invented(number * 10),
                    by: saorg,
                    at: test.clock.now
                )
            )
            try await desk.match(desk.graduate, seed.draft(number).number)
            try await desk.match(desk.other, seed.draft(number + 1).number)
            try await body(desk)
        }
    }

    /// Proves the number of a person, as an answer of the registers does.
    private func match(_ member: StaffSeed.Member, _ number: IDNumber) async throws {
        let people = test.app.domain.people
        let now = test.clock.now
        try await people.database.write { connection in
            try people.proveNumber(
                number,
                of: member.person,
                source: .identityCheck,
                at: now,
                in: connection
            )
        }
    }

    /// The address of the degree, or of a page below it.
    func path(_ page: String = "") -> String { "/degrees/\(degree.id)\(page)" }

    func page(_ path: String) async throws -> TestApp.Answer {
        try await test.get(path, graduate.browser)
    }

    /// Opens a page of the graduate and sends a form of it.
    func send(
        _ form: [String: String],
        to path: String,
        on page: String? = nil
    ) async throws -> TestApp.Answer {
        var browser = graduate.browser
        browser.receive([:], try await test.get(page ?? path, browser).text)
        return try await test.post(path, form, browser)
    }

    /// A link as a reader gets it.
    struct Link {
        let path: String
        let pin: String?

        var token: String { String(path.split(separator: "/").last ?? "") }
    }

    /// Makes a link by the pages: the form, the page that checks it, the link.
    func share(
        _ fields: [String] = ["holder", "field"],
        uses: Int = 5,
        pin: Bool = true
    ) async throws -> Link? {
        var form = ["days": "7", "uses": "\(uses)", "pin": pin ? "yes" : "no"]
        for field in fields { form["show-\(field)"] = "yes" }
        let new = path("/shares/new")
        let check = try await send(form, to: new)
        guard check.status == 200, check.text.contains("value=\"make\"") else { return nil }
        let made = try await send(form.merging(["step": "make"]) { $1 }, to: new)
        let link = made.text[...].between("class=\"hex\" translate=\"no\">", "</bdi>")?
            .replacing("<span>", with: "").replacing("</span>", with: "")
        let digits = made.text.firstMatch(of: /<bdi dir="ltr" translate="no">([0-9]{6})<\/bdi>/)
        return link.map {
            Link(
                path: String($0.replacing("https://sehat.example.ir", with: "")),
                pin: digits.map { String($0.1) }
            )
        }
    }

    /// Presses the button of a link's page, as a reader without a session.
    func use(
        _ link: Link,
        pin: String? = nil,
        site: String? = "same-origin"
    ) async throws -> TestApp.Answer {
        try await test.post(
            link.path,
            (pin ?? link.pin).map { ["pin": $0] } ?? [:],
            TestBrowser(),
            site: site
        )
    }

    var grants: [ShareGrant] {
        get async throws {
            let record = try await test.app.domain.registry.degree(id: degree.id, by: Self.saorg)
                .record
            let holder = HolderIdentity(.national, country: "", number: record.idNumber)
            return try await test.app.domain.registry.shares(
                ofDegree: degree.id,
                heldBy: [holder],
                at: test.clock.now
            ) ?? []
        }
    }
}
