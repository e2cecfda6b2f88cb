import Accounts
import Hummingbird
import Persian
import Registry
import Web

/// Receives the form of an upload while it arrives: the token and the task first, then the file chunk by chunk into the
/// bulk job.
///
/// No byte of a file is stored before the token of the form was checked and the task is known. The file of degrees goes into
/// two jobs: one only checks and shows the second person what would happen, the other waits for this person.
struct UploadBody {
    private let app: App
    private let request: PageRequest
    private let institution: Institution
    /// The texts that have come.
    private(set) var texts: [String: String] = [:]
    private var part: MultipartHead?
    private var text: [UInt8] = []
    private var waiting: [UInt8] = []
    private var total = 0
    private var records = RecordCount()
    private var fileName = ""
    private var jobs: [String] = []
    private var task: UploadOrder.Task?

    /// The longest text field, in bytes.
    private static let longestField = 4_096
    /// The most parts of the form: the token, the task, the file.
    private static let mostParts = 8
    /// The longest time for the whole form.
    private static let time = Duration.seconds(1_800)
    /// The most characters of a file's name that are kept.
    private static let longestName = 120

    init(_ app: App, _ request: PageRequest, for institution: Institution) {
        self.app = app
        self.request = request
        self.institution = institution
    }

    /// Receives the whole form and queues the file; returns the id of the upload.
    ///
    /// - Throws: `FieldFault` for what the sender can correct, else a problem. What was begun is discarded.
    mutating func receive() async throws -> String {
        do {
            try await request.request.multipart(
                upTo: app.edge.bounds.upload,
                parts: Self.mostParts,
                within: Self.time
            ) { events, _ in
                for event in events { try await take(event) }
            }
            try endPart()
            return try await finish()
        } catch {
            for job in jobs { try? await app.domain.registry.discard(job) }
            throw error
        }
    }
}

/// Fields and file.
extension UploadBody {
    private mutating func take(_ event: MultipartReader.Event) async throws {
        switch event {
        case .part(let head):
            try endPart()
            part = head
            if let name = head.filename, !name.isEmpty { try await begin(name) }
        case .content(let bytes):
            if !jobs.isEmpty, part?.name == UploadForm.file {
                try await append(bytes)
            } else if part?.filename == nil {
                text += bytes
                guard text.count <= Self.longestField else {
                    throw Problem.tooLarge(Self.longestField)
                }
            }
        }
    }

    private mutating func endPart() throws {
        defer { (part, text) = (nil, []) }
        guard let part, part.filename == nil else { return }
        guard let read = String(validating: text, as: UTF8.self) else { throw Problem.badForm }
        texts[part.name] = read
    }

    private mutating func append(_ bytes: [UInt8]) async throws {
        total += bytes.count
        waiting += bytes
        if let person = request.session?.person {
            let key = RateLimitKey.key("person:\(person)")
            app.limiter.charge(records.take(bytes), to: .records, of: key)
        }
        let size = BulkJobLimits.chunkBytes
        while waiting.count >= size {
            try await store(Array(waiting.prefix(size)))
            waiting.removeFirst(size)
        }
    }

    private func store(_ bytes: [UInt8]) async throws {
        for job in jobs {
            try await app.domain.registry.append(bytes, to: job, at: app.edge.now())
        }
    }
}

/// The jobs.
extension UploadBody {
    /// The institution, in the name of the person who sends.
    private func actor() throws -> Actor {
        .institution(
            code: institution.code,
            name: try request.requireSession().person.description
        )
    }

    private mutating func begin(_ name: String) async throws {
        guard jobs.isEmpty else { throw Problem.badForm }
        try request.admit(texts)
        if let person = request.session?.person {
            try app.limiter.charge(.records, of: RateLimitKey.key("person:\(person)"))
        }
        fileName = String(name.prefix(Self.longestName))
        let form = UploadForm.form(of: institution, at: request.now, limit: 0)
        let choices = Set(UploadOrder.Task.allCases.map(\.rawValue))
        guard let word = texts[UploadForm.task], choices.contains(word),
            let task = UploadOrder.Task(rawValue: word)
        else {
            throw form.read(texts).faults.first ?? UploadForm.missing
        }
        self.task = task
        try await requireFewer()
        let (registry, actor) = (app.domain.registry, try actor())
        do {
            let job = try await registry.beginUpload(
                by: actor,
                issues: task == .issue,
                isDryRun: task == .check,
                at: request.now
            )
            jobs = [job]
            if task == .issue {
                let preview = try await registry.beginUpload(
                    by: actor,
                    issues: true,
                    isDryRun: true,
                    at: request.now
                )
                jobs.append(preview)
            }
        } catch RegistryError.windowClosed(let until) {
            throw FieldFault(
                field: UploadForm.task,
                wording: IssueRefusal.windowClosed(until: until).wording
            )
        }
    }

    private func requireFewer() async throws {
        let sent = try await app.domain.roles.countUploadOrders(
            in: institution.code,
            since: request.now.adding(seconds: -86_400)
        )
        guard sent < UploadOrder.mostADay else { throw UploadForm.tooMany }
    }

    /// Queues what arrived, in one transaction with the order of the person; a file of degrees stays until it is confirmed.
    private func finish() async throws -> String {
        try request.admit(texts)
        guard let task, let id = jobs.first, total > 0 else {
            let form = UploadForm.form(of: institution, at: request.now, limit: 0)
            throw form.read(texts).faults.first ?? UploadForm.missing
        }
        try await store(waiting)
        let (roles, code, name, now) = (app.domain.roles, institution.code, fileName, request.now)
        let actor = AuditActor.person(
            try request.requireSession().person,
            network: request.context.network.text
        )
        let preview = jobs.count > 1 ? jobs[1] : nil
        try await app.domain.registry.finishReceiving(preview ?? id, at: now) { _, connection in
            try roles.addUploadOrder(
                id,
                for: task,
                preview: preview,
                named: name,
                in: code,
                by: actor,
                at: now,
                in: connection
            )
        }
        app.domain.jobs.notify()
        return id
    }
}
