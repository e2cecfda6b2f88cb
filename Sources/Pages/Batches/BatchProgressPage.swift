import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// The progress of a batch, and its files when it is done.
struct BatchProgressPage: Sendable {
    let app: App
    let renderer: PageRenderer
    let language: Language

    /// Seconds until the page reloads itself.
    private static let pause = 2

    func add(to router: Router<AppRequestContext>) {
        let path = "\(language.base)\(BatchPage.path)/:batch"
        router.get(RouterPath(path), use: show)
        router.get(RouterPath("\(path)/results.csv")) { try await file(.results, $0, $1) }
        router.get(RouterPath("\(path)/errors.csv")) { try await file(.errors, $0, $1) }
        router.post(RouterPath("\(path)/download"), use: download)
    }

    @Sendable
    private func show(_ request: Request, _ context: AppRequestContext) async throws -> Response {
        let isAutomatic = request.uri.queryParameters.get("auto") != "off"
        let (address, batch) = try await batch(context)
        let page = page(of: batch, at: address, isAutomatic: isAutomatic)
        var headers: HTTPFields = [:]
        // In a header, because a `meta` element may not do this (WCAG F41); the page has a link that stops it.
        if isAutomatic, !batch.state.isFinal, let name = HTTPField.Name("Refresh") {
            headers[name] = String(Self.pause)
        }
        return renderer.response(page, in: language, headers: headers)
    }

    /// Responds with a file of a visitor's batch.
    private func file(
        _ part: BulkJobFile.Part,
        _ request: Request,
        _ context: AppRequestContext
    ) async throws -> Response {
        let (address, _) = try await batch(context)
        guard address.organisation == nil else { throw Problem.notFound }
        return try await file(part, address, for: .visitor)
    }

    /// Responds with a file of an organisation's batch, for a client that has the organisation's key.
    @Sendable
    private func download(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        try request.requireSameOrigin(as: app.edge.publicURL)
        let form = try await request.form(upTo: app.edge.bounds.body)
        let (address, batch) = try await batch(context)
        let principal = try await app.authentication.principal(typedKey: form["key"] ?? "", context)
        guard let owner = principal?.organisation, owner == address.organisation else {
            let page = page(of: batch, at: address, isAutomatic: false, .key)
            return renderer.response(page, in: language, status: .unprocessableContent)
        }
        let part: BulkJobFile.Part = form["part"] == "errors" ? .errors : .results
        return try await file(part, address, for: address.verifier)
    }

    private func file(
        _ part: BulkJobFile.Part,
        _ address: BatchAddress,
        for verifier: Verifier
    ) async throws -> Response {
        let file = try await app.domain.registry.file(
            part,
            ofBatch: address.id,
            for: verifier,
            in: language.sentence
        )
        return Response(file: file, named: part == .results ? "results" : "errors")
    }

    /// Returns the batch of the request's address.
    ///
    /// - Throws: 404, also for an address that this service did not make.
    private func batch(_ context: AppRequestContext) async throws -> (BatchAddress, Batch) {
        let text = context.parameters.get("batch") ?? ""
        guard let address = BatchAddress(parsing: text, app.domain.keyring.current) else {
            throw Problem.notFound
        }
        do {
            let batch = try await app.domain.registry.batch(address.id, for: address.verifier)
            return (address, batch)
        } catch BulkJobError.notFound {
            throw Problem.notFound
        }
    }
}

extension BatchProgressPage {
    private func page(
        of batch: Batch,
        at address: BatchAddress,
        isAutomatic: Bool,
        _ fault: FieldFault? = nil
    ) -> Page {
        let path = "\(BatchPage.path)/\(address.text(app.domain.keyring.current))"
        let heading = Self.heading(of: batch)
        var values: [String: PageValue] = [
            "heading": .wording(heading),
            "state": Self.state(of: batch),
            "tally": Self.tally(of: batch),
            "ignored": batch.ignoredWording.map(PageValue.wording) ?? false,
        ]
        if !batch.state.isFinal {
            values["progress"] = Self.progress(of: batch, at: path, isAutomatic: isAutomatic)
        }
        if batch.state == .done { values["files"] = Self.files(of: address, at: path, fault) }
        var page = Page(
            "batch",
            at: path,
            titled: Wording(
                fa: "\(heading.fa) – \(BatchPage.title.fa)",
                en: "\(heading.en) – \(BatchPage.title.en)"
            ),
            Self.texts,
            values
        )
        if let fault { page = page.refusing([fault]) }
        page.isPrivate = true
        return page
    }

    private static func heading(of batch: Batch) -> Wording {
        switch batch.state {
        case .receiving, .queued, .working: Wording(fa: "در حال بررسی", en: "Checking")
        case .done: Wording(fa: "بررسی تمام شد", en: "The check is done")
        case .failed: Wording(fa: "فایل خوانده نشد", en: "The file could not be read")
        }
    }

