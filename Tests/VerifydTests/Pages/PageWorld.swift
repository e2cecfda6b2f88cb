import Accounts
import Casework
import HTTPTypes
import Persian
import Registry
import Store
import Testing
import VerifyCore

@testable import Pages
@testable import Web
@testable import verifyd

/// A test app with two universities, an applicant of each kind, staff of each role, and an object for each parameter of a
/// page's address.
struct PageWorld {
    let desk: ConfirmationDesk
    let readers: [Reader]
    /// The objects by kind; each has three: mine, a colleague's or another person's at the same university, a foreign one.
    let objects: [Kind: [String]]

    /// The kinds of objects that an address names.
    enum Kind: Hashable {
        case organisation, caseFile, document, degree, grant, delegation, proposal, person, session
        case upload
    }

    /// An identity, and what its browser keeps.
    struct Reader {
        let name: String
        var browser: TestBrowser
        var key: String?
    }

    /// An id of nothing.
    static let absent = "00000000-0000-4000-8000-000000000000"

    static func with(_ body: (PageWorld) async throws -> Void) async throws {
        try await ConfirmationDesk.with(["rate-limits": "off"]) { desk in
            let staff = desk.staff
            let second = try await staff.member(.head, in: "1002", 75)
            let foreign = try await staff.member(.uploader, in: "1002", 76, by: second)
            let uploader = try await staff.member(.uploader, 77, by: desk.head)
            let help = try await staff.member(.helpDesk, in: "saorg", 78)
            let outsider = try await staff.seed.citizen(79)
            staff.test.clock.pass(4 * 86_400)
            let members: [(String, StaffSeed.Member, SignInSession.Kind)] = [
                ("applicant", desk.graduate, .citizen), ("outsider", outsider, .citizen),
                ("reviewer", desk.reviewer, .staff), ("confirmer", desk.confirmer, .staff),
                ("uploader", uploader, .staff), ("head", desk.head, .staff),
                ("foreign", foreign, .staff), ("officer", staff.administrator, .staff),
                ("help", help, .staff),
            ]
            var readers = [Reader(name: "visitor", browser: TestBrowser())]
            readers[0].browser.cookies[staff.test.app.cookies.browser] = BrowserSecret().text
            for (name, member, kind) in members {
                let browser = try await desk.browser(of: member, kind)
                readers.append(Reader(name: name, browser: browser))
            }
            readers.append(
                Reader(
                    name: "key",
                    browser: readers[0].browser,
                    key: staff.test.variables["tehran_files_key"]
                )
            )
            var objects = try await Self.cases(desk, outsider)
            objects[.organisation] = ["1001", "1001", "1002"]
            objects[.person] = [
                desk.graduate.person.description, desk.confirmer.person.description,
                foreign.person.description,
            ]
            objects.merge(try await Self.staffObjects(desk, foreign)) { own, _ in own }
            objects.merge(try await Self.uploads(desk, uploader, foreign)) { own, _ in own }
            objects[.session] = try await Self.sessions(desk, foreign)
            try await body(PageWorld(desk: desk, readers: readers, objects: objects))
        }
    }
}

/// The objects.
extension PageWorld {
    private static func cases(
        _ desk: ConfirmationDesk,
        _ outsider: StaffSeed.Member
    ) async throws -> [Kind: [String]] {
        let mine = try await desk.request()
        let snapshot = try #require(try await desk.cases.snapshot(mine))
        let document = try #require(snapshot.files.first?.file.document)
        let registry = desk.staff.test.app.domain.registry
        var degrees: [String] = []
        for number in [810, 790] {
            degrees.append(
                try await registry.issue(
                    try .invented(number),
                    by: .saorg(name: "test"),
                    at: desk.staff.now
                ).id
            )
        }
        return [
            .caseFile: [mine, mine, try await foreignCase(desk)],
            .document: [document, document, document],
            .degree: [degrees[0], degrees[1], degrees[1]],
        ]
    }

    /// A case of another person at the university 1002.
    private static func foreignCase(_ desk: ConfirmationDesk) async throws -> String {
        let other = try await desk.staff.seed.citizen(80)
        let people = desk.staff.test.app.domain.people
        let (number, now) = (try desk.staff.seed.draft(80).number, desk.staff.now)
        try await people.database.write { connection in
            try people.proveNumber(
                number,
                of: other.person,
                source: .identityCheck,
                at: now,
                in: connection
            )
        }
        let scan = try await desk.staff.store("%PDF-1.7 another diploma", by: other)
        let opened = try await desk.cases.open(
            OpenRequest(
                "academic-confirmation",
                moveID: "foreign",
                by: .person(other.person),
                form: [
                    "institution": "1002", "document_kind": "diploma",
                    "document_number": "ب/۴۷۲", "level": "bachelor", "field_fa": "مهندسی عمران",
                    "mode": "day", "graduation_date": "1399/06/31", "average": "17.52",
                    "first_name_fa": "پارسا", "last_name_fa": "همکار",
                    "scan": .documents([TypedDocument(scan, name: "diploma.pdf")]),
                    "true": "yes",
                ],
                at: now
            )
        )
        return try #require(opened.receipt?.caseID, "\(opened)")
    }

