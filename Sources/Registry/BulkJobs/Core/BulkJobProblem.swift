package import Persian
import Tabular
import VerifyCore

/// Why a file as a whole could not be read.
package struct BulkJobProblem: Sendable, Hashable {
    /// The code for programs.
    package enum Code: String, Sendable, CaseIterable {
        /// No record.
        case empty
        /// Required columns are missing in the title line.
        case columnsMissing = "columns_missing"
        /// Two columns have the same meaning.
        case columnTwice = "column_twice"
        /// More records than one file may have.
        case tooManyRecords = "too_many_records"
        /// The title line itself is not well-formed.
        case titles
        /// Processing stopped repeatedly at the same records; those before them have results.
        case givenUp = "given_up"
        /// The file is neither a text of rows nor a workbook of today, but a PDF or the like.
        case fileKind = "file_kind"
        /// A workbook that is damaged, protected by a password, or too large once it is unpacked.
        case workbook
        /// The file was changed in the database after it was sent.
        case integrityFailure = "integrity_failure"
        /// A person of the institution stopped it; records that have results are done.
        case cancelled
    }

    /// The code for programs.
    package let code: Code
    /// The reason and the way out.
    package let wording: Wording
}

extension BulkJobProblem: Error {
    /// A problem with its wording.
    init(_ code: Code, _ columns: [GraduateColumn] = [], limit: Int = 0) {
        let fa = columns.map { "«\($0.title.fa)» (\($0.rawValue))" }.joined(separator: "، ")
        let en = columns.map(\.rawValue).joined(separator: ", ")
        self.code = code
        wording =
            switch code {
            case .empty:
                Wording(
                    fa: "فایل هیچ رکوردی ندارد؛ سطر عنوان و دست‌کم یک رکورد لازم است.",
                    en: "The file has no record; it needs a title line and at least one record."
                )
            case .columnsMissing:
                Wording(
                    fa: "این ستون‌ها در سطر عنوان نیستند: \(fa). آن‌ها را بیفزایید و دوباره بفرستید.",
                    en: "The title line lacks these columns: \(en). Add them and send it again."
                )
            case .columnTwice:
                Wording(
                    fa: "ستون \(fa) دو بار آمده است؛ یکی را بردارید.",
                    en: "The column \(en) occurs twice; remove one."
                )
            case .tooManyRecords:
                Wording(
                    fa:
                        "فایل بیش از \(PersianNumber.grouped(limit)) رکورد دارد؛ آن را چند فایل کنید.",
                    en: "The file has more than \(limit) records; split it."
                )
            case .titles:
                Wording(
                    fa: "سطر عنوان درست نوشته نشده است؛ گیومه‌های آن را بررسی کنید.",
                    en: "The title line is not well-formed CSV; check its quotes."
                )
            case .fileKind:
                Wording(
                    fa:
                        "این فایل متنی نیست؛ آن را به شکل CSV با کدگذاری UTF-8 ذخیره کنید و بفرستید.",
                    en: "The file is not a text; save it as CSV in UTF-8 and send that."
                )
            case .workbook:
                TableFileError.damaged.wording
            case .integrityFailure:
                Wording(
                    fa: """
                        این فایل دیگر همان نیست که فرستاده شد، یا کلیدی که گواه آن بود کنار گذاشته شده است؛ \
                        رکوردهایی که نتیجه دارند انجام شده‌اند. آن را دوباره بفرستید و به سازمان خبر دهید.
                        """,
                    en: """
                        The file was changed after it was sent, or its key was retired; records that have \
                        results are done. Send it again, and inform the organisation.
                        """
                )
            case .cancelled:
                Wording(
                    fa: """
                        همکاری از همین دانشگاه این کار را متوقف کرد؛ ردیف‌هایی که نتیجه دارند انجام شده‌اند و بقیه ثبت نشدند.
                        """,
                    en: """
                        A person of the institution stopped it; records that have results are done, the others were not \
                        stored.
                        """
                )
            case .givenUp:
                Wording(
                    fa: """
                        بررسی این فایل \(PersianNumber.grouped(limit)) بار پیاپی در همان‌جا ناتمام ماند و \
                        کنار گذاشته شد؛ رکوردهای پیش از آن نتیجه دارند. بقیه را دوباره بفرستید، و اگر باز \
                        چنین شد به سازمان خبر دهید.
                        """,
                    en: """
                        Work on this file broke off \(limit) times in a row at the same place and was given \
                        up; the records before it have results. Send the rest again, and inform the \
                        organisation if it happens again.
                        """
                )
            }
    }
}

extension BulkJobProblem {
    /// A problem with a file that cannot be read as a table; its sentence names what the file is, with the way out.
    init(_ error: TableFileError) {
        code =
            switch error {
            case .kind: .fileKind
            case .damaged, .protected, .limit: .workbook
            }
        wording = error.wording
    }
}

extension JSON {
    /// The problem's code and its sentences in both languages.
    init(_ problem: BulkJobProblem) {
        self = ["code": .string(problem.code.rawValue), "message": JSON(problem.wording)]
    }
}
