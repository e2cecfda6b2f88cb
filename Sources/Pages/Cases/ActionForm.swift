import Casework
import Persian
import Web

/// The form of one action of a case, drawn from what the action requires.
struct ActionForm {
    let view: CaseView
    let action: CaseAction
    /// The answers next to a register, where the action chooses between both.
    let comparison: CaseComparison?
    /// The values of the fields, for the reviewer who returns them.
    let values: [String: PageValue]
    /// The documents that are images, which the form shows.
    let images: Set<String>

    /// One part of the form.
    struct Section {
        let id: String
        let title: Wording
        var text: Wording?
        var table: PageTable?
        var groups: [Group]
    }

    /// Fields that belong together.
    struct Group {
        var heading: Wording?
        /// What the group is about: an answer.
        var about: PageValue = false
        /// The file of the group.
        var file: FileDecision?
        let fields: [PageField]
    }

    /// What may go back to the applicant: an answer or a file.
    struct Returnable {
        let pointer: String
        let ordinal: Int
        let title: Wording
        var file: FileDecision?
        let name: String

        var reason: String { "\(name)-reason" }
        var note: String { "\(name)-note" }
    }

    /// The name of a field about a file: an address in the page, so without a slash.
    static func name(_ prefix: String, _ pointer: String, _ ordinal: Int) -> String {
        let place = pointer.split(separator: "/").joined(separator: ".")
        return "\(prefix).\(place).\(ordinal)"
    }

    /// The answers and files that may go back, in the order of the form.
    var returnables: [Returnable] {
        let form = view.service.form
        var all: [Returnable] = []
        for field in form.fields {
            let files = view.visible.files.filter {
                $0.field.split(separator: "/").first.map(String.init) == field.name.text
            }
            switch field.type {
            case .declaration: continue
            case .file: break
            default:
                // An answer that the applicant left out may be wanted too.
                guard view.visible.values[field.name] != nil || field.viewers.contains(.holder)
                else { continue }
                all.append(
                    Returnable(
                        pointer: "/\(field.name)",
                        ordinal: 0,
                        title: field.title,
                        name: Self.name("return", "/\(field.name)", 0)
                    )
                )
            }
            all += files.map { file in
                Returnable(
                    pointer: file.field,
                    ordinal: file.ordinal,
                    title: CaseAnswers.title(of: file.field, file.ordinal, in: form),
                    file: file,
                    name: Self.name("return", file.field, file.ordinal)
                )
            }
        }
        return all
    }

    /// The parts, in the order of the requirements; the text to colleagues is the last one.
    var sections: [Section] {
        var sections: [Section] = []
        if action.requires.contains(.choices), let choices { sections.append(choices) }
        if action.requires.contains(.fileDecisions), let files { sections.append(files) }
        if action.requires.contains(.returnedFields) { sections.append(returns) }
        sections += plain
        sections.append(note)
        return sections
    }

    /// The form with all fields of its parts.
    func form(moveID: String, revision: Int64) -> PageForm {
        var form = PageForm(
            to: CaseActionPage.path(of: action, in: view),
            sections.flatMap(\.groups).flatMap(\.fields),
            button: action.title
        )
        form.hidden = [(Self.move, moveID), (Self.revision, String(revision))]
        return form
    }

    static let move = "move"
    static let revision = "revision"
    static let note = "note"
    static let reason = "reason"
    static let amount = "amount"
    static let reference = "reference"
}

/// The parts.
extension ActionForm {
    /// The reasons, the amount and the reference.
    private var plain: [Section] {
        var fields: [PageField] = []
        for requirement in action.requires {
            switch requirement {
            case .reason(let list):
                fields.append(
                    PageField(
                        Self.reason,
                        .choice(list.reasons.map { PageField.Choice($0.value, $0.title) }),
                        label: Wording(
                            fa: "دلیل (متقاضی می‌خواند)",
                            en: "Reason (the applicant reads it)"
                        ),
                        required: Wording(
                            fa: "یکی از دلیل‌ها را انتخاب کنید.",
                            en: "Choose one of the reasons."
                        )
                    )
                )
            case .amount:
                fields.append(
                    PageField(
                        Self.amount,
                        .digits,
                        label: Wording(fa: "مبلغ به ریال", en: "Amount in rials"),
                        required: Rials.ParsingError.empty.wording,
                        limit: 30,
                        check: { text in
                            do throws(Rials.ParsingError) {
                                _ = try Rials(parsing: text)
                                return nil
                            } catch {
                                return error.wording
                            }
                        }
                    )
                )
            case .reference:
                fields.append(
                    PageField(
                        Self.reference,
                        .latin,
                        label: Wording(fa: "شمارهٔ مرجع", en: "Reference"),
                        required: Wording(
                            fa: "شمارهٔ مرجع را وارد کنید.",
                            en: "Enter the reference."
                        ),
                        limit: 100
                    )
                )
            case .form, .note, .file, .returnedFields, .fileDecisions, .choices, .freshFactor,
                .secondPerson:
                break
            }
        }
        guard !fields.isEmpty else { return [] }
        return [
            Section(
                id: "decision",
                title: Wording(fa: "تصمیم", en: "Decision"),
                groups: [Group(fields: fields)]
            )
        ]
    }

    /// The words to colleagues, visibly apart.
    private var note: Section {
        let isSeen = view.service.visibility.notes.contains(.applicant)
        let isNeeded = action.requires.contains(.note)
        let isOfficial = view.isOfficial || view.capacities.contains(.ownerUnit)
        let label =
            isSeen || !isOfficial
            ? Wording(fa: "یادداشت", en: "Note")
            : Wording(fa: "یادداشت برای همکاران", en: "Note to colleagues")
        return Section(
            id: "words",
            title: label,
            text: isSeen || !isOfficial
                ? nil
                : Wording(
                    fa: "این متن را تنها همکاران می‌خوانند؛ متقاضی آن را نمی‌بیند.",
                    en: "Only colleagues read this text; the applicant does not see it."
                ),
            groups: [
                Group(fields: [
                    PageField(
                        Self.note,
                        .multiline(rows: 4),
                        label: isNeeded
                            ? label
                            : Wording(fa: "\(label.fa) (اختیاری)", en: "\(label.en) (optional)"),
                        required: isNeeded
                            ? Wording(fa: "یادداشت را بنویسید.", en: "Enter the note.") : nil,
                        limit: 4_000
                    )
                ])
            ]
        )
    }
}
