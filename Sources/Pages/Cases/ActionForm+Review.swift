import Casework
import Persian
import Web

/// The parts of a review: the comparison, the files, what goes back.
extension ActionForm {
    /// The name of the field that chooses between both values.
    static func choice(of row: CaseComparison.Row) -> String { "choice.\(row.name)" }

    /// Claim and register side by side; a choice for each difference.
    var choices: Section? {
        guard let comparison else { return nil }
        let differences = comparison.rows.filter(\.differs)
        let register = comparison.registerName
        let text: Wording =
            if comparison.seen == nil {
                Wording(
                    fa: "\(register.fa) چنین مدرکی ندارد؛ تنها پاسخ متقاضی دیده می‌شود.",
                    en: "\(register.en): no such document; only the applicant's answers are shown."
                )
            } else if differences.isEmpty {
                Wording(fa: "تفاوتی پیدا نشد.", en: "No difference was found.")
            } else {
                Wording(
                    fa: """
                        \(PersianNumber.plain(differences.count)) تفاوت پیدا شد؛ برای هر یک مقدار درست را انتخاب کنید.
                        """,
                    en: "Differences: \(differences.count). Choose the right value of each."
                )
            }
        return Section(
            id: "comparison",
            title: Wording(
                fa: "پاسخ متقاضی در برابر \(register.fa)",
                en: "Applicant's answers and \(register.en.lowercased())"
            ),
            text: text,
            table: table(comparison),
            groups: differences.map { row in
                Group(fields: [
                    PageField(
                        Self.choice(of: row),
                        .choice([
                            .init(
                                comparison.sources.claim,
                                Self.named(
                                    Wording(fa: "متقاضی", en: "Applicant"),
                                    row.claim
                                )
                            ),
                            .init(
                                comparison.sources.register,
                                Self.named(register, row.register)
                            ),
                        ]),
                        label: Wording(fa: "≠ \(row.title.fa)", en: "≠ \(row.title.en)"),
                        required: Wording(
                            fa: "مقدار درست «\(row.title.fa)» را انتخاب کنید.",
                            en: "Choose the right value of “\(row.title.en)”."
                        )
                    )
                ])
            }
        )
    }

    private static func named(_ source: Wording, _ value: Wording?) -> Wording {
        let value = value ?? Wording(fa: "خالی", en: "empty")
        return Wording(fa: "\(source.fa): \(value.fa)", en: "\(source.en): \(value.en)")
    }

    private func table(_ comparison: CaseComparison) -> PageTable {
        let region = Wording(fa: "مقایسه", en: "Comparison")
        return PageTable(
            titled: .wording(region),
            columns: [
                .wording(fa: "مشخصه", en: "Value"), .wording(fa: "مقایسه", en: "Compared"),
                .wording(fa: "متقاضی", en: "Applicant"), .wording(comparison.registerName),
            ],
            rows: comparison.rows.map { row in
                [
                    .wording(row.title), .wording(Self.mark(row, in: comparison)),
                    Self.cell(row.claim), Self.cell(row.register),
                ]
            }
        )
    }

    private static func cell(_ value: Wording?) -> PageValue {
        guard let value else { return "–" }
        return .prose(fa: "\(.isolated(value.fa))", en: "\(.isolated(value.en))")
    }

    /// A sign and a word, never a colour alone.
    private static func mark(_ row: CaseComparison.Row, in comparison: CaseComparison) -> Wording {
        if comparison.seen == nil { return Wording(fa: "– بی سابقه", en: "– not recorded") }
        return row.differs
            ? Wording(fa: "≠ تفاوت دارد", en: "≠ differs") : Wording(fa: "= یکسان", en: "= equal")
    }

    static let accepts = "accept"
    static let returns = "return"

    static func decision(of file: FileDecision) -> String {
        name("file", file.field, file.ordinal)
    }

    /// A decision about each file, next to its image.
    var files: Section? {
        guard !view.visible.files.isEmpty else { return nil }
        return Section(
            id: "files",
            title: Wording(fa: "فایل‌ها", en: "Files"),
            groups: view.visible.files.map { file in
                let title = CaseAnswers.title(of: file.field, file.ordinal, in: view.service.form)
                let name = Self.decision(of: file)
                return Group(
                    heading: title,
                    file: file,
                    fields: [
                        PageField(
                            name,
                            .choice([
                                .init(Self.accepts, Wording(fa: "می‌پذیرم", en: "Accept")),
                                .init(Self.returns, Wording(fa: "نمی‌پذیرم", en: "Do not accept")),
                            ]),
                            label: Wording(
                                fa: "تصمیم دربارهٔ «\(title.fa)»",
                                en: "Decision about “\(title.en)”"
                            ),
                            required: Wording(
                                fa: "دربارهٔ «\(title.fa)» تصمیم بگیرید.",
                                en: "Decide about “\(title.en)”."
                            )
                        ),
                        PageField(
                            "\(name)-reason",
                            .choice(Self.reasons),
                            label: Wording(
                                fa: "اگر نمی‌پذیرید، چرا؟",
                                en: "If you do not accept it, why?"
                            )
                        ),
                    ]
                )
            }
        )
    }

    /// Each answer and file with a checkbox, a reason and a note.
    var returns: Section {
        Section(
            id: "returns",
            title: Wording(fa: "چه چیزی برگردد؟", en: "What goes back?"),
            text: Wording(
                fa: "دلیل و توضیح هر مورد را متقاضی می‌خواند. تنها همین موردها برای او باز می‌شود.",
                en: """
                    The applicant reads the reason and the note of each. Only these are open to the applicant \
                    afterwards.
                    """
            ),
            groups: returnables.map { item in
                Group(
                    heading: item.title,
                    about: values[item.pointer] ?? false,
                    file: item.file,
                    fields: [
                        PageField(
                            item.name,
                            .checkbox,
                            label: Wording(
                                fa: "«\(item.title.fa)» برگردد",
                                en: "Return “\(item.title.en)”"
                            )
                        ),
                        PageField(
                            item.reason,
                            .choice(Self.reasons),
                            label: Wording(fa: "دلیل", en: "Reason")
                        ),
                        PageField(
                            item.note,
                            .multiline(rows: 2),
                            label: Wording(
                                fa: "توضیح برای متقاضی (اختیاری)",
                                en: "Note to the applicant (optional)"
                            ),
                            limit: 1_000
                        ),
                    ]
                )
            }
        )
    }

    private static let reasons = ReturnReason.allCases.map {
        PageField.Choice($0.rawValue, $0.title)
    }
}
