import Persian
import Registry
import VerifyCore

/// Degrees as the HTTP API shows them to institutions and the organisation.
extension JSON {
    init(_ degree: IssuedDegree) {
        self = .object(
            Self.state(
                id: degree.id,
                code: degree.code,
                token: degree.token,
                qrText: degree.qrText,
                status: degree.status,
                issuedAt: degree.issuedAt.description
            ) + [.init("is_new", .bool(degree.isNew))]
        )
    }

    init(_ details: DegreeDetails) {
        let events = details.events.map { event -> JSON in
            var members: [Member] = [
                .init("at", .string(event.at.description)),
                .init("kind", .string(event.kind.rawValue)),
                .init("by", .string(event.actor)),
            ]
            if !event.note.isEmpty { members.append(.init("note", .string(event.note))) }
            return .object(members)
        }
        self = .object(
            Self.state(
                id: details.id,
                code: details.code,
                token: details.token,
                qrText: details.qrText,
                status: details.status,
                issuedAt: details.issuedAt.description
            ) + [.init("record", JSON(details.record)), .init("events", .array(events))]
        )
    }

    private static func state(
        id: String,
        code: AuthenticityCode,
        token: [UInt8],
        qrText: String,
        status: DegreeStatus,
        issuedAt: String
    ) -> [Member] {
        var members: [Member] = [
            .init("id", .string(id)),
            .init("code", .string(code.grouped)),
            .init("token", .string(Base32.encode(token))),
            .init("qr_text", .string(qrText)),
            .init("status", .string(status.word)),
        ]
        if let reason = status.reason { members.append(.init("reason", .string(reason.rawValue))) }
        if let since = status.since {
            members.append(.init("status_since", .string(since.description)))
        }
        return members + [.init("issued_at", .string(issuedAt))]
    }

    /// The record in the columns of an upload.
    private init(_ record: DegreeRecord) {
        let graduate = Graduate(record)
        var members = GraduateColumn.allCases.map { column in
            Member(column.rawValue, .string(graduate.text(of: column)))
        }
        members.append(.init("institution_name_fa", .string(record.institutionNameFa)))
        members.append(.init("institution_name_en", .string(record.institutionNameEn)))
        if let supersedes = record.supersedes {
            members.append(.init("supersedes", .string(supersedes.description)))
        }
        self = .object(members)
    }
}

extension DegreeStatus {
    /// The word for it in JSON and in sentences.
    var word: String {
        switch self {
        case .active: "active"
        case .superseded: "superseded"
        case .revoked: "revoked"
        case .suspended: "suspended"
        }
    }
}

/// A degree for the people who look after it: status, record, history.
struct DegreeText {
    let lines: [String]

    init(_ degree: JSON) {
        let code = AuthenticityCode.shown(degree["code"]?.string ?? "")
        var status = degree["status"]?.string ?? ""
        if let reason = degree["reason"]?.string { status += " (\(reason))" }
        if let since = degree["status_since"]?.string { status += " since \(since)" }
        var lines: [String] = []
        func add(_ label: String, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            lines.append(label.padded(to: 22) + value.isolatedIfPersian)
        }
        add("code", code)
        add("id", degree["id"]?.string)
        add("status", status)
        add("issued", degree["issued_at"]?.string)
        for member in degree["record"]?.members ?? [] { add(member.name, member.value.string) }
        for event in degree["events"]?.array ?? [] {
            let note = event["note"]?.string.map { ": \($0.isolatedIfPersian)" } ?? ""
            lines.append(
                "\(event["at"]?.string ?? "")  \(event["kind"]?.string ?? "")"
                    + "  \(event["by"]?.string ?? "")\(note)"
            )
        }
        self.lines = lines
    }
}
