import VerifyCore

extension Service {
    /// The canonical text of the version: what a case depends on, one line for each thing, in a fixed order.
    ///
    /// It has steps, fields, conditions, clocks, rules of opening and visibility, and the names of guards and effects.
    /// Titles, help and sentences are not part of it: they may be corrected in a released version. Nor are audiences,
    /// examples, prices and targets, which a case keeps from its opening.
    package var canonicalText: String {
        var lines = CanonicalLines()
        lines.add("service", id.text, "version", String(version), "sector", sector.rawValue)
        lines.add("owner", owner.text, "objection", objection?.text ?? "-")
        lines.add(
            "keeps",
            String(retention.drafts),
            String(retention.refusedFiles),
            String(retention.completed)
        )
        lines.add(opening)
        lines.add("exclusions", CanonicalLines.list(exclusions.map(\.canonicalText)))
        lines.add(visibility)
        lines.add("form", String(form.version))
        for field in form.fields { lines.add(field, indent: 1) }
        for clock in clocks.sorted(by: { $0.name < $1.name }) { lines.add(clock) }
        for step in steps { lines.add(step) }
        return lines.text
    }

    /// The SHA-256 of the canonical text in UTF-8 (`service_version.fingerprint`, as hexadecimal).
    package var fingerprint: String {
        Hex.encode(SHA256.hash(Array(canonicalText.utf8)))
    }
}

/// Lines of words; a word that could be read in two ways is quoted.
struct CanonicalLines {
    private(set) var text = ""

    mutating func add(indent: Int = 0, _ words: String...) {
        text += String(repeating: "  ", count: indent) + words.joined(separator: " ") + "\n"
    }

    /// A list in the order of the declaration.
    static func list(_ items: [String]) -> String { "[" + items.joined(separator: " ") + "]" }

    /// A set, in the order of its texts.
    static func set(_ items: some Sequence<String>) -> String { list(items.sorted()) }

    /// A text that is no name, in quotation marks.
    static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n"))\""
    }
}

extension CanonicalLines {
    fileprivate mutating func add(_ opening: OpeningRule) {
        add(
            "opens",
            Self.set(opening.by.map(\.canonicalText)),
            "about",
            opening.about.canonicalText
        )
        add("once", Self.list(opening.once.map(\.text)))
        add("preconditions", Self.list(opening.preconditions.map(\.name.text)))
        add("effects", Self.list(opening.effects.map(\.canonicalText)))
        if let rule = opening.objects { add("objects", rule.field.text, String(rule.days)) }
    }

    fileprivate mutating func add(_ rules: VisibilityRules) {
        add("identity", Self.set(rules.identity.map(\.rawValue)))
        add("notes", Self.set(rules.notes.map(\.rawValue)))
        for (action, viewers) in rules.events.sorted(by: { $0.key < $1.key }) {
            add("event", action.text, Self.set(viewers.map(\.rawValue)))
        }
    }

    fileprivate mutating func add(_ field: FieldDefinition, indent: Int) {
        add(indent: indent, "field", field.name.text, field.type.canonicalWord)
        add(indent: indent + 1, "shown", field.shown.canonicalText)
        add(indent: indent + 1, "required", field.required.canonicalText)
        add(indent: indent + 1, "viewers", Self.set(field.viewers.map(\.rawValue)))
        if let prefill = field.prefill { add(indent: indent + 1, "prefill", prefill.canonicalText) }
        if case .group(let inner, _) = field.type {
            for field in inner { add(field, indent: indent + 1) }
        }
    }

    fileprivate mutating func add(_ clock: ClockRule) {
        let pauses = clock.pauses.map { "\($0.key):\($0.value)" }
        add("clock", clock.name.text, clock.budget.canonicalText, clock.calendar.rawValue)
        add(indent: 1, "runs", Self.set(clock.runsIn.map(\.text)), "pauses", Self.set(pauses))
        add(indent: 1, "breach", Self.list(clock.onBreach.map(\.text)))
    }

    fileprivate mutating func add(_ step: Step) {
        add("step", step.name.text, step.waitsFor.canonicalText, "clock", step.clock?.text ?? "-")
        if let errands = step.errands {
            add(indent: 1, "errands", errands.canonicalText, "joined", step.joined?.text ?? "-")
        }
        if let inPlace = step.inPlace { add(indent: 1, "in-place", inPlace.text) }
        for timer in step.timers {
            add(
                indent: 1,
                "timer",
                timer.name.text,
                timer.after.canonicalText,
                timer.does.canonicalText
            )
        }
        for action in step.actions { add(action) }
    }

    private mutating func add(_ action: CaseAction) {
        add(indent: 1, "action", action.name.text, "to", action.to.canonicalText)
        add(indent: 2, "by", Self.set(action.by.map(\.rawValue)))
        add(indent: 2, "requires", Self.list(action.requires.map(\.canonicalText)))
        add(indent: 2, "guards", Self.list(action.guards.map(\.name.text)))
        add(indent: 2, "exclusions", Self.list(action.exclusions.map(\.canonicalText)))
        add(indent: 2, "effects", Self.list(action.effects.map(\.canonicalText)))
        add(indent: 2, "marks", Self.set(action.marks.map(\.rawValue)))
        add(indent: 2, "notifies", Self.list(action.notifies.map(\.canonicalText)))
    }
}
