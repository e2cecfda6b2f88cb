import Accounts
import HTTPTypes
import Hummingbird
import NIOCore
import Persian
import Registry
import Web

/// The files of graduates of an institution: the form for another one, and the list of those that were sent.
struct UploadsPage: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/uploads"
    static let readsForm = true
    static let title = Wording(fa: "بارگذاری دانش‌آموختگان", en: "Uploads of graduates")
    /// The files of one page of the list.
    private static let pageSize = 25
    private static let afterField = "after"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let (institution, _) = try await site.uploadInstitution(request)
        return site.respond(try await page(SubmittedForm(), institution, request), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let (institution, authority) = try await site.uploadInstitution(request)
        guard authority.sendsUploads(of: institution.code) else { throw Problem.notFound }
        var body = UploadBody(site.app, request, for: institution)
        do {
            let id = try await body.receive()
            return site.redirect(to: UploadAddress.upload(id, of: institution.code), request)
        } catch let fault as FieldFault {
            return try await refuse(fault, body, institution, request)
        } catch let error as RolesError {
            // Credentials that were changed within a day prepare no degrees.
            let fault = FieldFault(field: UploadForm.task, wording: error.wording)
            return try await refuse(fault, body, institution, request)
        }
    }

    private func refuse(
        _ fault: FieldFault,
        _ body: UploadBody,
        _ institution: Institution,
        _ request: PageRequest
    ) async throws -> Response {
        let submitted = SubmittedForm(body.texts, fault: fault)
        return site.refuse(try await page(submitted, institution, request), [fault], to: request)
    }
}

/// The parts of the page.
extension UploadsPage {
    private func page(
        _ submitted: SubmittedForm,
        _ institution: Institution,
        _ request: PageRequest
    ) async throws -> Page {
        let authority = try request.requireAuthority()
        var blocks: [PageBlock] = [.paragraph(Self.introduction)]
        if let window = try await site.accessWindow(of: institution.code, at: request.now) {
            blocks.append(window)
        }
        if authority.sendsUploads(of: institution.code) {
            let form = UploadForm.form(
                of: institution,
                at: request.now,
                limit: site.app.edge.bounds.upload
            )
            blocks += [
                .title("new", Wording(fa: "فایل تازه", en: "A new file")), .paragraph(Self.rules),
                .links([
                    (
                        UploadTemplate.path(of: institution.code),
                        Wording(fa: "فایل الگو", en: "Template"),
                        Wording(
                            fa: "سطر عنوان همهٔ ستون‌ها؛ در اکسل باز می‌شود",
                            en: "The title line of all columns; opens in a spreadsheet"
                        )
                    )
                ]),
                .form(form, submitted),
            ]
        }
        blocks += try await list(institution.code, request)
        return .of(blocks, at: UploadAddress.list(of: institution.code), titled: Self.title)
    }

    private func list(_ code: String, _ request: PageRequest) async throws -> [PageBlock] {
        let roles = site.app.domain.roles
        var last: UploadOrder?
        if let after = request.query(Self.afterField) {
            last = try await roles.uploadOrder(after, in: code)
        }
        let found = try await roles.uploadOrders(in: code, after: last, limit: Self.pageSize + 1)
        let orders = found.prefix(Self.pageSize)
        let title = Wording(fa: "فایل‌های فرستاده‌شده", en: "Files that were sent")
        guard !orders.isEmpty else {
            return [
                .title("sent", title),
                .paragraph(Prose(fa: "هنوز فایلی فرستاده نشده است.", en: "No file was sent yet.")),
            ]
        }
        var rows: [[PageValue]] = []
        for order in orders { rows.append(try await row(of: order)) }
        var blocks: [PageBlock] = [
            .table(
                PageTable(
                    titled: .wording(title),
                    columns: [
                        .wording(fa: "فایل", en: "File"), .wording(fa: "برای", en: "For"),
                        .wording(fa: "زمان", en: "Sent"), .wording(fa: "فرستنده", en: "By"),
                        .wording(fa: "وضع", en: "State"),
                    ],
                    rows: rows
                )
            )
        ]
        let next = found.count > orders.count ? orders.last : nil
        let path = UploadAddress.list(of: code)
        blocks.append(
            .pager(
                Pager(
                    first: last == nil ? nil : path,
                    next: next.map { "\(path)?\(Self.afterField)=\($0.id)" }
                )
            )
        )
        return blocks
    }

    private func row(of order: UploadOrder) async throws -> [PageValue] {
        let path = UploadAddress.upload(order.id, of: order.organisation)
        let name = order.shownName
        return [
            .prose(
                fa: "\(.link(name, to: path))",
                en: "\(.link(name, to: path))"
            ),
            order.task.map { .wording($0.title) } ?? "–",
            .wording(PersianTime.moment(order.sentAt)),
            try await site.name(of: order.sentBy),
            .wording(try await site.state(of: order)),
        ]
    }

    private static let introduction = Prose(
        fa: """
            ثبت در بانک اطلاعات دانش‌آموختگان همیشه باز است. صدور کد صحت از این راه تنها تا پایان مهلت دسترسی دانشگاه \
            و با دو نفر ممکن است: یکی فایل را می‌فرستد و دیگری تأیید می‌کند.
            """,
        en: """
            The data bank of graduates can always be filled. Codes are issued this way only until the end of the \
            institution’s access window, and by two persons: one sends the file, another one confirms.
            """
    )

    private static let rules = Prose(
        fa: """
            هر ردیف یک مدرک است. ردیف‌های درست ثبت می‌شوند و ردیف‌های نادرست با دلیل برمی‌گردند؛ فرستادن دوبارهٔ همان فایل \
            چیزی را دو بار ثبت نمی‌کند.
            """,
        en: """
            Each row is a document. Good rows are stored and bad ones come back with the reason; sending the same file \
            again stores nothing twice.
            """
    )
}

/// The template of an upload: the title line of all columns, in Persian.
struct UploadTemplate: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/uploads/template.csv"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    static func path(of code: String) -> String { "\(UploadAddress.list(of: code))/template.csv" }

    func show(_ request: PageRequest) async throws -> Response {
        _ = try await site.uploadInstitution(request)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"graduates.csv\"",
            ],
            body: .init(
                byteBuffer: ByteBuffer(
                    bytes: GraduateColumn.template(in: request.language.sentence)
                )
            )
        )
    }
}
