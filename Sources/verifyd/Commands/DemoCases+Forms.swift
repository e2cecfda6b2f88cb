import Accounts
import Casework
import Persian
import Registry
import VerifyCore

/// What the citizen of the demonstration answers in the form of each service.
extension DemoCases {
    /// The answers in the service of the deed.
    func form(
        of deed: Deed,
        by person: PersonID,
        _ ids: [String: String],
        at now: Timestamp
    ) async throws -> TypedForm {
        switch deed.service {
        case "refusal-objection":
            guard let id = ids[deed.about], let refused = try await cases.snapshot(id) else {
                throw DemoFailure("no case of \(deed.about)")
            }
            return [
                "request": .text(refused.file.tracking),
                "why": "نام خانوادگی من در سال ۱۴۰۰ تغییر کرده است؛ شمارهٔ ملی همان است.",
            ]
        case "graduation-confirmation": return try await confirmed(deed, by: person)
        default:
            return Self.claim(deed, scan: try await scan(of: deed, by: person, at: now))
        }
    }

    private func scan(of deed: Deed, by person: PersonID, at now: Timestamp) async throws -> String
    {
        var intake = documents.intake(by: person, at: now)
        _ = try await intake.receive(try QRCode("DEMO \(deed.document.utf8.count)").png())
        guard case .stored(let scan) = try await intake.finish() else {
            throw DemoFailure("the scan was refused")
        }
        return scan.id
    }

    /// What the university filed in the name of the citizen, value by value.
    private func confirmed(_ deed: Deed, by person: PersonID) async throws -> TypedForm {
        let search = try await registry.awaitedDocument(
            of: deed.institution,
            .diploma,
            number: deed.document,
            heldBy: try await numbers(of: person),
            on: today.tehranDate
        )
        guard case .awaited(let document) = search else {
            throw DemoFailure("\(deed.document): \(search)")
        }
        let filed = document.graduate
        return [
            "institution": .text(deed.institution), "document_kind": "diploma",
            "document_number": .text(deed.document), "level": .text(filed.text(of: .level)),
            "field_fa": .text(filed.fieldFa), "mode": .text(filed.text(of: .mode)),
            "graduation_date": .text(filed.text(of: .graduationDate)), "studies_right": "yes",
            "first_name_fa": "نمونه", "last_name_fa": "شهروند", "names_right": "yes",
        ]
    }

    private static func claim(_ deed: Deed, scan: String) -> TypedForm {
        [
            "institution": .text(deed.institution), "document_kind": "diploma",
            "document_number": .text(deed.document), "level": "bachelor",
            "field_fa": "مهندسی عمران", "mode": "day", "graduation_date": "1399/06/31",
            "average": "17.52", "first_name_fa": "نمونه", "last_name_fa": "شهروند",
            "scan": .documents([TypedDocument(scan, name: "diploma.png")]), "true": "yes",
        ]
    }
}
