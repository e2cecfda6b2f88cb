import Casework
import Persian
import Web

/// What was submitted, as the inputs of a move.
extension ActionForm {
    /// Checks what one field alone cannot: a file that is not accepted, or goes back, needs its reason.
    func faults(in submitted: SubmittedForm) -> [FieldFault] {
        var faults: [FieldFault] = []
        if action.requires.contains(.fileDecisions) {
            for file in view.visible.files {
                let name = Self.decision(of: file)
                guard submitted[name] == Self.returns, submitted["\(name)-reason"].isEmpty else {
                    continue
                }
                faults.append(FieldFault(field: "\(name)-reason", wording: Self.needsReason))
            }
        }
        guard action.requires.contains(.returnedFields) else { return faults }
        let chosen = returnables.filter { !submitted[$0.name].isEmpty }
        if chosen.isEmpty, let first = returnables.first {
            faults.append(
                FieldFault(
                    field: first.name,
                    wording: Wording(
                        fa: "دست‌کم یک مورد را برای برگشت علامت بزنید.",
                        en: "Mark at least one thing that goes back."
                    )
                )
            )
        }
        for item in chosen {
            if submitted[item.reason].isEmpty {
                faults.append(FieldFault(field: item.reason, wording: Self.needsReason))
            }
            if submitted[item.reason] == ReturnReason.other.rawValue, submitted[item.note].isEmpty {
                faults.append(FieldFault(field: item.note, wording: Self.needsNote))
            }
        }
        return faults
    }

    private static let needsReason = Wording(fa: "دلیل را انتخاب کنید.", en: "Choose the reason.")
    private static let needsNote = Wording(
        fa: "دلیل دیگر را در توضیح بنویسید.",
        en: "Write the other reason in the note."
    )

    /// The inputs of the move.
    func inputs(of submitted: SubmittedForm) -> MoveInputs {
        var inputs = MoveInputs()
        if !submitted[Self.note].isEmpty { inputs.note = submitted[Self.note] }
        for requirement in action.requires {
            switch requirement {
            case .reason: inputs.reason = submitted[Self.reason]
            case .amount: inputs.amount = try? Rials(parsing: submitted[Self.amount])
            case .reference: inputs.reference = submitted[Self.reference]
            case .fileDecisions:
                inputs.decisions = view.visible.files.map { file in
                    let name = Self.decision(of: file)
                    let isAccepted = submitted[name] == Self.accepts
                    return TypedDecision(
                        file.field,
                        file.ordinal,
                        isAccepted: isAccepted,
                        reason: isAccepted ? nil : submitted["\(name)-reason"]
                    )
                }
            case .returnedFields:
                inputs.returned = returnables.filter { !submitted[$0.name].isEmpty }.map { item in
                    let note = submitted[item.note]
                    return FieldReturn(
                        field: item.pointer,
                        ordinal: item.ordinal,
                        reason: submitted[item.reason],
                        note: note.isEmpty ? nil : note
                    )
                }
            case .choices: inputs.choices = choices(of: submitted)
            case .form, .note, .file, .freshFactor, .secondPerson: break
            }
        }
        return inputs
    }

    private func choices(of submitted: SubmittedForm) -> ValueChoices? {
        guard let comparison, comparison.seen != nil else { return nil }
        let sources = comparison.rows.filter(\.differs).map { row in
            (row.name, submitted[Self.choice(of: row)])
        }
        return ValueChoices(seen: comparison.seen, sources: Dictionary(sources) { $1 })
    }

    /// The fault of a refused move, at the field that it is about.
    func fault(of problem: MoveProblem, in inputs: MoveInputs) -> FieldFault {
        let more = problem.alternative ?? Wording(fa: "", en: "")
        let wording = Wording(
            fa: "\(problem.sentence.fa) \(more.fa)".trimmed,
            en: "\(problem.sentence.en) \(more.en)".trimmed
        )
        return FieldFault(field: field(of: problem, in: inputs), wording: wording)
    }

    private func field(of problem: MoveProblem, in inputs: MoveInputs) -> String {
        let parts = problem.pointer.split(separator: "/").map(String.init)
        switch problem.kind {
        case .returned:
            if let index = parts.last.flatMap({ Int($0) }), inputs.returned.indices.contains(index)
            {
                let entry = inputs.returned[index]
                return Self.name("return", entry.field, entry.ordinal)
            }
            return returnables.first?.name ?? Self.note
        case .decisions:
            let file = view.visible.files.first { $0.field == problem.pointer }
            return file.map(Self.decision) ?? Self.note
        case .note: return Self.note
        case .reason: return Self.reason
        case .amount: return Self.amount
        case .reference: return Self.reference
        case .action, .session, .exclusion, .form, .file, .factor, .secondPerson, .condition,
            .opening,
            .once, .party, .integrity, .proposals:
            // The move as a whole; the button is at the end of the page.
            return "main"
        }
    }
}

extension String {
    fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
