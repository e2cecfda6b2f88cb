package import Persian

extension RowCode {
    /// The sentence for people: the field, the reason, the way out.
    package func wording(for column: GraduateColumn? = nil) -> Wording {
        let title = column?.title ?? Wording(fa: "رکورد", en: "the record")
        let (fa, en) = words(fa: "«\(title.fa)»", en: title.en)
        return Wording(fa: fa, en: en.prefix(1).uppercased() + en.dropFirst())
    }

    private func words(fa: String, en: String) -> (String, String) {
        switch self {
        case .columnCount, .csv, .json, .encoding, .required, .tooLong, .controlCharacter, .formula:
            wordsOfForm(fa: fa, en: en)
        case .nationalIDFormat, .nationalIDLength, .nationalIDCheckDigit, .nationalIDRepeatedDigit,
            .nationalIDLeadingZero:
            wordsOfNationalID
        case .dateFormat, .dateTwoDigitYear, .dateOutOfRange, .dateDoesNotExist, .dateInFuture,
            .ageOutOfRange, .graduationBeforeEntrance:
            wordsOfDate(fa: fa, en: en)
        case .institutionUnknown, .institutionNotYours, .documentKindUnknown, .levelUnknown,
            .modeUnknown, .averageFormat, .averageOutOfRange:
            wordsOfValue
        case .duplicateRow, .diplomaNumberTaken, .alreadyIssued, .updated, .windowClosed,
            .integrityFailure:
            wordsOfDataBank
        }
    }

    private func wordsOfForm(fa: String, en: String) -> (String, String) {
        switch self {
        case .columnCount:
            (
                "شمار ستون‌های این رکورد با سطر عنوان یکی نیست؛ ستون‌های کم یا زیاد را درست کنید.",
                "this record has not as many columns as the title line; add or remove cells"
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
        default: ("", "")
        }
    }

    private var wordsOfNationalID: (String, String) {
        switch self {
        case .nationalIDFormat:
            (
                "«شماره ملی» نویسه‌ای جز رقم دارد؛ تنها ده رقم بنویسید.",
                "the national ID has something else than digits; write ten digits"
            )
        case .nationalIDLength:
            (
                "«شماره ملی» ده رقم نیست؛ هر ده رقم را از روی کارت ملی بنویسید.",
                "the national ID has not ten digits; copy all ten from the card"
            )
        case .nationalIDCheckDigit:
            (
                "رقم کنترلی «شماره ملی» درست نیست؛ آن را با کارت ملی مقایسه کنید.",
                "the check digit of the national ID is wrong; compare it with the card"
            )
        case .nationalIDRepeatedDigit:
            (
                "همهٔ رقم‌های «شماره ملی» یکی است و چنین شماره‌ای داده نمی‌شود؛ شمارهٔ درست را بنویسید.",
                "all digits of the national ID are the same; write the real one"
            )
        default:
            (
                "صفرهای آغاز «شماره ملی» افتاده بود و افزوده شد؛ ستون را در صفحه‌گسترده «متن» کنید.",
                "the leading zeros of the national ID were lost and added again;"
                    + " format the column as text"
            )
        }
    }

    private func wordsOfDate(fa: String, en: String) -> (String, String) {
        switch self {
        case .dateFormat:
            (
                "\(fa) تاریخ نیست؛ به شکل ۱۴۰۳/۰۹/۱۴ بنویسید.",
                "\(en) is not a date; write 1403/09/14"
            )
        case .dateTwoDigitYear:
            (
                "سال در \(fa) دو رقمی است؛ چهار رقم بنویسید.",
                "\(en) has a year of two digits; use four"
            )
        case .dateOutOfRange:
            (
                "سال در \(fa) پذیرفتنی نیست؛ سال را بررسی کنید.",
                "\(en) has an impossible year; check it"
            )
        case .dateDoesNotExist:
            (
                "تاریخ \(fa) در تقویم نیست؛ روز و ماه را بررسی کنید.",
                "\(en) is not in the calendar; check it"
            )
        case .dateInFuture:
            ("\(fa) در آینده است؛ آن را بررسی کنید.", "\(en) lies in the future; check it")
        case .ageOutOfRange:
            (
                "سن در زمان دانش‌آموختگی باور کردنی نیست؛ «تاریخ تولد» را بررسی کنید.",
                "the age at graduation is not believable; check the date of birth"
            )
        default:
            (
                "«تاریخ دانش‌آموختگی» پیش از «تاریخ ورود» است؛ هر دو را بررسی کنید.",
                "the date of graduation is before the date of entrance; check both"
            )
        }
    }

    private var wordsOfValue: (String, String) {
        switch self {
        case .institutionUnknown:
            (
                "این «کد دانشگاه» در فهرست نیست؛ کد درست را از فهرست دانشگاه‌ها بردارید.",
                "no institution has this code; take it from the list of institutions"
            )
        case .institutionNotYours:
            (
                "این رکورد از دانشگاه دیگری است؛ تنها رکوردهای دانشگاه خود را بفرستید.",
                "this record belongs to another institution; send only your own"
            )
        case .documentKindUnknown:
            (
                "«نوع مدرک» شناخته نیست؛ دانشنامه، گواهینامه موقت، ریزنمرات یا ارزشنامه بنویسید.",
                "unknown kind of document; write diploma, provisional, transcript or evaluation"
            )
        case .levelUnknown:
            (
                "«مقطع» شناخته نیست؛ کاردانی، کارشناسی، کارشناسی ارشد یا دکتری بنویسید.",
                "unknown level; write associate, bachelor, master or doctorate"
            )
        case .modeUnknown:
            (
                "«دوره» شناخته نیست؛ روزانه، شبانه یا پیام نور بنویسید.",
                "unknown mode of study; write day, evening or distance"
            )
        case .averageFormat:
            ("«معدل» عدد نیست؛ مانند ۱۷٫۲۵ بنویسید.", "the average is not a number; write 17.25")
        default:
            (
                "«معدل» باید میان ۰ و ۲۰ باشد؛ آن را بررسی کنید.",
                "the average must be 0 to 20; check it"
            )
        }
    }

    private var wordsOfDataBank: (String, String) {
        switch self {
        case .duplicateRow:
            (
                "همین رکورد پیش‌تر ثبت شده بود؛ کاری لازم نیست.",
                "the same record is already there; nothing to do"
            )
        case .diplomaNumberTaken:
            (
                "این «شماره دانشنامه» برای شخص دیگری ثبت شده است؛ شماره یا شماره ملی را بررسی کنید.",
                "this diploma number belongs to another person; check the number or the national ID"
            )
        case .alreadyIssued:
            (
                "این مدرک با اطلاعات دیگری صادر شده است؛ برای تغییر، درخواست «اصلاح مدرک» بدهید.",
                "this document was issued with other data; to change it, request a correction"
            )
        case .integrityFailure:
            (
                "مدرکی که پیش‌تر از این رکورد صادر شده تأیید نمی‌شود؛ سازمان را آگاه کنید.",
                "the degree issued earlier from this record cannot be confirmed; tell the organisation"
            )
        case .updated:
            (
                "رکورد پیشین با این اطلاعات به‌روز شد.",
                "the earlier record was updated with these data"
            )
        default:
            (
                "رکورد ثبت شد ولی مهلت صدور دانشگاه پایان یافته است؛ دانش‌آموخته خود درخواست دهد.",
                "recorded but not issued: the institution's access has ended; the graduate can apply"
            )
        }
    }
}
