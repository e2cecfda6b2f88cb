package import Persian
import VerifyCore

/// Why a file as a whole could not be read.
package struct BulkJobProblem: Sendable, Hashable {
    /// The word that machines read.
    package enum Code: String, Sendable, CaseIterable {
        /// There is no record in it.
        case empty
        /// Columns that every record needs are not in the title line.
        case columnsMissing = "columns_missing"
        /// Two columns have the same meaning.
        case columnTwice = "column_twice"
        /// More records than one file may have.
        case tooManyRecords = "too_many_records"
        /// The title line itself is not well-formed.
        case titles
        /// Work on it stopped again and again at the same record; those before it have their results.
        case givenUp = "given_up"
        /// The file is not as it was sent: somebody changed it in the database.
        case integrityFailure = "integrity_failure"
    }

    /// The word that machines read.
    package let code: Code
    /// What is wrong and the way out.
    package let wording: Wording
}

extension BulkJobProblem: Error {
    /// A problem with its words.
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
                    en: "The column \(en) is there twice; remove one."
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
            case .integrityFailure:
                Wording(
                    fa: """
                        این فایل دیگر همان نیست که فرستاده شد، یا کلیدی که گواه آن بود کنار گذاشته شده است؛ \
                        رکوردهایی که نتیجه دارند انجام شده‌اند. آن را دوباره بفرستید و به سازمان خبر دهید.
                        """,
                    en: """
                        The file is not as it was sent, or the key that vouched for it is used no more; \
                        records that have results are done. Send it again, and tell the organisation.
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
                        up; the records before it have results. Send the rest again, and tell the \
                        organisation if it happens again.
                        """
                )
            }
    }
}

extension JSON {
    /// The problem's code and its sentences in both languages.
    init(_ problem: BulkJobProblem) {
        self = ["code": .string(problem.code.rawValue), "message": JSON(problem.wording)]
    }
}
