package import Accounts
package import Persian
package import VerifyCore

/// The requests of a person as JSON, for the person's own file.
extension Cases {
    /// The most requests of a file; a person with more of them has the newest ones.
    private static let exported = 200

    /// Returns the requests of a person, as the person sees them, the newest first: answers, files, returns and events.
    ///
    /// A request of a version that this program does not have is left out.
    ///
    /// - Throws: `CaseError.integrityFailure`; `MissingKey`; `StoreError`.
    package func export(of person: PersonID, at now: Timestamp) async throws -> JSON {
        var requests: [JSON] = []
        for file in try await opened(by: person, limit: Self.exported) {
            guard catalog[file.service, file.version] != nil,
                let view = try await view(file.id, of: person, at: now)
            else { continue }
            requests.append(JSON(export: view))
        }
        return .array(requests)
    }
}

extension JSON {
    fileprivate init(export view: CaseView) {
        let seen = view.visible
        self = [
            "tracking": .string(seen.tracking), "service": .string(seen.service.text),
            "step": .string(seen.step.text), "opened_at": .string(seen.openedAt.description),
            "outcome": JSON(seen.outcome?.rawValue),
            "closed_at": JSON(seen.closedAt?.description), "answers": seen.values.typed.json,
            "files": .array(seen.files.map { JSON(export: $0) }),
            "returned": .array(
                seen.returned.map { entry in
                    [
                        "field": .string(entry.field), "reason": .string(entry.reason),
                        "note": JSON(entry.note),
                    ]
                }
            ),
            "events": .array(
                seen.events.map { event in
                    [
                        "at": .string(event.at.description), "action": .string(event.action.text),
                        "by": .string(event.capacity.rawValue),
                        "reason": JSON(event.reason?.title.en),
                    ]
                }
            ),
        ]
    }

    fileprivate init(export file: FileDecision) {
        self = [
            "field": .string(file.field), "name": .string(file.file.shownName),
            "sha256": .string(Hex.encode(file.file.hash.bytes)),
            "accepted": file.isAccepted.map(JSON.bool) ?? .null, "reason": JSON(file.reason),
        ]
    }
}
