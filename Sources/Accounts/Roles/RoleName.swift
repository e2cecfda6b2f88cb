package import Persian

extension Role {
    /// The name of the role for readers.
    package var name: Wording {
        switch self {
        case .root: Wording(fa: "مدیر ارشد سامانه", en: "Root administrator")
        case .administrator: Wording(fa: "مدیر سامانه", en: "Administrator")
        case .graduatesOffice:
            Wording(fa: "اداره کل امور دانش‌آموختگان", en: "Graduates' affairs office")
        case .saorgReviewer:
            Wording(fa: "کارشناس بررسی سازمان", en: "Reviewer of SAORG")
        case .helpDesk: Wording(fa: "میز خدمت", en: "Help desk")
        case .auditor: Wording(fa: "بازرس رویدادها", en: "Auditor")
        case .custodian: Wording(fa: "نظارت و ارزیابی", en: "Monitoring and evaluation")
        case .head: Wording(fa: "رئیس", en: "Head")
        case .accessOfficer: Wording(fa: "مسئول دسترسی", en: "Access officer")
        case .reviewer: Wording(fa: "کارشناس بررسی", en: "Reviewer")
        case .confirmer: Wording(fa: "تأییدکننده", en: "Confirmer")
        case .uploader: Wording(fa: "مسئول بارگذاری", en: "Uploader")
        case .attester: Wording(fa: "گواه هویت", en: "Attester")
        }
    }
}
