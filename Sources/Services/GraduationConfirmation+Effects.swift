import Accounts
import Casework
import Persian
import Registry
import VerifyCore

/// The effects of a confirmation before graduation: those of a claim, about a document that the university filed.
extension ClaimedDocuments {
    /// Examines a confirmation before a case is opened: the university has filed the document, and the term is not over.
    var confirmationExamination: EffectBody {
        EffectBody { context, connection in
            switch try claim(context, in: connection) {
            case .failure(let refusal): return .refused(refusal.sentence)
            case .success(let claim):
                return try refusal(of: claim, context, in: connection).map { .refused($0) }
                    ?? .done(reference: claim.institutionCode)
            }
        }
    }

    /// Examines what the first person agrees to; the term is that of the student, and not of the university.
    var confirmationReview: EffectBody {
        EffectBody { context, connection in
            switch try claim(context, in: connection) {
            case .failure(let refusal): return .refused(refusal.sentence)
            case .success(let claim):
                guard try registry.hasDocument(like: claim, in: connection) else {
                    return .refused(.nothingRecorded)
                }
                return try reviewed(claim, context, in: connection)
            }
        }
    }

    /// Issues the degree with the decision in its record; there is no file, because the document itself is not printed yet.
    var confirmationIssuing: EffectBody { issuing(requiresFiles: false) }

    /// Why a student cannot confirm a document; nil where it waits for the confirmation.
    private func refusal(
        of claim: Graduate,
        _ context: EffectContext,
        in connection: MoveConnection
    ) throws -> Wording? {
        let people = roles.signIn.people
        let person = try people.person(context.snapshot.file.openedBy, in: connection)
        let search = try registry.awaitedDocument(
            of: claim.institutionCode,
            claim.documentKind,
            number: claim.diplomaNumber,
            heldBy: person?.holderIdentities ?? [],
            on: context.at.tehranDate,
            in: connection
        )
        return search.refusal
    }
}

extension AwaitedSearch {
    /// Why the document cannot be confirmed, with the way out; nil where it waits.
    var refusal: Wording? {
        switch self {
        case .awaited: nil
        case .absent: .nothingRecorded
        case .issued: .hasCode
        case .old: .graduatedLongAgo
        case .late(let day): .confirmationLate(day)
        }
    }
}

extension Person {
    /// The proven numbers, by which documents are found.
    var holderIdentities: Set<HolderIdentity> {
        Set(
            numbers.filter(\.isProven).map {
                HolderIdentity($0.number.kind, country: $0.number.country, number: $0.number.number)
            }
        )
    }
}

/// Why a confirmation before graduation is refused.
extension Wording {
    static let nothingRecorded = Wording(
        fa: """
            دانشگاه هنوز مدرکی با این شماره به نام شما ثبت نکرده است. شماره را از دانشگاه بپرسید؛ اگر مدرک در دست شماست، \
            «دریافت تأییدیهٔ تحصیلی» را درخواست کنید.
            """,
        en: """
            The university has recorded no document with this number in your name yet. Ask the university for the number; if \
            you have the document, request an academic confirmation.
            """
    )
    static let graduatedLongAgo = Wording(
        fa: """
            از دانش‌آموختگی بیش از یک سال گذشته است؛ با تصویر مدرک، «دریافت تأییدیهٔ تحصیلی» را درخواست کنید.
            """,
        en: """
            The graduation is more than a year ago; request an academic confirmation with a scan of the document.
            """
    )

    static func confirmationLate(_ day: CivilDate) -> Wording {
        let words = PersianTime.date(day)
        return Wording(
            fa: """
                مهلت تأیید تا \(words.fa) بود. از دانشگاه بخواهید مشخصات را دوباره بفرستد، یا با تصویر مدرک «دریافت \
                تأییدیهٔ تحصیلی» را درخواست کنید.
                """,
            en: """
                The term ended on \(words.en). Ask the university to send the data again, or request an academic confirmation \
                with a scan of the document.
                """
        )
    }
}
