import Persian

extension RowCode {
    var wordsOfNationalID: (String, String) {
        switch self {
        case .nationalIDFormat:
            (
                "«شماره ملی» نویسه‌ای جز رقم دارد؛ تنها ده رقم بنویسید.",
                "the national ID has something other than digits; write ten digits"
            )
        case .nationalIDLength:
            (
                "«شماره ملی» ده رقم نیست؛ هر ده رقم را از روی کارت ملی بنویسید.",
                "the national ID does not have ten digits; copy all ten from the card"
            )
        case .nationalIDCheckDigit:
            (
                "رقم کنترلی «شماره ملی» درست نیست؛ آن را با کارت ملی مقایسه کنید.",
                "the check digit of the national ID is wrong; compare it with the card"
            )
        case .nationalIDRepeatedDigit:
            (
                "همهٔ رقم‌های «شماره ملی» یکی است؛ آن را با کارت ملی مقایسه کنید.",
                "all digits of the national ID are the same; compare it with the card"
            )
        default:
            (
                "صفرهای آغاز «شماره ملی» افتاده بود و افزوده شد؛ ستون را در صفحه‌گسترده «متن» کنید.",
                "the leading zeros of the national ID were lost and added again;"
                    + " format the column as text"
            )
        }
    }

    func wordsOfHolder(fa: String, en: String) -> (String, String) {
        switch self {
        case .idKindUnknown:
            (
                "«نوع شناسه» شناخته نیست؛ شماره ملی، گذرنامه، کد فراگیر یا شناسنامه بنویسید.",
                "unknown kind of ID; write national, passport, foreigner or birth_certificate"
            )
        case .idNumberFormat:
            (
                "\(fa) شمارهٔ درستی از این نوع شناسه نیست؛ آن را با مدرک مقایسه کنید.",
                "\(en) is not a number of that kind of ID; compare it with the document"
            )
        case .idCountryFormat:
            (
                "«کشور صادرکننده» باید سه حرف لاتین باشد، مانند AFG.",
                "the issuing state must be three Latin letters, such as AFG"
            )
        case .oneName:
            (
                "«نام» خالی است و شخص با یک نام ثبت می‌شود؛ اگر نام دارد، آن را بنویسید.",
                "the first name is empty, so that the person has one name; enter the first name if there is one"
            )
        default:
            (
                "با شمارهٔ شناسنامه مدرک صادر نمی‌شود؛ برای صدور، شماره ملی یا گذرنامه لازم است.",
                "no degree is issued by a birth certificate; a national ID or a passport is needed for it"
            )
        }
    }

    func wordsOfOtherRecords(fa: String, en: String) -> (String, String) {
        switch self {
        case .holderTaken:
            (
                "این \(fa) با نام و تاریخ تولد شخص دیگری ثبت شده است؛ شماره را با کارت مقایسه کنید.",
                "\(en) is recorded with the name and birth date of another person;"
                    + " compare it with the card"
            )
        case .holderDiffers:
            (
                "\(fa) با مدرک دیگر همین شخص یکی نیست؛ هر دو را بررسی کنید.",
                "\(en) differs from another document of the same person; check both"
            )
        case .degreeTwice:
            (
                "همین مدرک با «شماره دانشنامه» دیگری هم ثبت شده است؛ شماره را بررسی کنید.",
                "the same degree is also recorded under another diploma number; check the number"
            )
        case .contradicts:
            (
                "سطر پیشین همین فایل برای این «شماره دانشنامه» اطلاعات دیگری دارد؛ یکی را بردارید.",
                "an earlier record of this file has other data for this diploma number; remove one"
            )
        default:
            (
                "این «شماره دانشنامه» برای شخص دیگری ثبت شده است؛ شماره یا شماره ملی را بررسی کنید.",
                "this diploma number belongs to another person; check the number or the national ID"
            )
        }
    }

    func wordsOfDate(fa: String, en: String) -> (String, String) {
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
            ("\(fa) در آینده است؛ آن را بررسی کنید.", "\(en) is in the future; check it")
        case .ageOutOfRange:
            (
                "سن در زمان دانش‌آموختگی باور کردنی نیست؛ «تاریخ تولد» را بررسی کنید.",
                "the age at graduation is not plausible; check the date of birth"
            )
        case .entranceBeforeBirth:
            (
                "«تاریخ ورود» پیش از «تاریخ تولد» است؛ هر دو را بررسی کنید.",
                "the date of entrance is before the date of birth; check both"
            )
        default:
            (
                "«تاریخ دانش‌آموختگی» پیش از «تاریخ ورود» است؛ هر دو را بررسی کنید.",
                "the date of graduation is before the date of entrance; check both"
            )
        }
    }

    var wordsOfValue: (String, String) {
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

    var wordsOfDataBank: (String, String) {
        switch self {
        case .duplicateRow:
            (
                "همین رکورد پیش‌تر ثبت شده بود؛ کاری لازم نیست.",
                "the same record already exists; nothing to do"
            )
        case .alreadyIssued:
            (
                "این مدرک با اطلاعات دیگری صادر شده است؛ برای تغییر، درخواست «اصلاح مدرک» بدهید.",
                "this document was issued with other data; to change it, request a correction"
            )
        case .integrityFailure:
            (
                "مدرکی که پیش‌تر از این رکورد صادر شده تأیید نمی‌شود؛ سازمان را آگاه کنید.",
                "the degree issued earlier from this record cannot be confirmed; inform the organisation"
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
