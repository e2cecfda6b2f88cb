import Persian
import Registry
import VerifyCore

/// Degrees at the database.
extension LocalRegistry {
    func issue(_ fields: RecordFile.Fields) async throws -> JSON {
        let graduate = try await graduate(fields)
        let issued = try await registry.issue(graduate, by: actor, at: Moment.now)
        return JSON(issued).with(.init("is_new", .bool(issued.isNew)))
    }

    func degree(_ name: DegreeName) async throws -> JSON {
        JSON(try await details(name))
    }

    func correct(_ name: DegreeName, changes: RecordFile.Fields) async throws -> JSON {
        let old = try await details(name)
        let graduate = try await graduate(changes, over: Graduate(old.record))
        let issued = try await registry.correct(
            old.degree.id,
            to: graduate,
            by: actor,
            at: Moment.now
        )
        return JSON(issued).with(.init("is_new", .bool(issued.isNew)))
    }

    func change(_ name: DegreeName, _ change: DegreeChange) async throws -> JSON {
        let id = try await details(name).degree.id
        let now = Moment.now
        let changed =
            switch change {
            case .revoke(let reason, let note):
                try await registry.revoke(id, because: reason, note: note, by: actor, at: now)
            case .suspend(let note):
                try await registry.suspend(id, note: note, by: actor, at: now)
            case .resume(let note):
                try await registry.resume(id, note: note, by: actor, at: now)
            }
        return JSON(changed)
    }

    /// Returns what the register knows about a degree.
    func details(_ name: DegreeName) async throws -> DegreeDetails {
        switch name {
        case .code(let code): try await registry.degree(code: code, by: actor)
        case .id(let id): try await registry.degree(id: id, by: actor)
        }
    }

    /// Returns the graduate that the fields describe; throws everything that is wrong with them.
    private func graduate(
        _ fields: RecordFile.Fields,
        over former: Graduate? = nil
    ) async throws -> Graduate {
        let now = Moment.now
        switch try await registry.readGraduate(fields, over: former, by: actor, at: now) {
        case .graduate(let graduate, _):
            return graduate
        case .refused(let remarks):
            let words = remarks.map { remark in
                (remark.column.map { "\($0.rawValue): " } ?? "") + remark.wording.en.asClause
            }
            throw Failure(words.joined(separator: "; "), exit: .notValid)
        }
    }
}
