package import Persian

/// Why a file is not stored.
package enum DocumentRefusal: String, Error, Sendable, Hashable, CaseIterable {
    /// It has no bytes.
    case empty
    /// It begins like none of the kinds that are stored.
    case unknownKind = "unknown_kind"
    /// It has more than `DocumentLimit.bytes`.
    case tooLarge = "too_large"
    /// It has more than `DocumentLimit.pixels`, or a longer side than `DocumentLimit.side`.
    case tooManyPixels = "too_many_pixels"
    /// It ends before the end of the image.
    case truncated
    /// It is an image that no decoder has to accept.
    case damaged
    /// It is an image of a form that browsers do not show.
    case unsupported
    /// The person has `DocumentLimit.unused` files that no case uses.
    case tooMany = "too_many"

    /// The sentence for the person who uploads it.
    package var wording: Wording {
        switch self {
        case .empty:
            Wording(fa: "این پرونده خالی است.", en: "This file is empty.")
        case .unknownKind:
            Wording(
                fa: "این پرونده نه JPEG است، نه PNG و نه PDF؛ آن را به یکی از این‌ها تبدیل کنید.",
                en: "This file is neither JPEG, PNG nor PDF; convert it to one of these."
            )
        case .tooLarge:
            Wording(
                fa:
                    "این پرونده بزرگ‌تر از \(PersianNumber.grouped(DocumentLimit.bytes / 1_000_000)) مگابایت است؛ آن را کوچک‌تر کنید.",
                en:
                    "This file is larger than \(DocumentLimit.bytes / 1_000_000) MB; make it smaller."
            )
        case .tooManyPixels:
            Wording(
                fa:
                    "این تصویر بیش از \(PersianNumber.grouped(DocumentLimit.pixels / 1_000_000)) مگاپیکسل دارد؛ آن را کوچک‌تر کنید.",
                en:
                    "This image has more than \(DocumentLimit.pixels / 1_000_000) megapixels; make it smaller."
            )
        case .truncated:
            Wording(
                fa: "این پرونده کامل نیست؛ آن را دوباره بارگذاری کنید.",
                en: "This file is not complete; upload it again."
            )
        case .damaged:
            Wording(
                fa: "این تصویر خراب است؛ آن را دوباره ذخیره یا اسکن کنید.",
                en: "This image is damaged; save or scan it again."
            )
        case .unsupported:
            Wording(
                fa: "مرورگرها این گونه تصویر را نشان نمی‌دهند؛ آن را با تنظیمات معمول ذخیره کنید.",
                en: "Browsers do not show this form of image; save it with the usual settings."
            )
        case .tooMany:
            Wording(
                fa: "پرونده‌های زیادی بارگذاری کرده‌اید که هنوز به کار نرفته‌اند؛ فردا دوباره بکوشید.",
                en: "You have uploaded many files that no request uses yet; try again tomorrow."
            )
        }
    }
}
