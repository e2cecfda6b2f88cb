import Accounts
import Hummingbird
import Persian
import Web

/// The registration of a citizen: a claim, which the code at the typed contact and the registers prove.
struct RegisterPage: GatedPage {
    let site: GatedSite

    static let path = "/register"

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        site.respond(Self.page(SubmittedForm(NumberQuestion.initial)), to: request)
    }

    func receive(_ request: PageRequest) async throws -> Response {
        var submitted = Self.form.read(request.fields)
        do {
            let draft = try draft(submitted, request)
            if submitted.faults.isEmpty {
                let sent = try await site.app.domain.signIn.claim(
                    draft,
                    contact: try ContactQuestion.read(submitted),
                    terms: Terms.version,
                    from: request.origin,
                    at: request.now
                )
                let next = ReturnPath(IdentityPage.path)
                return site.redirect(to: CodePage.path(of: sent, next), request)
            }
        } catch let fault as FieldFault {
            if !submitted.faults.contains(where: { $0.field == fault.field }) {
                submitted.faults.append(fault)
            }
        }
        submitted.faults = Self.form.inOrder(submitted.faults)
        return site.refuse(Self.page(submitted), submitted.faults, to: request)
    }

    /// Returns what the form says.
    ///
    /// - Throws: the first fault that concerns more than one field.
    private func draft(_ submitted: SubmittedForm, _ request: PageRequest) throws -> PersonDraft {
        let number = try NumberQuestion.read(submitted)
        let contact = try ContactQuestion.read(submitted)
        guard let birthDate = submitted.dates[Self.birthDate.name] else {
            throw FieldFault(field: Self.birthDate.name, wording: Self.missingDate)
        }
        guard
            let name = try? PersonName(
                firstFa: submitted[NameFields.firstFa.name],
                lastFa: submitted[NameFields.lastFa.name],
                firstEn: submitted[NameFields.firstEn.name],
                lastEn: submitted[NameFields.lastEn.name]
            )
        else { throw NameFields.missing }
        return PersonDraft(
            number: number,
            name: name,
            birthDate: birthDate,
            contact: contact,
            language: request.origin.language,
            isAbroad: contact.channel == .email
        )
    }
}

/// The form and the texts of the page.
extension RegisterPage {
    static let title = Wording(fa: "ثبت‌نام", en: "Register")

    private static func page(_ submitted: SubmittedForm) -> Page {
        .of([.paragraph(introduction), .form(form, submitted)], at: path, titled: title)
    }

    private static let introduction = Prose(
        fa: """
            برای درخواست و پیگیری، حسابی به نام خودتان بسازید؛ رایگان است و حدود سه دقیقه وقت می‌برد. برای بررسی \
            مدرک دیگران حساب لازم نیست. پیش از فرستادن، \(.link("شرایط استفاده", to: TermsPage.path)) را بخوانید.
            """,
        en: """
            Make an account in your own name for requests and for following them; it is free and takes about three \
            minutes. Checking a document needs no account. Read the \(.link("terms of use", to: TermsPage.path)) first.
            """
    )

    private static let form = PageForm(
        to: path,
        NumberQuestion.fields + NameFields.all + [birthDate] + ContactQuestion.fields + [terms],
        button: Wording(fa: "فرستادن کد", en: "Send the code")
    )

    static let birthDate = PageField(
        "birth-date",
        .date,
        label: Wording(fa: "تاریخ تولد", en: "Date of birth"),
        hint: Wording(
            fa: "شمسی یا میلادی، مثلاً ۱ فروردین ۱۳۷۳",
            en: "Jalali or Gregorian, for example 21 March 1994"
        ),
        required: missingDate,
        autocomplete: "bday"
    )

    private static let missingDate = Wording(
        fa: "تاریخ تولد را بنویسید.",
        en: "Enter the date of birth."
    )

    private static let terms = PageField(
        "terms",
        .checkbox,
        label: Wording(
            fa: "شرایط استفاده را خوانده‌ام و می‌پذیرم.",
            en: "I have read the terms of use and accept them."
        ),
        required: Wording(
            fa: "بدون پذیرفتن شرایط نمی‌توان ثبت‌نام کرد.",
            en: "Registration needs your consent to the terms."
        )
    )
}

extension PageForm {
    /// Returns faults in the order of the fields.
    func inOrder(_ faults: [FieldFault]) -> [FieldFault] {
        let order = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
        return faults.sorted { (order[$0.field] ?? 0) < (order[$1.field] ?? 0) }
    }
}
