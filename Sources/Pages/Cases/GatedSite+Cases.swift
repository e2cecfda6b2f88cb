import Accounts
import Casework
import Hummingbird
import Persian
import Web

extension GatedSite {
    /// Returns the case of the address as the reader sees it.
    ///
    /// A session without password and TOTP opens no role: in it an official is a person without a part in the case.
    ///
    /// - Throws: 404 for a case in which the reader has no part, as for one that does not exist.
    func caseView(_ request: PageRequest) async throws -> CaseView {
        guard let view = try await caseViewIfVisible(request) else { throw Problem.notFound }
        return view
    }

    /// Returns the case of the address as the reader sees it; nil where the reader has no part in it.
    func caseViewIfVisible(_ request: PageRequest) async throws -> CaseView? {
        let session = try request.requireSession()
        let id = try request.context.parameters.require("id")
        let view = try await app.domain.cases.view(id, of: session.person, at: request.now)
        guard let view, session.kind == .staff || view.isForPersons else { return nil }
        return view
    }

    /// Returns a due time with its moment for programs.
    func due(
        _ due: Timestamp,
        isProvisional: Bool = false,
        at now: Timestamp
    ) async throws -> PageValue {
        let words = try await app.domain.cases.wording(
            of: due,
            isProvisional: isProvisional,
            on: now.tehranDate
        )
        return .prose(Self.time(words, due))
    }

    /// A moment in words, in `<time>`.
    static func time(_ words: Wording, _ moment: Timestamp) -> Prose {
        Prose(
            fa: "\(.time(words.fa, datetime: moment.description))",
            en: "\(.time(words.en, datetime: moment.description))"
        )
    }

    /// Returns the party of a step for readers: its role and organisation, never the name of a person.
    func party(of view: CaseView, in step: Step?) async throws -> Wording? {
        guard let step else { return nil }
        guard case .cartable(let role, _) = step.waitsFor else {
            return CaseWords.party(step.waitsFor)
        }
        guard let code = view.organisation(of: step) else { return role.name }
        let name = try await organisationName(code.text)
        // A unit may have the name of its role: the office for the affairs of graduates.
        return Wording(
            fa: role.name.fa == name.fa ? name.fa : "\(role.name.fa)، \(name.fa)",
            en: role.name.en == name.en ? name.en : "\(role.name.en), \(name.en)"
        )
    }
}

extension CaseView {
    /// The organisation of a step, as far as the reader's answers and the place of the case name it.
    func organisation(of step: Step) -> OrganisationCode? {
        if step.name == visible.step, let code = visible.organisation { return code }
        guard case .cartable(_, let reference) = step.waitsFor else { return nil }
        switch reference {
        case .unit(let code), .outside(let code): return code
        case .chosen(let field): return visible.values.text(field).map { OrganisationCode($0) }
        case .asIn(let name):
            // A declaration never leads from a step back to itself.
            guard name != step.name, let other = service.step(name) else { return nil }
            return organisation(of: other)
        case .ofApplicant: return nil
        }
    }

    /// The open action with a name; nil where it is not open to the reader.
    func open(_ name: String) -> OpenAction? { actions.first { $0.action.name.text == name } }
}
