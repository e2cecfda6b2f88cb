package import Accounts
package import Persian

/// Refusals about organisations and roles as problems.
extension Problem {
    /// The problem of a refused change of roles.
    package init(_ error: RolesError) {
        let (status, code): (Int, Code) =
            switch error {
            case .invalid, .period, .delegationTooLong, .roleDoesNotFit: (422, .validation)
            case .noSuchOrganisation, .notFound, .noSuchPerson: (404, .notFound)
            case .notPermitted, .personRequired, .otherPersonRequired, .approvalRequired:
                (403, .forbidden)
            case .invitationUsed: (410, .notFound)
            case .integrityFailure: (409, .integrityFailure)
            case .organisationExists, .successorCircle, .organisationClosed, .noSuccessor,
                .roleHeld,
                .ended, .deputyWithoutRole, .delegationChain, .lastRootAdministrator, .lastHolder,
                .rootAdministratorsExist, .samePerson, .noContact:
                (409, .changedMeanwhile)
            }
        self.init(
            status: status,
            code: code,
            title: Wording(fa: "این کار انجام نشد", en: "This was not done"),
            detail: error.wording
        )
    }
}

extension RolesError {
    /// What is wrong, as a sentence for the reader of a page.
    package var wording: Wording {
        switch self {
        case .invalid, .noSuchOrganisation, .organisationExists, .successorCircle,
            .organisationClosed, .noSuccessor:
            organisationWording
        case .roleDoesNotFit:
            Wording(
                fa: "این نقش در این نوع سازمان نیست.",
                en: "This role does not exist in this kind of organisation."
            )
        case .roleHeld:
            Wording(fa: "این شخص همین نقش را دارد.", en: "The person has this role already.")
        case .notFound:
            Wording(fa: "چیزی با این شناسه نیست.", en: "Nothing has this identifier.")
        case .ended:
            Wording(
                fa: "این مورد پایان یافته یا درباره‌اش تصمیم گرفته شده است.",
                en: "It has ended, or was decided already."
            )
        case .invitationUsed:
            Wording(
                fa: "این دعوت‌نامه به کار رفته یا مهلتش گذشته است.",
                en: "The invitation was used already, or has expired."
            )
        case .deputyWithoutRole, .delegationChain, .delegationTooLong, .approvalRequired, .period:
            periodWording
        case .notPermitted, .personRequired, .otherPersonRequired, .lastRootAdministrator,
            .lastHolder,
            .rootAdministratorsExist, .samePerson, .noSuchPerson, .noContact, .integrityFailure:
            personWording
        }
    }

    private var organisationWording: Wording {
        switch self {
        case .invalid(let field):
            Wording(
                fa: "مقدار «\(field)» نوشته نشده یا درست نیست.",
                en: "The value of “\(field)” is missing or not right."
            )
        case .organisationExists:
            Wording(
                fa: "سازمانی با این کد هست.",
                en: "An organisation has this code already."
            )
        case .successorCircle:
            Wording(
                fa: "جانشینِ این سازمان به خودش برمی‌گردد.",
                en: "The successors would lead back to this organisation."
            )
        case .organisationClosed:
            Wording(fa: "این سازمان تعطیل شده است.", en: "The organisation is closed.")
        case .noSuccessor:
            Wording(
                fa: "این سازمان تعطیل شده و جانشینی ندارد.",
                en: "The organisation is closed and has no successor."
            )
        default:
            Wording(fa: "سازمانی با این کد نیست.", en: "No organisation has this code.")
        }
    }

    private var periodWording: Wording {
        switch self {
        case .deputyWithoutRole:
            Wording(
                fa: "جانشین باید در همین سازمان نقشی داشته باشد.",
                en: "The deputy needs a role in the same organisation."
            )
        case .delegationChain:
            Wording(fa: "جانشین، جانشین ندارد.", en: "A deputy cannot have a deputy.")
        case .delegationTooLong:
            Wording(
                fa: "جانشینی حداکثر ۹۰ روز است.",
                en: "A delegation lasts at most 90 days."
            )
        case .approvalRequired:
            Wording(
                fa: "بیش از ۱۲۰ روز در سال تأیید سازمان را می‌خواهد.",
                en: "More than 120 days within a year need an approval of the organisation."
            )
        default:
            Wording(
                fa: "پایان باید پس از آغاز و در آینده باشد.",
                en: "The end has to be after the beginning and in the future."
            )
        }
    }

    private var personWording: Wording {
        switch self {
        case .otherPersonRequired:
            Wording(
                fa: "این کار را شخص دیگری باید انجام دهد.",
                en: "Another person has to do this."
            )
        case .lastRootAdministrator:
            Wording(
                fa: "همیشه دست‌کم دو مدیر ارشد باید بماند. نخست این نقش را به شخص دیگری بدهید.",
                en:
                    "At least two root administrators have to remain. Grant the role to another person first."
            )
        case .lastHolder:
            Wording(
                fa: """
                    این شخص تنها عهده‌دار کارتابل سازمان است. نخست عهده‌دار دیگری برای آن تعیین کنید.
                    """,
                en: """
                    The person is the only holder of a cartable of SAORG. Let another person become its holder first.
                    """
            )
        case .rootAdministratorsExist:
            Wording(fa: "مدیر ارشد هست.", en: "There are root administrators already.")
        case .samePerson:
            Wording(
                fa: "دو شخص، یک شماره یا راه تماس دارند.",
                en: "The two persons have the same number or contact."
            )
        case .noSuchPerson:
            Wording(fa: "شخصی با این مشخصات نیست.", en: "No person has these data.")
        case .noContact:
            Wording(
                fa: "راه تماسی نیست که دعوت‌نامه به آن برسد.",
                en: "There is no contact that an invitation can be sent to."
            )
        case .integrityFailure:
            Wording(
                fa: "رکوردی با مهر خود نمی‌خواند و چیزی تغییر نکرد؛ به سازمان خبر دهید.",
                en:
                    "A row does not match its seal, and nothing was changed; contact the organisation."
            )
        default:
            Wording(
                fa:
                    "نقش‌های شما اجازهٔ این کار را نمی‌دهد، یا هنوز در ۲۴ ساعتِ پس از تغییر راه تماس یا رمز هستید.",
                en:
                    "Your roles do not permit this, or a contact or credential of yours was changed within 24 hours."
            )
        }
    }
}
