package import Persian
import VerifyCore

extension IssueRefusal {
    /// The sentence with its next step, as one text.
    package var wording: Wording {
        Wording(
            fa: "\(sentence.fa) \(nextStep.fa)",
            en: "\(sentence.en) \(nextStep.en)"
        )
    }

    /// Why no degree was made.
    package var sentence: Wording {
        switch self {
        case .notYourInstitution, .institutionUnknown, .windowClosed: sentenceOfInstitution
        case .birthCertificate, .issuingStateMissing: sentenceOfHolder
        case .numberTaken, .alreadyIssued, .issuedWithOtherData, .decisionUsed,
            .differsFromDataBank, .contradictory, .noSuchDegree, .notInForce:
            sentenceOfDocument
        case .noActiveKey, .keyUnusable, .keyNotHere, .integrityFailure: sentenceOfKeys
        }
    }

    /// What the reader can do.
    package var nextStep: Wording {
        switch self {
        case .notYourInstitution, .institutionUnknown, .windowClosed: stepOfInstitution
        case .birthCertificate, .issuingStateMissing: stepOfHolder
        case .numberTaken, .alreadyIssued, .issuedWithOtherData, .decisionUsed,
            .differsFromDataBank, .contradictory, .noSuchDegree, .notInForce:
            stepOfDocument
        case .noActiveKey, .keyUnusable, .keyNotHere, .integrityFailure: stepOfKeys
        }
    }
}

extension IssueRefusal {
    private var sentenceOfInstitution: Wording {
        switch self {
        case .windowClosed(let until):
            Wording(
                fa: "دسترسی دانشگاه تا \(JalaliDate(until.tehranDate).inWords) بود.",
                en: "The institution's access ended at \(until)."
            )
        case .institutionUnknown(let code):
            Wording(
                fa: "دانشگاهی با کد «\(code)» در فهرست نیست.",
                en: "No institution has the code \(code)."
            )
        default:
            Wording(
                fa: "این مدرک از دانشگاه دیگری است.",
                en: "The document belongs to another institution."
            )
        }
    }

    private var stepOfInstitution: Wording {
        switch self {
        case .windowClosed:
            Wording(
                fa: """
                    پس از آن تنها خود متقاضی می‌تواند از راه سامانه درخواست کد صحت بدهد و سازمان آن را صادر \
                    می‌کند.
                    """,
                en: """
                    Since then only the applicant in person can request a code, and the Organisation issues it.
                    """
            )
        case .institutionUnknown:
            Wording(
                fa: "کد درست را از فهرست دانشگاه‌ها بردارید.",
                en: "Take the code from the list of institutions."
            )
        default:
            Wording(
                fa: "درخواست را به همان دانشگاه ارجاع دهید.",
                en: "Refer the request to that institution."
            )
        }
    }

    private var sentenceOfHolder: Wording {
        switch self {
        case .issuingStateMissing:
            Wording(
                fa: "کشور صادرکنندهٔ گذرنامهٔ صاحب مدرک معلوم نیست.",
                en: "The state that issued the holder's passport is unknown."
            )
        default:
            Wording(
                fa: "صاحب مدرک تنها با شمارهٔ شناسنامه شناخته می‌شود و با آن کد صادر نمی‌شود.",
                en: "The holder is known by a birth certificate only, by which no code is issued."
            )
        }
    }

    private var stepOfHolder: Wording {
        switch self {
        case .issuingStateMissing:
            Wording(
                fa: "کشور را با سه حرف لاتین، مانند AFG، از روی گذرنامه بنویسید.",
                en: "Enter the state in three Latin letters, such as AFG, from the passport."
            )
        default:
            Wording(
                fa: "شمارهٔ ملی، گذرنامه یا کد فراگیر متقاضی را که تأیید شده است انتخاب کنید.",
                en:
                    "Choose a number of the applicant that was proven: national ID, passport, foreigner's."
            )
        }
    }

    private var sentenceOfKeys: Wording {
        switch self {
        case .integrityFailure:
            Wording(
                fa: "رکوردی که به این مدرک مربوط است با مهر خود نمی‌خواند.",
                en: "A row that belongs to this document does not match its seal."
            )
        default:
            Wording(
                fa: "کلیدی که برای این کار لازم است در دسترس نیست.",
                en: "A key that this needs is not available."
            )
        }
    }

    private var stepOfKeys: Wording {
        switch self {
        case .integrityFailure:
            Wording(
                fa: "چیزی تغییر نکرد؛ به مدیر سامانه خبر دهید.",
                en: "Nothing was changed; inform an administrator."
            )
        default:
            Wording(
                fa: "چیزی از دست نرفت؛ پس از بررسی کلیدها به دست مدیر سامانه، دوباره انجام دهید.",
                en: "Nothing was lost; repeat it after an administrator has looked at the keys."
            )
        }
    }
}

extension Wording {
    /// The English sentence in the form of an error's description: without a full stop, and no capital in front.
    var clause: String {
        en.prefix(1).lowercased() + (en.hasSuffix(".") ? en.dropFirst().dropLast() : en.dropFirst())
    }
}