    /// Returns the sentence below the heading.
    private static func state(of batch: Batch) -> PageValue {
        switch batch.state {
        case .receiving, .queued, .working:
            return .wording(
                fa: """
                    در حال بررسی است. می‌توانید این صفحه را ببندید و بعداً به همین نشانی برگردید.
                    """,
                en: """
                    The check is under way. You may close this page and come back to this address later.
                    """
            )
        case .done:
            let count = count(of: batch)
            return .wording(
                fa: "\(count.fa) بررسی شد؛ پاسخ‌ها آماده است.",
                en: "\(count.en) were checked; the answers are ready."
            )
        case .failed:
            return .optional(batch.problem?.wording)
        }
    }

    private static func count(of batch: Batch) -> Wording {
        guard let total = batch.total else { return batch.state.title }
        return Wording(
            fa:
                "\(PersianNumber.grouped(batch.records)) از \(PersianNumber.grouped(total)) کد",
            en: """
                \(PersianNumber.groupedInEnglish(batch.records)) of \
                \(PersianNumber.groupedInEnglish(total)) codes
                """
        )
    }

    private static func progress(
        of batch: Batch,
        at path: String,
        isAutomatic: Bool
    ) -> PageValue {
        let byHand = "\(path)?auto=off"
        let refresh =
            isAutomatic
            ? Prose(
                fa: "این صفحه خودش تازه می‌شود. \(.link("خودم تازه می‌کنم", to: byHand))",
                en: "This page refreshes itself. \(.link("Let me do it", to: byHand))"
            )
            : Prose(
                fa: """
                    \(.link("تازه کردن صفحه", to: byHand)) · \(.link("خودش تازه شود", to: path))
                    """,
                en: """
                    \(.link("Refresh the page", to: byHand)) · \(.link("Refresh by itself", to: path))
                    """
            )
        return [
            "count": .wording(count(of: batch)),
            "counted": .flag(batch.total != nil),
            "total": .text(String(max(batch.total ?? 0, 1))),
            "checked": .text(String(batch.records)),
            "refresh": .prose(refresh),
        ]
    }

    /// Returns how many codes had each verdict; false where none was checked.
    private static func tally(of batch: Batch) -> PageValue {
        let verdicts = Verdict.allCases.compactMap { verdict in
            batch.counts[verdict].map { ($0, VerdictWording(verdict).title) }
        }
        let unreadable = Wording(fa: "سطر خوانده نشد", en: "Lines not readable")
        let counts = (verdicts + [(batch.unreadable, unreadable)]).filter { $0.0 > 0 }
        if counts.isEmpty { return false }
        return [
            "title": batch.state.isFinal
                ? .wording(fa: "نتیجه", en: "Result") : .wording(fa: "تا اینجا", en: "So far"),
            "counts": .list(counts.map { ["count": .number($0.0), "text": .wording($0.1)] }),
        ]
    }
}

/// The files of the answers.
extension BatchProgressPage {
    /// Returns the links to a visitor's files, or the form for an organisation's key.
    private static func files(
        of address: BatchAddress,
        at path: String,
        _ fault: FieldFault?
    ) -> PageValue {
        guard address.organisation != nil else { return ["path": .text(path), "form": false] }
        let form = PageForm(to: "\(path)/download", [key], button: all)
        var submitted = SubmittedForm()
        submitted.faults = [fault].compactMap { $0 }
        return ["path": .text(path), "form": form.value(submitted)]
    }

    private static let key = PageField(
        BatchForm.keyField.name,
        .secret,
        label: BatchForm.keyField.label,
        hint: Wording(
            fa: """
                این پاسخ‌ها نام افراد را در بر دارد؛ برای دریافت، کلید سازمان خود را دوباره بنویسید.
                """,
            en: """
                These answers hold people’s names; to download them, enter your organisation’s key again.
                """
        ),
        required: FieldFault.key.wording,
        isShownAgain: false
    )

    private static let all = Wording(fa: "همهٔ پاسخ‌ها", en: "All answers")

    private static let texts: [String: PageValue] = [
        "filesTitle": .wording(fa: "فایل‌های پاسخ", en: "Files of answers"),
        "all": .wording(all),
        "invalid": .wording(fa: "فقط آنچه معتبر نیست", en: "Only what is not in force"),
        "share": .wording(
            fa: """
                هر کس نشانی این صفحه را داشته باشد آن را می‌بیند. نشانی را فقط به کسی بدهید که باید پاسخ‌ها را \
                ببیند.
                """,
            en: """
                Everyone with the address of this page can see it. Share it only with those who should see \
                the answers.
                """
        ),
    ]
}
