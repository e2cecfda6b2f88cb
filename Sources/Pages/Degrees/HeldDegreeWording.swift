import Persian
import Registry
import VerifyCore

/// The words of a status for the holder of the degree.
struct HeldDegreeWording {
    /// The status in a few words.
    let title: Wording
    /// What it means.
    let message: Wording

    init(_ status: DegreeStatus) {
        let since = status.since.map { PersianTime.date($0.tehranDate) }
        let (fa, en) = (since?.fa ?? "", since?.en ?? "")
        switch status {
        case .active:
            title = Wording(fa: "ثبت شده و معتبر است", en: "Registered and valid")
            message = Wording(
                fa: "هر کس با کد صحت یا کد QR زیر می‌تواند این مدرک را بررسی کند.",
                en: "Anyone can check this degree with the authenticity code or the QR code below."
            )
        case .superseded:
            title = Wording(
                fa: "با نسخهٔ اصلاح‌شده جایگزین شده است",
                en: "Replaced by a corrected version"
            )
            message = Wording(
                fa:
                    "از \(fa) نسخهٔ تازه‌ای با کد صحت دیگری جای این مدرک را گرفته است. این کد را دیگر به کسی ندهید.",
                en:
                    "A newer version with its own code has replaced it since \(en). Do not hand out this code any more."
            )
        case .revoked(let reason, _):
            title = Wording(fa: "باطل شده است", en: "Revoked")
            message = Wording(
                fa: "این مدرک از \(fa) باطل است. علت: \(reason.title.fa).",
                en: "This degree is revoked since \(en). Reason: \(reason.title.en)."
            )
        case .suspended:
            title = Wording(fa: "معلق است", en: "Suspended")
            message = Wording(
                fa: "اعتبار این مدرک از \(fa) تا پایان بررسی معلق شده است.",
                en: "This degree is suspended since \(en), until a review ends."
            )
        }
    }
}

extension DegreeEvent.Kind {
    /// What happened, for the holder of the degree.
    var title: Wording {
        switch self {
        case .issued: Wording(fa: "کد صحت صادر شد", en: "The code was issued")
        case .corrected:
            Wording(fa: "به‌عنوان نسخهٔ اصلاح‌شده صادر شد", en: "Issued as a corrected version")
        case .superseded:
            Wording(fa: "نسخهٔ تازه‌ای جای آن را گرفت", en: "A newer version took its place")
        case .revoked: Wording(fa: "باطل شد", en: "Revoked")
        case .suspended: Wording(fa: "معلق شد", en: "Suspended")
        case .resumed: Wording(fa: "تعلیق پایان یافت", en: "The suspension ended")
        }
    }
}
