import Persian
package import VerifyCore

/// Degrees in JSON for institutions and the Organisation, over HTTP and on the command line.
extension JSON {
    /// The response to issuing or changing a degree.
    package init(_ degree: IssuedDegree) {
        var members: [Member] = [
            .init("id", .string(degree.id)),
            .init("code", .string(degree.code.grouped)),
            .init("token", .string(Base32.encode(degree.token))),
            .init("qr_text", .string(degree.qrText)),
            .init("status", .string(degree.status.word)),
        ]
        if let reason = degree.status.reason {
            members.append(.init("reason", .string(reason.rawValue)))
        }
        if let since = degree.status.since {
            members.append(.init("status_since", .string(since.description)))
        }
        members.append(.init("issued_at", .string(degree.issuedAt.description)))
        self = .object(members)
    }

    /// A degree with its record and its history.
    package init(_ details: DegreeDetails) {
        let bytes = details.record.encoded()
        self = JSON(details.degree).with(
            .init("record", JSON(details.record)),
            .init("record_bytes", .string(Hex.encode(bytes))),
            .init("record_sha256", .string(Hex.encode(SHA256.hash(bytes)))),
            .init("events", .array(details.events.map { JSON($0) }))
        )
        if let log = details.accessLog {
            self = with(.init("viewings", .array(log.entries.map { JSON($0) })))
            if let next = log.next {
                self = with(.init("viewings_next", .string(next.description)))
            }
        }
    }

    /// The record in the columns of an upload, its dates in ISO 8601 (Gregorian).
    init(_ record: DegreeRecord) {
        let graduate = Graduate(record)
        var members = GraduateColumn.allCases.map { column in
            let text =
                switch column {
                case .idKind: record.idKind.rawValue
                case .idNumber: record.idNumber
                default: column.isoDate(of: graduate) ?? graduate.text(of: column)
                }
            return Member(column.rawValue, .string(text))
        }
        members.append(.init("institution_name_fa", .string(record.institutionNameFa)))
        members.append(.init("institution_name_en", .string(record.institutionNameEn)))
        if !record.files.isEmpty {
            let files = record.files.map { JSON.string(Hex.encode($0.bytes)) }
            members.append(.init("files", .array(files)))
        }
        if let decision = record.decision {
            members.append(.init("decision", .string(decision)))
        }
        if let supersedes = record.supersedes {
            members.append(.init("supersedes", .string(supersedes.description)))
        }
        self = .object(members)
    }

    private init(_ event: DegreeEvent) {
        var members: [Member] = [
            .init("at", .string(event.at.description)),
            .init("kind", .string(event.kind.rawValue)),
            .init("by", .string(event.actor)),
        ]
        if !event.note.isEmpty { members.append(.init("note", .string(event.note))) }
        self = .object(members)
    }

    /// A line of the access log.
    init(_ entry: AccessLogEntry) {
        self = [
            "at": .string(entry.at.description),
            "organisation": JSON(entry.organisation?.name),
            "organisation_id": JSON(entry.organisation?.id),
            "share": JSON(entry.share),
            "purpose": JSON(entry.consent?.purpose),
            "consent_reference": JSON(entry.consent?.reference),
            "views": .integer(entry.views),
        ]
    }
}
