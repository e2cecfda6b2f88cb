import Persian
import VerifyCore

/// The sentences of refusals that concern the document itself.
extension IssueRefusal {
    var sentenceOfDocument: Wording {
        switch self {
        case .numberTaken:
            Wording(
                fa: "این شمارهٔ مدرک از آنِ شخص دیگری است.",
                en: "Another person's document has this number."
            )
        case .issuedWithOtherData:
            Wording(
                fa: "این مدرک با داده‌های دیگری صادر شده است.",
                en: "This document was issued with other data."
            )
        case .decisionUsed:
            Wording(
                fa: "با این تصمیم پیش از این مدرک دیگری صادر شده است.",
                en: "This decision has already issued another document."
            )
        case .differsFromDataBank(let columns):
            Self.difference(columns)
        case .contradictory(let remarks):
            Wording(
                fa: "مقدارهای انتخاب‌شده با هم نمی‌خوانند: "
                    + remarks.map(\.wording.fa).joined(separator: " "),
                en: "The chosen values do not fit together: "
                    + remarks.map(\.wording.en).joined(separator: "; ") + "."
            )
        case .noSuchDegree:
            Wording(
                fa: "مدرکی که باید اصلاح شود پیدا نشد.",
                en: "The degree to be corrected was not found."
            )
        case .notInForce:
            Wording(
                fa: "وضعیت کنونی مدرک اصلاح را نمی‌پذیرد.",
                en: "The present state of the degree does not allow a correction."
            )
        default:
            Wording(
                fa: "برای این مدرک پیش از این کد صحت صادر شده است.",
                en: "An authenticity code was issued for this document before."
            )
        }
    }

    private static func difference(_ columns: [GraduateColumn]) -> Wording {
        if columns.isEmpty {
            return Wording(
                fa: "رکورد بانک اطلاعات پس از بررسی شما تغییر کرده است.",
                en: "The row of the data bank has changed since you reviewed it."
            )
        }
        let (fa, en) = (columns.map(\.title.fa), columns.map(\.title.en))
        return Wording(
            fa: "ادعای متقاضی با بانک اطلاعات یکی نیست: \(fa.joined(separator: "، ")).",
            en: "The claim differs from the data bank: \(en.joined(separator: ", "))."
        )
    }

    var stepOfDocument: Wording {
        switch self {
        case .numberTaken:
            Wording(
                fa: "شمارهٔ مدرک و شمارهٔ شناسایی را با اصل مدرک مقایسه کنید.",
                en: "Compare the document's number and the ID with the original."
            )
        case .issuedWithOtherData:
            Wording(
                fa: "به‌جای صدور دوباره، آن را اصلاح کنید.",
                en: "Correct it instead of issuing it again."
            )
        case .decisionUsed:
            Wording(
                fa: "برای مدرک دیگر، درخواست دیگری لازم است.",
                en: "Another document needs a separate request."
            )
        case .differsFromDataBank:
            Wording(
                fa: "برای هر مقدار انتخاب کنید که ادعا درست است یا بانک اطلاعات.",
                en: "Choose for each value whether the claim or the data bank is right."
            )
        case .contradictory:
            Wording(
                fa: "انتخاب‌ها را بازبینی کنید.",
                en: "Look at the choices again."
            )
        case .noSuchDegree:
            Wording(
                fa: "شناسه یا کد مدرک را بررسی کنید.",
                en: "Check the identifier or the code of the degree."
            )
        case .notInForce:
            Wording(
                fa: "نخست وضعیت مدرک را روشن کنید: مدرک باطل یا جایگزین‌شده اصلاح نمی‌شود.",
                en: "Settle its state first: a revoked or superseded degree is not corrected."
            )
        default:
            Wording(
                fa: "همان کد معتبر است؛ درخواست را با اشاره به آن ببندید.",
                en: "That code stands; close the request with a reference to it."
            )
        }
    }
}
