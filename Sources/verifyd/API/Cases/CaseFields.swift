import Casework
import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// Forms and inputs of moves in bodies of requests.
extension JSONFields {
    /// Returns a form; empty where the field is absent.
    mutating func form(_ name: String) -> TypedForm? {
        guard let json = json(name) else { return nil }
        guard json.members != nil else {
            fault(.object("/\(name)"))
            return nil
        }
        var faults: [FieldProblem] = []
        let form = TypedForm(json, at: "/\(name)", &faults)
        for problem in faults { fault(problem) }
        return form
    }

    /// Returns the inputs of a move, without those that its address and headers have.
    mutating func moveInputs() -> MoveInputs {
        var inputs = MoveInputs()
        inputs.form = form("form")
        inputs.note = text("note")
        inputs.reason = text("reason")
        inputs.reference = text("reference")
        inputs.errand = text("errand")
        inputs.returned = objects("returned").compactMap { FieldReturn($0) }
        inputs.decisions = objects("decisions").compactMap { TypedDecision($0) }
        inputs.documents = objects("documents").compactMap { TypedDocument($0) }
        inputs.amount = amount("amount")
        inputs.choices = choices("choices")
        return inputs
    }

    /// Returns a positive whole number; nil where the field is absent.
    mutating func count(_ name: String) -> Int64? {
        guard let json = json(name) else { return nil }
        if case .integer(let number) = json, number > 0 { return number }
        fault(.type("/\(name)", fa: "عددی بزرگ‌تر از صفر", en: "a whole number above 0"))
        return nil
    }

    private mutating func amount(_ name: String) -> Rials? {
        guard let number = count(name) else { return nil }
        guard let amount = Rials(number) else {
            fault(.type("/\(name)", fa: "مبلغی به ریال", en: "an amount in rials"))
            return nil
        }
        return amount
    }

    private mutating func choices(_ name: String) -> ValueChoices? {
        guard let json = json(name) else { return nil }
        var sources: [String: String] = [:]
        for member in json["sources"]?.members ?? [] {
            sources[member.name] = member.value.string ?? ""
        }
        guard json.members != nil,
            let choices = ValueChoices(seen: json["seen"]?.string, sources: sources)
        else {
            fault(.object("/\(name)"))
            return nil
        }
        return choices
    }

    /// Returns the objects of an array, of which each has the members that its reader needs.
    private mutating func objects(_ name: String) -> [JSON] {
        guard let json = json(name) else { return [] }
        let objects = json.array ?? []
        let isRight = objects.allSatisfy { object in
            switch name {
            case "returned": FieldReturn(object) != nil
            case "decisions": TypedDecision(object) != nil
            default: TypedDocument(object) != nil
            }
        }
        guard json.array != nil, isRight else {
            fault(.type("/\(name)", fa: "آرایه‌ای به شکل OpenAPI", en: "an array as OpenAPI has it"))
            return []
        }
        return objects
    }
}

extension TypedForm {
    /// Reads a form; a name without a value is left out.
    fileprivate init(_ json: JSON, at pointer: String, _ faults: inout [FieldProblem]) {
        var byName: [String: TypedValue] = [:]
        for member in json.members ?? [] {
            switch member.value {
            case .null: continue
            case .string(let text), .number(let text): byName[member.name] = .text(text)
            case .integer(let number): byName[member.name] = .text(String(number))
            case .bool(let isTrue): if isTrue { byName[member.name] = .text("yes") }
            case .array(let items):
                let documents = items.compactMap { TypedDocument($0) }
                if !items.isEmpty, documents.count == items.count {
                    byName[member.name] = .documents(documents)
                } else if items.allSatisfy({ $0.members != nil }) {
                    byName[member.name] = .entries(
                        items.map { TypedForm($0, at: pointer, &faults) }
                    )
                } else {
                    faults.append(.array(pointer))
                }
            case .object: faults.append(.array(pointer))
            }
        }
        self.init(byName)
    }
}

extension TypedDocument {
    /// A document with the name that the client gives it; nil for another value.
    fileprivate init?(_ json: JSON) {
        guard let id = json["document"]?.string, json.members?.count ?? 0 <= 2 else { return nil }
        self.init(id, name: json["name"]?.string ?? "")
    }
}

extension TypedDecision {
    fileprivate init?(_ json: JSON) {
        guard let field = json["field"]?.string, case .bool(let isAccepted)? = json["accepted"]
        else { return nil }
        self.init(
            field,
            json.ordinal,
            isAccepted: isAccepted,
            reason: json["reason"]?.string
        )
    }
}

extension FieldReturn {
    fileprivate init?(_ json: JSON) {
        guard let field = json["field"]?.string, let reason = json["reason"]?.string
        else { return nil }
        self.init(
            field: field,
            ordinal: json.ordinal,
            reason: reason,
            note: json["note"]?.string
        )
    }
}

extension JSON {
    /// Which file of a field; 0 where it is not given.
    fileprivate var ordinal: Int {
        if case .integer(let number)? = self["ordinal"] { Int(clamping: number) } else { 0 }
    }
}

extension FieldProblem {
    fileprivate static func object(_ pointer: String) -> FieldProblem {
        .type(pointer, fa: "شیئی به شکل OpenAPI", en: "an object as OpenAPI has it")
    }

    fileprivate static func array(_ pointer: String) -> FieldProblem {
        .type(
            pointer,
            fa: "متن، عدد، true، یا آرایه‌ای از پرونده‌ها یا ردیف‌ها",
            en: "text, a number, true, or an array of documents or entries, for each field"
        )
    }
}

extension AppRequestContext {
    /// The id of the case in the address.
    ///
    /// - Throws: 404 for a text that is no id, as for the id of no case.
    func caseID() throws(Problem) -> String {
        guard let id = parameters.get("id"), RecordID(parsing: id) != nil else { throw .notFound }
        return id.lowercased()
    }
}
