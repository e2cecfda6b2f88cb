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
            let page = page(of: batch, at: address, isAutomatic: false)
                .refusing([.key], in: language)
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
    private func page(of batch: Batch, at address: BatchAddress, isAutomatic: Bool) -> Page {
        let path = "\(BatchPage.path)/\(address.text(app.domain.keyring.current))"
        let heading =
            switch batch.state {
            case .receiving, .queued, .working: Wording(fa: "در حال بررسی", en: "Checking")
            case .done: Wording(fa: "بررسی تمام شد", en: "The check is done")
            case .failed: Wording(fa: "فایل خوانده نشد", en: "The file could not be read")
            }
        let tally = tally(of: batch)
        var page = Page(
            "batch",
            at: path,
            titled:
                "\(heading.text(in: language)) – \(Wording(fa: "بررسی گروهی", en: "Check many codes").text(in: language))",
            [
                "heading": .text(heading.text(in: language)),
                "address": .text(language.base + path),
                "running": .flag(!batch.state.isFinal),
                "finished": .flag(batch.state == .done),
                "failed": batch.problem.map { .text($0.wording.text(in: language)) } ?? false,
                "auto": .flag(isAutomatic),
                "counted": .flag(batch.total != nil),
                "total": .text(String(max(batch.total ?? 0, 1))),
                "checked": .text(String(batch.records)),
                "progressText": .text(progress(of: batch)),
                "anyTally": .flag(!tally.isEmpty),
                "tally": .list(tally),
                "keyed": .flag(address.organisation != nil),
            ]
        )
        page.isPrivate = true
        return page
    }

    private func progress(of batch: Batch) -> String {
        guard let total = batch.total else { return batch.state.title.text(in: language) }
        return Wording(
            fa: "\(language.number(batch.records)) از \(language.number(total)) کد",
            en: "\(language.number(batch.records)) of \(language.number(total)) codes"
        ).text(in: language)
    }

    private func tally(of batch: Batch) -> [PageValue] {
        let verdicts = Verdict.allCases.compactMap { verdict in
            batch.counts[verdict].map { ($0, VerdictWording(verdict).title) }
        }
        let unreadable = Wording(fa: "سطر خوانده نشد", en: "Lines not readable")
        return (verdicts + [(batch.unreadable, unreadable)]).filter { $0.0 > 0 }.map {
            ["count": .text(language.number($0.0)), "text": .text($0.1.text(in: language))]
        }
    }
}
