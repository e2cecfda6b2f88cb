import Casework
import Persian
import Web

/// The value of the template `case-action`.
extension ActionForm {
    /// Draws the form with what was submitted, and what will happen before its button.
    func value(
        _ form: PageForm,
        _ submitted: SubmittedForm,
        consequences: [Prose]
    ) -> PageValue {
        guard case .fields(var values) = form.value(submitted),
            case .list(let fields)? = values["fields"]
        else { return false }
        var rest = fields[...]
        var drawn: [PageValue] = []
        for section in sections {
            var groups: [PageValue] = []
            for group in section.groups {
                groups.append(value(of: group, rest.prefix(group.fields.count)))
                rest = rest.dropFirst(group.fields.count)
            }
            drawn.append([
                "sectionID": .text("part-\(section.id)"), "words": .wording(section.title),
                "kind": .text(section.id), "text": .optional(section.text),
                "table": section.table?.value ?? false, "groups": .list(groups),
            ])
        }
        values["sections"] = .list(drawn)
        values["willTitle"] = .wording(fa: "با این اقدام", en: "What will happen")
        values["will"] = .list(consequences.map { .prose($0) })
        return .fields(values)
    }

    private func value(of group: Group, _ fields: ArraySlice<PageValue>) -> PageValue {
        var scan: PageValue = false
        if let file = group.file {
            let path = CaseFilePage.path(of: file.file.document, in: view.id)
            scan = [
                "path": .text(path),
                "source": images.contains(file.file.document) ? .text("\(path)/image") : false,
                "name": .prose(Prose("\(.isolated(file.file.shownName))")),
                "view": .wording(
                    fa: "دیدن فایل در برگهٔ تازه",
                    en: "View the file in a new tab"
                ),
                "alternative": .optional(group.heading),
            ]
        }
        return [
            "heading": .optional(group.heading), "about": group.about, "scan": scan,
            "fields": .list(Array(fields)),
        ]
    }
}
