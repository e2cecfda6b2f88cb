extension NationalID.Warning {
    /// What to look at.
    package var wording: Wording {
        switch self {
        case .lostLeadingZeros: .lostLeadingZeros
        case .repeatedDigit:
            Wording(
                fa: "این شماره ملی ده رقم یکسان دارد؛ آن را با کارت ملی مقایسه کنید.",
                en: "This national ID is the same digit ten times; compare it with the card."
            )
        }
    }
}

extension LegalID {
    /// What to look at; nil for an ID without anything unusual.
    package var warning: Wording? { lostLeadingZeros ? .lostLeadingZeros : nil }
}

extension IBAN {
    /// What to look at; nil for an IBAN of a known bank.
    package var warning: Wording? {
        guard bank == nil else { return nil }
        return Wording(
            fa: "بانک این شماره شبا شناخته نیست؛ آن را بازبینی کنید.",
            en: "The bank of this IBAN is not known; check the number."
        )
    }
}

extension PostalCode.Warning {
    /// What to look at.
    package var wording: Wording {
        switch self {
        case .fifthDigit:
            Wording(
                fa: "رقم پنجم کد پستی کمتر ۵ است؛ آن را بازبینی کنید.",
                en: "The fifth digit of a postal code is rarely 5; check the code."
            )
        case .twoInLastGroup:
            Wording(
                fa: "پنج رقم آخر کد پستی کمتر رقم ۲ دارد؛ آن را بازبینی کنید.",
                en: "The last five digits of a postal code rarely have a 2; check the code."
            )
        }
    }
}

extension Wording {
    fileprivate static let lostLeadingZeros = Wording(
        fa: "صفرهای آغاز این شماره افتاده بود و افزوده شد؛ آن را بازبینی کنید.",
        en: "The zeros at the beginning of this number were lost and added; check it."
    )
}
