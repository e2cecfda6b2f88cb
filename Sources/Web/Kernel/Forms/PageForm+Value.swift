import Persian

/// The values of the templates `form`, `field`, `choices`, `checkbox`, `date` and `file`.
extension PageForm {
    /// Returns the form with what was submitted and its faults.
    ///
    /// The template `form` draws it whole. A page that places the fields otherwise has `fields` in order and
    /// each one in `field` by its name, and draws it by the template that its `component` names.
    package func value(_ submitted: SubmittedForm = .init()) -> PageValue {
        let drawn = fields.map { field in
            field.value(submitted, submitted.faults.first { $0.field == field.name })
        }
        let hasFile = fields.contains { if case .file = $0.kind { true } else { false } }
        return [
            "action": .text(action),
            "multipart": .flag(isMultipart || hasFile),
            "token": .formToken(action),
            "tokenField": .text(Self.tokenField),
            "look": .text(look.style),
            "buttonLook": .text(look.buttonStyle),
            "commands": .flag(
                fields.contains { if case .command = $0.kind { true } else { false } }
            ),
            "hidden": .list(
                hidden.map { ["name": .text($0.name), "value": .text($0.value)] }
            ),
            "fields": .list(drawn),
            "field": .fields(
                Dictionary(zip(fields.map(\.name), drawn)) { first, _ in first }
            ),
            "button": .wording(button),
        ]
    }
}

extension PageForm.Look {
    fileprivate var style: String {
        switch self {
        case .card: "card form"
        case .line, .grave: "line-form"
        }
    }

    fileprivate var buttonStyle: String {
        switch self {
        case .card: "button"
        case .line: "button plain"
        case .grave: "button grave"
        }
    }
}

extension PageField {
    fileprivate func value(_ submitted: SubmittedForm, _ fault: FieldFault?) -> PageValue {
        let text = isShownAgain ? submitted[name] : ""
        var values: [String: PageValue] = [
            "component": .template(component),
            "id": .text(name),
            "label": .wording(label),
            "hint": .optional(hint),
            "error": .optional(fault?.wording),
            "errorWord": .wording(FormWording.error),
            "read": false,
            "readWord": .wording(FormWording.read),
            "describedBy": describedBy(fault).map { .text($0) } ?? false,
        ]
        if let read = fault?.read, !read.isEmpty {
            values["read"] = .prose(Prose("\(.groups(read, .modest))"))
        }
        switch kind {
        case .text, .latin, .digits, .secret, .multiline, .checkbox:
            values.merge(inputValues(text, fault)) { _, own in own }
        case .file:
            values.merge(inputValues("", fault)) { _, own in own }
            values["uploaded"] =
                text.isEmpty
                ? false
                : .prose(Prose("\(.isolated(text.withoutDirections))"))
            values["uploadedWord"] = .wording(FormWording.uploaded)
        case .selection(let choices):
            values.merge(inputValues("", fault)) { _, own in own }
            let none = Choice("", FormWording.choose)
            values["options"] = .list(
                ([none] + choices).map { choice in
                    [
                        "value": .text(choice.value), "title": .wording(choice.title),
                        "chosen": .flag(choice.value == text),
                    ]
                }
            )
        case .title, .command: break
        case .note(let note): values["note"] = note
        case .choice(let choices):
            values["options"] = .list(
                choices.enumerated().map { option($1, isFirst: $0 == 0, chosen: text) }
            )
        case .date:
            values["parts"] = .list(DatePart.allCases.map { part($0, submitted, fault) })
        }
        return .fields(values)
    }

    private func inputValues(_ text: String, _ fault: FieldFault?) -> [String: PageValue] {
        var attributes = attributes(text)
        attributes.add("aria-describedby", describedBy(fault))
        if fault != nil { attributes.add("aria-invalid", "true") }
        var isMultiline = false
        if case .multiline = kind { isMultiline = true }
        return [
            "attributes": attributes.value, "multiline": .flag(isMultiline), "text": .text(text),
        ]
    }

    /// The template that draws the field.
    private var component: String {
        switch kind {
        case .text, .latin, .digits, .secret, .multiline: "field"
        case .choice: "choices"
        case .checkbox: "checkbox"
        case .date: "date"
        case .file: "file"
        case .selection: "selection"
        case .title: "title"
        case .note: "note"
        case .command: "command"
        }
    }

