import Persian
import Store
import VerifyCore

extension CaseWork {
    /// Writes submission, returns, files, facts and the text; returns whether what the party sees has changed.
    mutating func write(_ read: ReadInputs, seq: Int64) throws -> Bool {
        let (id, keys, files, now) = (snapshot.file.id, cases.keyring.current, cases.files, now)
        var isTurn = false
        if let values = read.values {
            isTurn = true
            try submit(values, seq: seq)
        }
        let number = snapshot.submission?.number ?? 1
        if !read.returned.isEmpty {
            snapshot.returned = read.returned
            later.append { connection in
                for entry in read.returned {
                    try entry.write(of: id, submission: number, in: connection)
                }
            }
        }
        if !read.files.isEmpty {
            isTurn = true
            snapshot.files.removeAll { old in
                read.files.contains { $0.field == old.field && $0.ordinal == old.ordinal }
            }
            snapshot.files += read.files
            later.append { try files.write(id, number, read.files, $0) }
        }
        for fact in read.facts {
            let row = FactRow(
                caseID: id,
                fact: Fact(
                    kind: fact.kind.name,
                    key: fact.key,
                    body: fact.body,
                    source: "move",
                    at: now,
                    usedBySeq: seq
                ),
                isGlobal: fact.kind.isGlobal
            )
            snapshot.facts.append(row.fact)
            later.append { try row.insert(by: keys, in: $0) }
        }
        if let row = read.usedFact {
            if let index = snapshot.facts.firstIndex(where: {
                $0.kind == row.fact.kind && $0.key == row.fact.key
            }) {
                snapshot.facts[index].usedBySeq = seq
            }
            later.append { try row.use(by: seq, keys: keys, in: $0) }
        }
        if let note = read.note {
            later.append { try CaseWrites.note(note, of: id, seq: seq, by: keys, in: $0) }
        }
        return isTurn
    }

    private mutating func submit(_ values: FormValues, seq: Int64) throws {
        let (id, keys) = (snapshot.file.id, cases.keyring.current)
        let former = snapshot.submission?.number
        let form = CanonicalForm(formVersion: service.form.version, values: values)
        let submission = Submission(
            number: (former ?? 0) + 1,
            formVersion: service.form.version,
            values: values,
            digest: form.digest,
            sentAt: now,
            seq: seq
        )
        let files = values.files
        snapshot.submission = submission
        // The sample is drawn from it, so a case is sampled by what its last form is about.
        snapshot.file.onceKey = service.onceKey(values, snapshot.file.openedBy)
        (snapshot.returned, snapshot.files) = ([], files)
        let row = try SubmissionRow(submission, of: id, by: keys)
        let port = cases.files
        later.append { connection in
            try row.insert(in: connection)
            if !files.isEmpty { try port.write(id, submission.number, files, connection) }
            guard let former else { return }
            try FieldReturn.answer(id, submission: former, by: submission.number, in: connection)
        }
    }
}

extension FormValues {
    /// Every file of the answers, with its place, without a decision.
    var files: [FileDecision] { files(at: "") }

    private func files(at pointer: String) -> [FileDecision] {
        byField.sorted { $0.key < $1.key }.flatMap { name, value -> [FileDecision] in
            let place = "\(pointer)/\(name)"
            switch value {
            case .files(let references):
                return references.enumerated().map {
                    FileDecision(field: place, ordinal: $0.offset, file: $0.element)
                }
            case .entries(let entries):
                return entries.enumerated().flatMap {
                    $0.element.files(at: "\(place)/\($0.offset)")
                }
            case .text, .number, .money, .date, .choice, .confirmed: return []
            }
        }
    }
}
