import HTTPTypes
import Hummingbird
import Persian
import Registry
import VerifyCore
import Web

/// `/batches`: receives a CSV file of codes and redirects to its progress.
struct BatchPage: Sendable {
    let app: App
    let renderer: PageRenderer
    let language: Language

    static let path = "/batches"

    func add(to router: Router<AppRequestContext>) {
        let path = RouterPath(language.base + Self.path)
        let fixed = renderer.fixed(page(SubmittedForm()), in: language)
        router.get(path) { request, _ in fixed.response(to: request) }
        router.post(path, use: receive)
    }

    @Sendable
    private func receive(_ request: Request, _ context: AppRequestContext) async throws -> Response
    {
        try request.requireSameOrigin(as: app.edge.publicURL)
        var body = BatchBody(app, context)
        do {
            let (id, verifier) = try await body.receive(request)
            let address = BatchAddress(id: id, verifier).text(app.domain.keyring.current)
            return .redirect(to: "\(language.base)\(Self.path)/\(address)", type: .normal)
        } catch let fault as FieldFault {
            var refused = page(SubmittedForm(body.form.texts, fault: fault)).refusing([fault])
            if body.form.isOfOrganisation || fault.field != "file" {
                refused.values["organisation"] = true
            }
            return renderer.response(refused, in: language, status: .unprocessableContent)
        }
    }

    private func page(_ submitted: SubmittedForm) -> Page {
        Page(
            "batches",
            at: Self.path,
            titled: Self.title,
            Self.texts,
            ["form": form.value(submitted), "organisation": false]
        )
    }

    private var form: PageForm {
        let kilobytes = app.edge.bounds.body >> 10
        let megabytes = min(BatchBody.largest, app.edge.bounds.upload) >> 20
        let codes = BulkJobLimits.visitorCodes
        let hint = Wording(
            fa: """
                اکسل (xlsx، برگهٔ نخست) یا CSV، تا \(PersianNumber.grouped(codes)) کد (\(PersianNumber.grouped(kilobytes)) کیلوبایت)؛ \
                با کلید دسترسی تا \(PersianNumber.grouped(megabytes)) مگابایت
                """,
            en: """
                Excel (xlsx, first sheet) or CSV, up to \(PersianNumber.groupedInEnglish(codes)) codes \
                (\(PersianNumber.groupedInEnglish(kilobytes)) KB); with an API key up to \
                \(PersianNumber.groupedInEnglish(megabytes)) MB
                """
        )
        return PageForm(
            to: Self.path,
            BatchForm.organisationFields + [BatchForm.fileField(hint: hint)],
            button: Wording(fa: "فرستادن فایل", en: "Send the file")
        )
    }
}

/// The texts of the page.
extension BatchPage {
    static let title = Wording(fa: "بررسی گروهی", en: "Check many codes")

    private static let texts: [String: PageValue] = [
        "heading": .wording(title),
        "introduction": .wording(
            fa: "فهرست کدها را در یک فایل اکسل (xlsx) یا CSV بفرستید و فایل پاسخ را بگیرید.",
            en: "Send the codes in one Excel (xlsx) or CSV file and get a file of answers back."
        ),
        "beforeTitle": .wording(fa: "پیش از شروع", en: "Before you start"),
        "before": .list(before),
        "organisationTitle": .wording(
            fa: "سازمان شما کلید دسترسی دارد؟",
            en: "Does your organisation have an API key?"
        ),
    ]

    private static let before: [PageValue] = [
        .prose(
            fa: """
                سطر نخست عنوان ستون است: \(.code("code")) یا «کد صحت». هر سطر یک کد.
                """,
            en: """
                The first line names the column: \(.code("code")) or \(.foreign("«کد صحت»", .persian)). \
                One code a line.
                """
        ),
        .wording(
            fa: """
                در اکسل، پیش از نوشتن کدها نوع ستون را «متن» بگذارید؛ وگرنه رقم‌های آخر پاک می‌شود.
                """,
            en: """
                In a spreadsheet, format the column as text before you type the codes; otherwise the last \
                digits are lost.
                """
        ),
        .wording(limits),
        .wording(
            fa: """
                لازم نیست منتظر بمانید: نشانی صفحهٔ بعد را نگه دارید و هر وقت خواستید برگردید.
                """,
            en: """
                You need not wait: keep the address of the next page and come back when you like.
                """
        ),
    ]

    private static let limits = Wording(
        fa: """
            بی کلید دسترسی تا \(PersianNumber.grouped(BulkJobLimits.visitorCodes)) کد می‌پذیریم و پاسخ همان است \
            که برای یک کد می‌بینید. سازمان‌های ثبت‌شده با کلید خود تا \
            \(PersianNumber.grouped(BatchForm.mostCodes)) کد می‌فرستند.
            """,
        en: """
            Without a key we take up to \
            \(PersianNumber.groupedInEnglish(BulkJobLimits.visitorCodes)) codes and answer as for a single \
            one. Registered organisations send up to \
            \(PersianNumber.groupedInEnglish(BatchForm.mostCodes)) with their key.
            """
    )
}
