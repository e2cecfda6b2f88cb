import Accounts
import Casework
import Persian
import Registry
import VerifyCore

/// What the forms of the services are about: a degree, a document of the data bank, a refused case.
extension Services {
    static func subjects(_ roles: Roles, _ registry: Registry) -> RequestSubjects {
        let reader = SubjectReader(registry: registry, roles: roles)
        return RequestSubjects(
            ofDegrees: [Service.degreeCorrection.id],
            entry: { service, typed, person, now in
                switch service.id {
                case Service.degreeCorrection.id: try await reader.degree(typed, of: person)
                case Service.graduationConfirmation.id:
                    try await reader.document(typed, of: person, at: now)
                default: .notAsked
                }
            },
            start: { service, id, person in
                service.id == Service.degreeCorrection.id
                    ? try await reader.start(atDegree: id, of: person) : nil
            }
        )
    }
}

/// Reads the entries of the register that forms name.
private struct SubjectReader: Sendable {
    let registry: Registry
    let roles: Roles

    /// The degree whose code was typed.
    func degree(_ typed: TypedForm, of person: Person) async throws -> EntrySearch {
        guard let text = typed.text("code") else { return .notAsked }
        let code: AuthenticityCode
        do {
            code = try AuthenticityCode(parsing: text)
        } catch {
            return .absent("code", VerdictWording.message(for: error) ?? .codeMistyped)
        }
        guard
            let held = try await registry.degree(
                withCode: code,
                heldBy: person.holderIdentities
            )
        else { return .absent("code", .notYourCode) }
        guard held.degree.status == .active else { return .absent("code", .notInForce) }
        var values = Self.values(of: Graduate(held.record))
        values["code"] = code.digits
        return .found(values)
    }

    /// The document that the university filed under the typed number.
    func document(
        _ typed: TypedForm,
        of person: Person,
        at now: Timestamp
    ) async throws -> EntrySearch {
        guard let institution = typed.text("institution"),
            let kind = typed.text("document_kind").flatMap({ DocumentKind(rawValue: $0) }),
            let number = typed.text("document_number")
        else { return .notAsked }
        let search = try await registry.awaitedDocument(
            of: institution,
            kind,
            number: number,
            heldBy: person.holderIdentities,
            on: now.tehranDate
        )
        guard case .awaited(let document) = search else {
            return .absent("document_number", search.refusal ?? .nothingRecorded)
        }
        return .found(Self.values(of: document.graduate))
    }

    /// The first answer of a report that begins at a degree in force of the person.
    func start(atDegree id: String, of person: Person) async throws -> TypedForm? {
        let details = try await registry.degree(id: id, heldBy: person.holderIdentities)
        guard let held = details?.held, held.degree.status == .active else { return nil }
        return ["code": .text(held.degree.code.digits)]
    }

    /// The values of a document by the names of their fields; an empty value is none.
    private static func values(of graduate: Graduate) -> [String: String] {
        var values: [String: String] = [:]
        for column in GraduateColumn.allCases {
            let text = graduate.text(of: column)
            if !text.isEmpty { values[ClaimedDocuments.field(of: column).text] = text }
        }
        return values
    }
}

extension TypedForm {
    /// The text of an answer; nil for an empty one.
    fileprivate func text(_ name: String) -> String? {
        guard case .text(let text)? = byName[name], !text.isEmpty else { return nil }
        return text
    }
}

/// Why a code names no degree of the reader.
extension Wording {
    fileprivate static let codeMistyped = Wording(
        fa: "این کد درست نیست؛ شاید رقمی اشتباه یا جابه‌جا نوشته شده است.",
        en: "This is not a right code; a digit may be wrong or in another place."
    )
    fileprivate static let notYourCode = Wording(
        fa: "مدرکی با این کد به نام شما نیست؛ کد را از «مدرک‌های من» بردارید.",
        en: "No degree with this code is in your name; take the code from My degrees."
    )
}
