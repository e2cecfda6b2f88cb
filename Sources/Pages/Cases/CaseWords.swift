import Accounts
import Casework
import Persian

/// The words of the engine's values for the readers of a case.
enum CaseWords {
    /// How a case ended.
    static func outcome(_ outcome: CaseOutcome) -> Wording {
        switch outcome {
        case .granted: Wording(fa: "پذیرفته شد", en: "Granted")
        case .issued: Wording(fa: "صادر شد", en: "Issued")
        case .paid: Wording(fa: "پرداخت شد", en: "Paid")
        case .refused: Wording(fa: "رد شد", en: "Refused")
        case .withdrawn: Wording(fa: "پس گرفته شد", en: "Withdrawn")
        case .lapsed: Wording(fa: "با پایان مهلت بسته شد", en: "Closed at the end of the term")
        }
    }

    /// For whom a case waits, without the role and the organisation of a cartable.
    static func party(_ party: WaitingParty) -> Wording {
        switch party {
        case .applicant: Wording(fa: "متقاضی", en: "the applicant")
        case .party(let role): Self.role(role)
        case .cartable(let role, _): role.name
        case .errands: Wording(fa: "پاسخ واحدهای دیگر", en: "the answers of other offices")
        case .commission: Wording(fa: "کمیسیون", en: "a commission")
        case .gateway: Wording(fa: "پرداخت", en: "a payment")
        case .date: Wording(fa: "تاریخ تعیین‌شده", en: "a day that was set")
        }
    }

    /// The part of a person or an organisation.
    static func role(_ role: PartyRole) -> Wording {
        switch role {
        case .applicant: Wording(fa: "متقاضی", en: "the applicant")
        case .subject: Wording(fa: "صاحب پرونده", en: "the subject")
        case .guarantor: Wording(fa: "ضامن", en: "the guarantor")
        case .respondent: Wording(fa: "طرف شکایت", en: "the respondent")
        case .member: Wording(fa: "عضو", en: "the members")
        }
    }

    /// Who receives a message.
    static func recipient(_ recipient: Recipient) -> Wording {
        switch recipient {
        case .applicant: Wording(fa: "متقاضی", en: "the applicant")
        case .party(let role): Self.role(role)
        case .holder: Wording(fa: "مسئول کارتابل بعدی", en: "the holder of the next cartable")
        case .ownerUnit: Wording(fa: "واحد مسئول خدمت", en: "the unit responsible for the service")
        case .respondent: role(.respondent)
        }
    }

    /// The relation in which an event was done, where no role is known.
    static func capacity(_ capacity: Capacity) -> Wording? {
        switch capacity {
        case .applicant: Wording(fa: "متقاضی", en: "The applicant")
        case .party: Wording(fa: "طرف پرونده", en: "A party of the case")
        case .holder, .deputy: Wording(fa: "مسئول رسیدگی", en: "The office in charge")
        case .addressee: Wording(fa: "واحدی که نظر داد", en: "The office that was consulted")
        case .ownerUnit: Wording(fa: "واحد مسئول خدمت", en: "The unit responsible for the service")
        case .custodian: Wording(fa: "نظارت و ارزیابی", en: "Monitoring and evaluation")
        case .gateway: Wording(fa: "درگاه پرداخت", en: "The payment gateway")
        case .program: Wording(fa: "سامانهٔ سازمان", en: "A program of the organisation")
        case .clock: nil
        }
    }

    /// The title of an event: that of its action, or of what the engine does by itself.
    static func title(of action: ActionName, from step: StepName?, in service: Service) -> Wording {
        if let step, let declared = service.action(action, in: step) { return declared.title }
        if let known = events[action.text] { return known }
        if action == Cases.opening {
            return Wording(fa: "ثبت درخواست", en: "The request was sent")
        }
        return Wording(fa: "تغییر پرونده", en: "The case changed")
    }

    private static let events: [String: Wording] = [
        "remind": Wording(fa: "یادآوری فرستاده شد", en: "A reminder was sent"),
        "propose": Wording(fa: "پیشنهاد یک برنامه", en: "A program proposed an action"),
        "late": Wording(fa: "مهلت گذشت", en: "The term has passed"),
        "silent": Wording(
            fa: "رسیدگی‌کننده پاسخ نداد؛ سازمان می‌تواند به جای آن رسیدگی کند",
            en: "The office did not answer; SAORG may decide in its place"
        ),
        "due-moved": Wording(fa: "مهلت جابه‌جا شد", en: "The due day moved"),
        "sent-on": Wording(fa: "به سازمان جانشین فرستاده شد", en: "Sent on to the successor"),
        "migrated": Wording(
            fa: "به نسخهٔ تازهٔ خدمت منتقل شد",
            en: "Moved to a new version of the service"
        ),
    ]

    /// How late a case is.
    static func group(_ group: Inbox.Group) -> Wording {
        switch group {
        case .farLate: Wording(fa: "بسیار دیر", en: "Far overdue")
        case .late: Wording(fa: "دیر", en: "Overdue")
        case .soon: Wording(fa: "مهلت نزدیک", en: "Due soon")
        case .inTime: Wording(fa: "در مهلت", en: "In time")
        }
    }

    /// Whose a case is.
    static func section(_ section: CartableList.Section) -> Wording {
        switch section {
        case .mine: Wording(fa: "کارهای من", en: "Mine")
        case .unclaimed: Wording(fa: "برداشته‌نشده", en: "Unclaimed")
        case .deputised: Wording(fa: "به جانشینی", en: "By delegation")
        case .colleagues: Wording(fa: "نزد همکاران", en: "Claimed by colleagues")
        }
    }

    /// How far a cartable has a holder.
    static func state(_ state: Cartable.State) -> Wording {
        switch state {
        case .missing: Wording(fa: "بی مسئول", en: "Without a holder")
        case .requested: Wording(fa: "مسئول درخواست شده", en: "A holder was requested")
        case .active: Wording(fa: "دارای مسئول", en: "Has a holder")
        case .vacant: Wording(fa: "مسئول رفته است", en: "The holder has left")
        case .closed: Wording(fa: "بسته", en: "Closed")
        }
    }
}
