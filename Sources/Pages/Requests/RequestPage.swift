import Accounts
import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// The form of a service: its questions as the declaration has them, with what was typed and uploaded before.
struct RequestPage: GatedPage {
    let site: GatedSite

    static let path = "/services/:service/request"
    static let takesFiles = true

    /// Returns the address of the form of a service.
    static func path(of service: ServiceID) -> String { RequestAddress.path(of: service) }

    init(_ site: GatedSite) { self.site = site }

    func mayReceive(_ request: PageRequest) async throws -> Response? {
        let service = try site.service(request)
        return try await away(service, try await site.reader(request), request)
    }

    func show(_ request: PageRequest) async throws -> Response {
        let service = try site.service(request)
        let person = try await site.reader(request)
        if let away = try await away(service, person, request) { return away }
        let draft = try await cases.draft(of: person.id, service: service.id)
        let start = try await start(service, person, request, draft?.form)
        let notices: [PageBlock] =
            draft.map { $0.version != service.version } == true
            ? [.notice(.wait, Self.changed)] : []
        return site.respond(
            Self.page(
                AnswerFields(start.facts, start.typed),
                service,
                about: start.about,
                notices: notices + (start.isFilled ? [.notice(.wait, Self.filled)] : [])
            ).page,
            to: request
        )
    }

    func receive(_ request: PageRequest) async throws -> Response {
        let service = try site.service(request)
        let person = try await site.reader(request)
        if let away = try await away(service, person, request) { return away }
        let draft = try await cases.draft(of: person.id, service: service.id)?.form
        let start = try await start(service, person, request, draft)
        var reader = AnswerReader(request, start.facts)
        let typed = reader.read(over: start.former)
        try await keep(typed, service, person, request)
        let path = Self.path(of: service.id)
        if request.fields[AnswerReader.save] != nil, reader.faults.isEmpty {
            return site.redirect(to: MyRequestsPage.path, request)
        }
        if let group = reader.changedGroup, reader.faults.isEmpty {
            return site.redirect(to: "\(path)#\(group)", request)
        }
        return try await examine(typed, reader.faults, service, person, request, start.about)
    }

    /// Examines the answers: they lead to the page that checks them, or back to the form with what is wrong.
    private func examine(
        _ typed: TypedForm,
        _ known: [FieldFault],
        _ service: Service,
        _ person: Person,
        _ request: PageRequest,
        _ about: String?
    ) async throws -> Response {
        let facts = try await site.facts(of: service, typed, for: person, at: request.now)
        var filled = typed
        if known.isEmpty, service.form.fill(&filled, from: facts.source) {
            // The values of the register are read once before they are sent.
            try await keep(filled, service, person, request)
            return site.redirect(to: "\(Self.path(of: service.id))?\(Self.isFilled)=yes", request)
        }
        let drawn = AnswerFields(facts, typed)
        if let absent = facts.absent, !known.contains(where: { $0.field == absent.field }) {
            let faults = known + [absent]
            return site.refuse(
                Self.page(drawn, service, about: about, faults: faults).page,
                faults,
                to: request
            )
        }
        let review = try await cases.review(
            OpenRequest(
                service.id,
                moveID: "",
                by: .person(person.id, session: try request.requireSession().kind),
                form: typed,
                at: request.now
            )
        )
        let faults = known + drawn.faults(of: review.problems, besides: known)
        guard faults.isEmpty else {
            return site.refuse(
                Self.page(drawn, service, about: about, faults: faults).page,
                faults,
                to: request
            )
        }
        return site.redirect(to: CheckAnswersPage.path(of: service.id), request)
    }

    private func keep(
        _ typed: TypedForm,
        _ service: Service,
        _ person: Person,
        _ request: PageRequest
    ) async throws {
        try await cases.keep(
            CaseDraft(of: person.id, for: service, form: typed, page: "request", at: request.now)
        )
    }

    private var cases: Cases { site.app.domain.cases }

    /// Returns the redirect to the start page, which has the reason, for a reader to whom the service is not open.
    private func away(
        _ service: Service,
        _ person: Person,
        _ request: PageRequest
    ) async throws -> Response? {
        let standing = try await cases.standing(
            of: person.id,
            in: try request.requireSession().kind,
            for: service,
            at: request.now
        )
        guard standing != .open else { return nil }
        guard standing.isListed else { throw Problem.notFound }
        return site.redirect(to: ServicePage.path(of: service.id), request)
    }
}

/// The page.
extension RequestPage {
    /// Returns the page of a form with what was typed.
    static func page(
        _ drawn: AnswerFields,
        _ service: Service,
        about: String? = nil,
        faults: [FieldFault] = [],
        notices: [PageBlock] = []
    ) -> (page: Page, form: PageForm) {
        var form = PageForm(
            to: path(of: service.id),
            drawn.fields + [saveField],
            button: Wording(fa: "ادامه و بازبینی", en: "Continue and check")
        )
        form.isMultipart = true
        form.hidden = drawn.hidden + (about.map { [(RequestAddress.about, $0)] } ?? [])
        var submitted = SubmittedForm(drawn.texts)
        submitted.faults = faults
        let blocks =
            notices
            + [
                .paragraph(kept), .form(form, submitted), .paragraph(PaperStanding.ofRequests),
            ]
        return (.of(blocks, at: path(of: service.id), titled: service.title), form)
    }

    private static let saveField = PageField(
        AnswerReader.save,
        .command,
        label: Wording(fa: "ذخیره و ادامه در زمانی دیگر", en: "Save and continue later")
    )

    private static let kept = Prose(
        fa: """
            نوشته‌های شما با هر بار «ادامه» یا «ذخیره» نگه داشته می‌شود و می‌توانید بعداً بازگردید. فایل‌هایی که فرستاده نشود \
            یک روز می‌ماند.
            """,
        en: """
            What you type is kept each time you continue or save, and you can come back later. Files of a request that \
            is not sent are kept for a day.
            """
    )

    private static let filled = Prose(
        fa: """
            پاسخ‌های زیر از ثبت ما آمده است. هر یک را بخوانید؛ اگر مقداری درست نیست، مقدار درست را به جای آن بنویسید.
            """,
        en: """
            The answers below come from our records. Read each one; where a value is wrong, enter the right one in its place.
            """
    )

    /// Said once after a new version of the service was released.
    static let changed = Prose(
        fa: "این خدمت پس از نوشتن شما تغییر کرده است؛ پاسخ‌ها را دوباره ببینید.",
        en: "The service was changed after you wrote this; look at your answers again."
    )
}

extension Wording {
    /// The sentence behind the name of its question, which a list of faults needs; without a name as it is.
    fileprivate func after(_ label: Wording?) -> Wording {
        guard let label else { return self }
        return Wording(fa: "«\(label.fa)»: \(fa)", en: "“\(label.en)”: \(en)")
    }
}

extension AnswerFields {
    /// The problems of the form as faults of its fields, without those of fields that have one; others are not of a field.
    func faults(of problems: [MoveProblem], besides known: [FieldFault]) -> [FieldFault] {
        var seen = Set(known.map(\.field))
        return problems.compactMap { problem in
            guard problem.pointer.hasPrefix("/form") else { return nil }
            let field = anchor(problem.pointer)
            guard seen.insert(field).inserted else { return nil }
            let label = fields.first { $0.name == field }?.label
            return FieldFault(field: field, wording: problem.sentence.after(label))
        }
    }
}