    /// Returns the ids of what describes the field.
    private func describedBy(_ fault: FieldFault?) -> String? {
        var ids: [String] = []
        if hint != nil { ids.append("\(name)-hint") }
        if let fault {
            ids.append("\(name)-error")
            if !fault.read.isEmpty { ids.append("\(name)-read") }
        }
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    private func option(_ choice: Choice, isFirst: Bool, chosen: String) -> PageValue {
        var attributes = AttributeList()
        // The summary of errors leads to the first one.
        if isFirst { attributes.add("id", name) }
        attributes.add("type", "radio")
        attributes.add("name", name)
        attributes.add("value", choice.value)
        if choice.value == chosen { attributes.set("checked") }
        return ["attributes": attributes.value, "title": .wording(choice.title)]
    }

    private func part(
        _ part: DatePart,
        _ submitted: SubmittedForm,
        _ fault: FieldFault?
    ) -> PageValue {
        let isFirst = part == DatePart.allCases.first
        let id = isFirst ? name : part.name(in: self)
        var attributes = AttributeList()
        attributes.add("id", id)
        attributes.add("name", part.name(in: self))
        attributes.add("type", "text")
        attributes.add("dir", "auto")
        // A month may be written by its name.
        if part != .month { attributes.add("inputmode", "numeric") }
        let isNamed = autocomplete != "off"
        attributes.add("autocomplete", isNamed ? "\(autocomplete)-\(part.rawValue)" : "off")
        if required != nil { attributes.set("required") }
        attributes.add("value", isShownAgain ? submitted[part.name(in: self)] : "")
        if fault != nil { attributes.add("aria-invalid", "true") }
        return [
            "partID": .text(id), "partLabel": .wording(FormWording.part(part)),
            "attributes": attributes.value,
        ]
    }
}

/// The attributes of an input that depend on its kind.
extension PageField {
    private func attributes(_ text: String) -> AttributeList {
        var list = AttributeList()
        list.add("class", style)
        list.add("id", name)
        list.add("name", name)
        switch kind {
        case .text:
            list.add("type", "text")
            list.add("dir", "auto")
            list.add("autocomplete", autocomplete)
        case .latin:
            list.add("type", "text")
            list.add("dir", "ltr")
            list.add("autocomplete", autocomplete)
        case .digits:
            list.add("type", "text")
            list.add("dir", "ltr")
            list.add("inputmode", "numeric")
            list.add("autocomplete", autocomplete)
            list.add("autocapitalize", "off")
            list.add("translate", "no")
        case .secret:
            list.add("type", "password")
            list.add("dir", "ltr")
            list.add("autocomplete", autocomplete)
        case .multiline(let rows):
            list.add("dir", "auto")
            list.add("rows", String(rows))
        case .checkbox:
            list.add("type", "checkbox")
            list.add("value", "yes")
            if !text.isEmpty { list.set("checked") }
        case .file(let accept):
            list.add("type", "file")
            list.add("accept", accept)
        case .choice, .selection, .date, .title, .note, .command:
            break
        }
        if isSpelled == false { list.add("spellcheck", "false") }
        if required != nil { list.set("required") }
        if hasValue { list.add("value", text) }
        return list
    }

    /// Whether a browser may check the spelling; some of them send the text away for that.
    private var isSpelled: Bool {
        switch kind {
        case .digits: false
        case .text, .latin: isShownAgain
        case .secret, .multiline, .choice, .selection, .checkbox, .date, .file, .title, .note,
            .command:
            true
        }
    }

    private var hasValue: Bool {
        switch kind {
        case .text, .latin, .digits: isShownAgain
        case .secret, .multiline, .choice, .selection, .checkbox, .date, .file, .title, .note,
            .command:
            false
        }
    }
}

/// Attributes of an element, in order.
private struct AttributeList {
    private var all: [(name: String, text: String?)] = []

    /// Adds an attribute; none for nil.
    mutating func add(_ name: String, _ text: String?) {
        if let text { all.append((name, text)) }
    }

    /// Adds an attribute without a value, such as `required`.
    mutating func set(_ name: String) { all.append((name, nil)) }

    var value: PageValue {
        .list(
            all.map { ["name": .text($0.name), "value": $0.text.map { .text($0) } ?? false] }
        )
    }
}

extension String {
    /// The text without characters that change the direction of what follows: U+202E makes `gpj.exe` look like
    /// `exe.jpg`.
    fileprivate var withoutDirections: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { !$0.properties.isBidiControl }))
    }
}
