package import Persian

extension RowCode {
    /// Returns the sentence for people: the field, the reason, the way out.
    package func wording(for column: GraduateColumn? = nil) -> Wording {
        let title = column?.title ?? Wording(fa: "رکورد", en: "the record")
        let (fa, en) = words(fa: "«\(title.fa)»", en: title.en)
        return Wording(fa: fa, en: en.prefix(1).uppercased() + en.dropFirst())
    }

    private func words(fa: String, en: String) -> (String, String) {
        switch self {
        case .columnCount, .csv, .json, .columnTwice:
            wordsOfRecord(fa: fa, en: en)
        case .encoding, .required, .tooLong, .controlCharacter, .formula, .letters, .spreadsheet,
            .spreadsheetNotation:
            wordsOfCell(fa: fa, en: en)
        case .nationalIDFormat, .nationalIDLength, .nationalIDCheckDigit, .nationalIDRepeatedDigit,
            .nationalIDLeadingZero:
            wordsOfNationalID
        case .idKindUnknown, .idNumberFormat, .idCountryFormat, .oneName, .notIssuable:
            wordsOfHolder(fa: fa, en: en)
        case .dateFormat, .dateTwoDigitYear, .dateOutOfRange, .dateDoesNotExist, .dateInFuture,
            .ageOutOfRange, .graduationBeforeEntrance, .entranceBeforeBirth:
            wordsOfDate(fa: fa, en: en)
        case .institutionUnknown, .institutionNotYours, .documentKindUnknown, .levelUnknown,
            .modeUnknown, .averageFormat, .averageOutOfRange:
            wordsOfValue
        case .holderTaken, .holderDiffers, .degreeTwice, .contradicts, .diplomaNumberTaken:
            wordsOfOtherRecords(fa: fa, en: en)
        case .duplicateRow, .alreadyIssued, .updated, .windowClosed, .integrityFailure:
            wordsOfDataBank
        }
    }

    private func wordsOfRecord(fa: String, en: String) -> (String, String) {
        switch self {
        case .columnCount:
            (
                "شمار ستون‌های این رکورد با سطر عنوان یکی نیست؛ ستون‌های کم یا زیاد را درست کنید.",
                "this record does not have as many cells as the title line; add or remove cells"
            )
        case .csv:
            (
                "این سطر CSV درست نیست؛ گیومه‌های \" آن را ببندید یا دو برابر کنید.",
                "this line is not well-formed CSV; close or double its quotes"
            )
        case .json:
            (
                "این سطر یک شیء JSON درست نیست؛ هر سطر باید یک شیء با نام ستون‌ها باشد.",
                "this line is not a JSON object; each line must be one object with column names"
            )
        default:
            (
                "\(fa) با دو نام آمده است؛ یکی را بردارید.",
                "\(en) is given under two names; remove one of them"
            )
        }
    }

    private func wordsOfCell(fa: String, en: String) -> (String, String) {
        switch self {
        case .encoding:
            (
                "\(fa) نویسه‌های خراب دارد؛ فایل را با کدگذاری UTF-8 ذخیره کنید.",
                "\(en) has damaged characters; save the file as UTF-8"
            )
        case .required: ("\(fa) خالی است؛ آن را بنویسید.", "\(en) is empty; fill it in")
        case .tooLong:
            ("\(fa) بیش از اندازه بلند است؛ آن را کوتاه کنید.", "\(en) is too long; shorten it")
        case .controlCharacter:
            (
                "\(fa) نویسهٔ کنترلی (نادیدنی) دارد؛ آن را پاک و دوباره بنویسید.",
                "\(en) has an invisible control character; delete and retype it"
            )
        case .formula:
            (
                "\(fa) با = یا + یا - یا @ آغاز می‌شود و فرمول به شمار می‌آید؛ آن را به متن تبدیل کنید.",
                "\(en) begins with = + - or @ like a formula; write it as text"
            )
        case .letters:
            (
                "\(fa) نویسه‌هایی از الفبای دیگر یا نشانه‌هایی دارد که در این ستون نمی‌آید؛ ستون و کدگذاری فایل (UTF-8) را بررسی کنید.",
                "\(en) has letters of another alphabet, or signs that it does not take; check the column"
                    + " and the encoding of the file (UTF-8)"
            )
        case .spreadsheet:
            (
                "\(fa) را صفحه‌گسترده (اکسل) دگرگون کرده است و مقدار نخست آن پیدا نیست؛ ستون را «متن» کنید و دوباره بنویسید.",
                "\(en) was changed by a spreadsheet (Excel) and its value is lost;"
                    + " format the column as text and enter it again"
            )
        default:
            (
                "\(fa) به شکل صفحه‌گسترده (اکسل) نوشته شده بود و خوانده شد؛ ستون را «متن» کنید.",
                "\(en) was in the notation of a spreadsheet (Excel) and was read; format the column as text"
            )
        }
    }
}
