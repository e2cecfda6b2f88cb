import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import Web

/// Receives the form of a batch: a small form in memory, a large file chunk by chunk into the bulk job.
///
/// A visitor's form is as small as any other; an organisation's may be large. Its key is a field that comes
/// before the file. When a form grows larger than a visitor's may be, the key has thus been read; without a
/// key that works, the rest is not read.
struct BatchBody {
    private let app: App
    private let context: AppRequestContext
    /// The text fields that have come.
    private(set) var form = BatchForm()
    private var part: MultipartHead?
    private var text: [UInt8] = []
    /// What has come of the file and is not written yet.
    private var file: [UInt8] = []
    private var isEmpty = true
    private var lines = RecordCount()
    private var job: Job?
    /// What is wrong with a large form; what still comes of it is dropped.
    private var fault: FieldFault?

    /// The largest form with a key: some 200,000 codes.
    static let largest = 8 << 20
    /// The longest time for the whole form.
    static let time = Duration.seconds(1800)

    /// A batch that was begun.
    private struct Job {
        let id: String
        let principal: Principal
        /// What was paid for codes that may not be found.
        let ticket: BatchPayments.Ticket
    }

    init(_ app: App, _ context: AppRequestContext) {
        self.app = app
        self.context = context
    }

    /// Receives the whole form and queues the batch; returns its identifier and who may see it.
    ///
    /// - Throws: `FieldFault` for what the visitor can correct in the form, else a problem. The batch is
    ///   discarded then.
    mutating func receive(_ request: Request) async throws -> (id: String, verifier: Verifier) {
        do {
            let limit = min(Self.largest, app.edge.bounds.upload)
            try await request.multipart(upTo: limit, within: Self.time) { events, total in
                for event in events { try take(event) }
                if total > app.edge.bounds.body { try await stream() }
            }
            try endPart()
            return try await finish()
        } catch {
            if let job {
                app.batchPayments.cancel(job.ticket, for: job.id)
                try? await app.domain.registry.discard(job.id)
            }
            throw error
        }
    }
}

/// Fields and file.
extension BatchBody {
    private mutating func take(_ event: MultipartReader.Event) throws {
        switch event {
        case .part(let head):
            try endPart()
            part = head
        case .content(let bytes):
            if part?.name == "file" {
                isEmpty = isEmpty && bytes.isEmpty
                _ = lines.take(bytes)
                if fault == nil { file += bytes }
            } else if part?.filename == nil {
                text += bytes
                guard text.count <= BatchForm.longestField else {
                    throw Problem.tooLarge(BatchForm.longestField)
                }
            }
        }
    }

    /// Keeps the text of a field that has come to its end.
    private mutating func endPart() throws {
        defer { text = [] }
        guard let part, part.name != "file" else { return }
        let isNew = form.set(part.name, String(validating: text, as: UTF8.self) ?? "")
        // The consent was read when the batch was begun.
        if isNew, job != nil { throw Problem.badForm }
    }
}

/// The batch.
extension BatchBody {
    /// Writes what has come of a large file.
    private mutating func stream() async throws {
        guard fault == nil else { return }
        do {
            if job == nil {
                guard !form.key.isEmpty, let principal = try await organisation() else {
                    throw Problem.tooLargeWithoutKey(app.edge.bounds.body)
                }
                job = try await begin(principal)
            }
            try checkLines(of: BatchForm.mostCodes)
        } catch let error as FieldFault {
            fault = error
            file = []
            return
        }
        let size = BulkJobLimits.chunkBytes
        while let job, file.count >= size {
            try await app.domain.registry.append(
                Array(file.prefix(size)),
                to: job.id,
                at: app.edge.now()
            )
            file.removeFirst(size)
        }
    }

    /// Checks the whole form, begins the batch where that was not done, and queues it.
    private mutating func finish() async throws -> (id: String, verifier: Verifier) {
        if let fault { throw fault }
        let known = job?.principal
        let principal = if let known { known } else { try await self.principal() }
        let verifier = try form.verifier(for: principal)
        guard !isEmpty else { throw FieldFault.noFile }
        let isVisitor = principal.account == nil
        try checkLines(of: isVisitor ? BulkJobLimits.visitorCodes : BatchForm.mostCodes)
        let begun = if let job { job } else { try await begin(principal) }
        job = begun
        // A visitor has paid for the most codes that a batch may have.
        if !isVisitor {
            app.limiter.charge(
                lines.lines,
                to: .records,
                of: principal.rateLimitKey(from: context.network)
            )
        }
        let registry = app.domain.registry
        try await registry.append(file, to: begun.id, at: app.edge.now())
        try await registry.finishReceiving(begun.id, at: app.edge.now())
        app.domain.jobs.notify()
        return (begun.id, verifier)
    }

    private func begin(_ principal: Principal) async throws -> Job {
        let verifier = try form.verifier(for: principal)
        if principal.account != nil {
            try app.limiter.charge(.records, of: principal.rateLimitKey(from: context.network))
        }
        let ticket = try app.batchPayments.pay(for: principal, from: context.network)
        do {
            let id = try await app.domain.registry.beginBatch(for: verifier, at: context.now)
            app.batchPayments.keep(ticket, for: id)
            return Job(id: id, principal: principal, ticket: ticket)
        } catch {
            app.batchPayments.cancel(ticket)
            throw error
        }
    }

    /// Returns the organisation whose key is in the form, or a visitor, whose codes count like checks.
    private func principal() async throws -> Principal {
        if form.key.isEmpty { return .visitor }
        guard let principal = try await organisation() else { throw FieldFault.key }
        return principal
    }

    private func organisation() async throws -> Principal? {
        try await app.authentication.principal(typedKey: form.key, context)
    }

    /// Counts one more line, for the titles; the register counts exactly, also the rows of a workbook.
    private func checkLines(of most: Int) throws(FieldFault) {
        guard lines.isPacked || lines.lines <= most + 1 else { throw .tooMany(most) }
    }
}

extension Problem {
    /// The problem of a visitor's file that is too large, or of a file whose key does not work.
    fileprivate static func tooLargeWithoutKey(_ limit: Int) -> Self {
        let codes = BulkJobLimits.visitorCodes
        let kilobytes = limit >> 10
        var problem = tooLarge(limit)
        problem.detail = .init(
            fa: """
                بدون کلید دسترسی، فایل تا \(PersianNumber.grouped(codes)) کد و \
                \(PersianNumber.grouped(kilobytes)) کیلوبایت پذیرفته می‌شود. سازمان‌های ثبت‌شده کلید خود را در \
                همان فرم بنویسند؛ کلیدی که درست نباشد به حساب نمی‌آید.
                """,
            en: """
                Without an API key a file may have \(codes) codes and \(kilobytes) KB. Registered \
                organisations write their key into the same form; a wrong key does not count.
                """
        )
        return problem
    }
}