    private static func staffObjects(
        _ desk: ConfirmationDesk,
        _ foreign: StaffSeed.Member
    ) async throws -> [Kind: [String]] {
        let (roles, now) = (desk.staff.test.app.domain.roles, desk.staff.now)
        var grants: [String] = []
        for member in [desk.reviewer, desk.confirmer, foreign] {
            grants.append(try #require(try await roles.grants(of: member.person).first?.id))
        }
        let request = DelegationRequest(
            of: desk.reviewer.person,
            to: desk.confirmer.person,
            role: .reviewer,
            in: "1001",
            from: now.adding(seconds: 10 * 86_400),
            until: now.adding(seconds: 12 * 86_400)
        )
        var delegation = absent
        if case .delegated(let made) = try await roles.delegate(
            request,
            by: .person(desk.head.person, network: ""),
            at: now
        ) {
            delegation = made.id
        }
        let proposal = try await roles.propose(
            .block(foreign.person, reason: "test"),
            by: .commandLine("test"),
            at: now
        )
        return [
            .grant: grants, .delegation: [delegation, delegation, delegation],
            .proposal: [proposal.id, proposal.id, proposal.id],
        ]
    }

    private static func uploads(
        _ desk: ConfirmationDesk,
        _ uploader: StaffSeed.Member,
        _ foreign: StaffSeed.Member
    ) async throws -> [Kind: [String]] {
        let (domain, now) = (desk.staff.test.app.domain, desk.staff.now)
        var ids: [String] = []
        for (code, member) in [("1001", uploader), ("1001", uploader), ("1002", foreign)] {
            let id = try await domain.registry.beginUpload(
                by: .institution(code: code, name: member.person.description),
                at: now
            )
            try await domain.registry.append(Array("x\n1\n".utf8), to: id, at: now)
            let roles = domain.roles
            try await domain.registry.finishReceiving(id, at: now) { _, connection in
                try roles.addUploadOrder(
                    id,
                    for: .fill,
                    named: "file.csv",
                    in: code,
                    by: .person(member.person, network: ""),
                    at: now,
                    in: connection
                )
            }
            ids.append(id)
        }
        _ = try await desk.staff.test.obey("work")
        return [.upload: ids]
    }

    private static func sessions(
        _ desk: ConfirmationDesk,
        _ foreign: StaffSeed.Member
    ) async throws -> [String] {
        let signIn = desk.staff.test.app.domain.signIn
        var ids: [String] = []
        let owners: [(StaffSeed.Member, SignInSession.Kind)] = [
            (desk.graduate, .citizen), (desk.confirmer, .staff), (foreign, .staff),
        ]
        for (member, kind) in owners {
            // Another session than that of the reader, which ends with its form.
            let known = try await signIn.sessions(of: member.person, at: desk.staff.now).map(\.id)
            _ = try await desk.browser(of: member, kind)
            let all = try await signIn.sessions(of: member.person, at: desk.staff.now).map(\.id)
            ids.append(try #require(all.first { !known.contains($0) }))
        }
        return ids
    }
}

/// Requests.
extension PageWorld {
    /// The kind of object that a parameter of an address names; nil for a parameter whose value is a word.
    static func kind(of parameter: Substring, in path: String) -> Kind? {
        switch parameter {
        case ":code":
            path.hasPrefix("/staff/organisations/") || path.hasPrefix("/staff/data-bank/")
                ? .organisation : nil
        case ":document": .document
        case ":id":
            [
                ("/cases/", Kind.caseFile), ("/degrees/", .degree), ("/staff/grants/", .grant),
                ("/staff/delegations/", .delegation), ("/staff/proposals/", .proposal),
                ("/staff/people/", .person), ("/account/sessions/", .session),
                ("/staff/organisations/", .upload),
            ].first { path.hasPrefix($0.0) }?.1
        default: nil
        }
    }

    /// Words for the parameters that name no object.
    private static let words = [
        ":action": "agree", ":service": "academic-confirmation", ":share": absent, ":view": "1",
        ":challenge": absent, ":token": absent,
    ]

    /// Returns an address with the objects of one column; nil for a parameter that has neither object nor word.
    func address(_ path: String, _ column: Int) -> String? {
        var parts: [String] = []
        for part in path.split(separator: "/") {
            guard part.hasPrefix(":") else {
                parts.append(String(part))
                continue
            }
            if let kind = Self.kind(of: part, in: path) {
                guard let ids = objects[kind] else { return nil }
                let nothing = kind == .organisation ? "9999" : Self.absent
                parts.append(column < ids.count ? ids[column] : nothing)
            } else if let word = Self.words[String(part)] {
                parts.append(word)
            } else {
                return nil
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// Sends a request of a reader, with the token of the form where it is a form.
    func send(
        _ method: HTTPRequest.Method,
        _ path: String,
        as reader: Reader
    ) async throws -> TestApp.Answer {
        let test = desk.staff.test
        var fields: HTTPFields = [:]
        if !reader.browser.cookies.isEmpty { fields[.cookie] = reader.browser.text }
        if let key = reader.key { fields[.authorization] = "Bearer \(key)" }
        guard method == .post else { return try await test.send(method, path, fields, "") }
        let cookies = test.app.cookies
        let secret =
            reader.browser.cookies[cookies.session] ?? reader.browser.cookies[cookies.browser] ?? ""
        let tokens = FormTokens(keyring: test.app.domain.keyring)
        let token = tokens.token(of: path, for: secret) ?? ""
        if let name = HTTPField.Name("Sec-Fetch-Site") { fields[name] = "same-origin" }
        fields[.contentType] = "application/x-www-form-urlencoded"
        // A form of a case has the id of its move, and the revision that it was made for.
        let body = "\(PageForm.tokenField)=\(token)&move=\(CaseID.make())&revision=1"
        fields[.contentLength] = String(body.utf8.count)
        return try await test.send(.post, path, fields, body)
    }
}
