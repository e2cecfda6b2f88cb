import Accounts
import Persian
import Registry
import Web

/// The licence of an organisation, for its page.
enum OrganisationFacts {
    /// Returns the period of the licence, and what it permits now (R99).
    static func licence(of organisation: Organisation, at now: Timestamp) -> [SummaryList.Row] {
        [
            .init(
                Wording(fa: "مجوز از", en: "Licensed from"),
                organisation.licensedFrom.map { .wording(PersianTime.date($0.tehranDate)) }
                    ?? .wording(fa: "بی آغاز", en: "without a beginning")
            ),
            .init(
                Wording(fa: "مجوز تا پایان", en: "Licensed until the end of"),
                organisation.licensedUntil.map { .wording(lastDay($0)) }
                    ?? .wording(fa: "بی پایان", en: "without an end")
            ),
            .init(
                Wording(fa: "تحصیل تازه", en: "New studies"),
                .wording(verdict(of: organisation.licence(at: now)))
            ),
        ]
    }

    /// The last day that belongs to a period with this end.
    static func lastDay(_ end: Timestamp) -> Wording {
        PersianTime.date(end.adding(seconds: -1).tehranDate)
    }

    private static func verdict(of licence: LicenceVerdict) -> Wording {
        switch licence {
        case .licensed:
            Wording(fa: "مجوز دارد", en: "licensed")
        case .notYet:
            Wording(
                fa: "هنوز مجوز ندارد؛ مدرک با مجوز زمان خودش سنجیده می‌شود",
                en: "not licensed yet; a degree is judged by the licence of its dates"
            )
        case .ended:
            Wording(
                fa: "دیگر مجوز ندارد؛ مدرک با مجوز زمان خودش سنجیده می‌شود",
                en: "not licensed any more; a degree is judged by the licence of its dates"
            )
        }
    }
}

extension CompetentAuthority {
    /// Where the graduates of its institutions go.
    var destination: Prose {
        switch self {
        case .science:
            Prose(
                fa: "دانش‌آموختگان این مؤسسه به همین سازمان مراجعه می‌کنند.",
                en: "The graduates of this institution apply here."
            )
        case .health:
            Prose(
                fa: """
                    دربارهٔ دانش‌آموختگان این مؤسسه وزارت بهداشت تصمیم می‌گیرد. آن‌ها را به معاونت آموزشی آن وزارت راهنمایی \
                    کنید؛ درخواستی در این‌جا باز نمی‌شود.
                    """,
                en: """
                    The Ministry of Health decides about the graduates of this institution. Send them to its Deputy for Education; \
                    no request is opened here.
                    """
            )
        case .azad:
            Prose(
                fa: """
                    دربارهٔ دانش‌آموختگان این مؤسسه دانشگاه آزاد اسلامی تصمیم می‌گیرد. آن‌ها را به واحد محل تحصیل یا سازمان \
                    مرکزی آن راهنمایی کنید؛ درخواستی در این‌جا باز نمی‌شود.
                    """,
                en: """
                    Islamic Azad University decides about the graduates of this institution. Send them to their branch or to its \
                    central organisation; no request is opened here.
                    """
            )
        case .education:
            Prose(
                fa: """
                    دربارهٔ دانش‌آموختگان این مؤسسه وزارت آموزش و پرورش تصمیم می‌گیرد. آن‌ها را به دانشگاه فرهنگیان یا ادارهٔ کل \
                    استان راهنمایی کنید؛ درخواستی در این‌جا باز نمی‌شود.
                    """,
                en: """
                    The Ministry of Education decides about the graduates of this institution. Send them to Farhangian University \
                    or the office of the province; no request is opened here.
                    """
            )
        }
    }
}

/// What a closing means for graduates.
enum Closing {
    /// Returns the closing, and where the graduates go: nil while it is open, or without a successor.
    static func notice(_ end: Timestamp, to successor: Wording?) -> Prose {
        let day = OrganisationFacts.lastDay(end)
        guard let successor else {
            return Prose(
                fa: """
                    پایان کار: \(.isolated(day.fa)). سازمانی که کارش را ادامه دهد ثبت نشده است؛ تا آن زمان دانش‌آموختگانش جایی \
                    برای مراجعه ندارند.
                    """,
                en: """
                    Closes at the end of \(.isolated(day.en)). No organisation continues its work; without one its graduates have \
                    no place to go.
                    """
            )
        }
        return Prose(
            fa:
                "پایان کار: \(.isolated(day.fa)). دانش‌آموختگان پس از آن به \(.isolated(successor.fa)) مراجعه می‌کنند.",
            en:
                "Closes at the end of \(.isolated(day.en)). Its graduates then go to \(.isolated(successor.en))."
        )
    }
}

extension GatedSite {
    /// Returns the name of the organisation to which the graduates of a closing one go; nil for none.
    func responsible(for organisation: Organisation, at now: Timestamp) async throws -> Wording? {
        guard let closedAt = organisation.closedAt else { return nil }
        let moment = max(closedAt, now)
        do {
            let found = try await app.domain.roles.responsible(for: organisation.code, at: moment)
            return try await organisationName(found.code)
        } catch RolesError.noSuccessor, RolesError.successorCircle {
            return nil
        }
    }

    /// The seconds before the end of an access window in which its end is announced: 90 days.
    private static let announced: Int64 = 90 * 86_400

    /// Returns the notice about the end of an institution's access window: before it comes, and after it (R136).
    ///
    /// Nil while it is far away, and for what has no window.
    func accessWindow(of code: String, at now: Timestamp) async throws -> PageBlock? {
        guard let institution = try await app.domain.registry.institution(code),
            let end = institution.issuesUntil, end <= now.adding(seconds: Self.announced)
        else { return nil }
        let moment = PersianTime.moment(end)
        let (fa, en) = (institution.nameFa, institution.nameEn)
        if end <= now {
            return .notice(
                .bad,
                Prose(
                    fa: """
                        مهلت دسترسی \(.isolated(fa)) برای صدور در \(.isolated(moment.fa)) تمام شد. درخواست‌های \
                        دانش‌آموختگان همچنان به کارتابل‌ها می‌رسد و باید پاسخ بگیرد.
                        """,
                    en: """
                        The access window of \(.isolated(en)) for issuing ended on \(.isolated(moment.en)). Requests of \
                        graduates still come to the cartables and need an answer.
                        """
                )
            )
        }
        let left = PersianTime.duration(
            seconds: Int(end.secondsSinceEpoch - now.secondsSinceEpoch)
        )
        return .notice(
            .wait,
            Prose(
                fa: """
                    مهلت دسترسی \(.isolated(fa)) برای صدور در \(.isolated(moment.fa)) تمام می‌شود (\(.isolated(left.fa)) \
                    دیگر). پس از آن فقط خود دانش‌آموخته درخواست می‌دهد؛ کارتابل‌ها باز می‌ماند.
                    """,
                en: """
                    The access window of \(.isolated(en)) for issuing ends on \(.isolated(moment.en)), in \(.isolated(left.en)). \
                    After it only graduates themselves apply; the cartables stay open.
                    """
            )
        )
    }
}
