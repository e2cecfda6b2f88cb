import Accounts
import Persian
import Registry
import Web

/// The form of an upload: what the file is for, and the file.
enum UploadForm {
    static let task = "task"
    static let file = "file"

    /// Returns the form of an institution; without the choice of degrees where its window is closed.
    static func form(of institution: Institution, at now: Timestamp, limit: Int) -> PageForm {
        let tasks = UploadOrder.Task.allCases.filter {
            $0 != .issue || institution.mayIssue(at: now)
        }
        return PageForm(
            to: UploadAddress.list(of: institution.code),
            [
                PageField(
                    task,
                    .choice(tasks.map { PageField.Choice($0.rawValue, $0.question) }),
                    label: Wording(
                        fa: "با این فایل چه کنیم؟",
                        en: "What should be done with the file?"
                    ),
                    required: Wording(
                        fa: "انتخاب کنید با فایل چه کنیم.",
                        en: "Choose what should be done with the file."
                    )
                ),
                PageField(
                    file,
                    .file(
                        accept: """
                            .xlsx,.csv,.txt,text/csv,\
                            application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
                            """
                    ),
                    label: Wording(fa: "فایل دانش‌آموختگان", en: "File of graduates"),
                    hint: Wording(
                        fa: """
                            اکسل (xlsx، برگهٔ نخست) یا CSV، تا \(PersianNumber.grouped(limit >> 20)) مگابایت
                            """,
                        en: "Excel (xlsx, first sheet) or CSV, up to \(limit >> 20) MB"
                    ),
                    required: noFile
                ),
            ],
            button: Wording(fa: "فرستادن فایل", en: "Send the file")
        )
    }

    private static let noFile = Wording(
        fa: "فایل دانش‌آموختگان را انتخاب کنید.",
        en: "Choose the file of graduates."
    )

    /// The fault of a form without a file.
    static let missing = FieldFault(field: file, wording: noFile)

    /// The fault of an institution that has sent very many files.
    static let tooMany = FieldFault(
        field: file,
        wording: Wording(
            fa: """
                دانشگاه شما در ۲۴ ساعت گذشته \(PersianNumber.grouped(UploadOrder.mostADay)) فایل فرستاده است. ردیف‌ها را \
                در فایل‌های بزرگ‌تر بفرستید، یا فردا ادامه دهید.
                """,
            en: """
                Your institution sent \(UploadOrder.mostADay) files within 24 hours. Send larger files, or continue \
                tomorrow.
                """
        )
    )
}

extension UploadOrder.Task {
    /// The name of the task.
    var title: Wording {
        switch self {
        case .check: Wording(fa: "فقط بررسی", en: "Check only")
        case .fill: Wording(fa: "ثبت در بانک اطلاعات", en: "Fill the data bank")
        case .issue: Wording(fa: "ثبت و صدور کد صحت", en: "Fill the data bank and issue codes")
        }
    }

    /// The task as a choice of the form.
    var question: Wording {
        switch self {
        case .check:
            Wording(
                fa: "فقط بررسی کنید؛ چیزی ثبت نمی‌شود و فایل خطاها را می‌گیرم",
                en: "Check it only; nothing is stored, and I get the file of errors"
            )
        case .fill:
            Wording(
                fa: "در بانک اطلاعات دانش‌آموختگان ثبت کنید",
                en: "Fill the data bank of graduates"
            )
        case .issue:
            Wording(
                fa: "ثبت کنید و کد صحت صادر کنید؛ همکار دیگری از دانشگاه باید تأیید کند",
                en: "Fill the data bank and issue codes; another person of the institution confirms"
            )
        }
    }
}
