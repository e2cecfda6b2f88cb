import Accounts
import Casework
import Persian
import Registry
import VerifyCore

/// A degree whose data its holder reports as wrong: compared with the corrected data, and replaced by a new version.
struct CorrectedDegrees: Sendable {
    let registry: Registry
    let roles: Roles

    /// Examines a request before a case is opened: the holder's own degree in force, and a value that differs.
    var examination: EffectBody {
        EffectBody { context, connection in
            switch try report(context, in: connection) {
            case .failure(let refusal): return .refused(refusal.sentence)
            case .success(let report):
                if report.corrected == Graduate(report.degree.record) {
                    return .refused(.nothingDiffers)
                }
                return .done(reference: report.degree.degree.id)
            }
        }
    }

    /// Examines what the first person agrees to.
    var review: EffectBody {
        EffectBody { context, connection in
            switch try correction(context, in: connection) {
            case .failure(let refusal): return .refused(refusal.sentence)
            case .success(let correction):
                return .done(reference: correction.degree.degree.id)
            }
        }
    }

    /// Issues the new version with a new code; the former code answers SUPERSEDED from the same transaction on.
    var correcting: EffectBody {
        EffectBody { context -> MintedDegree? in
            let reported = try await report(context.snapshot, at: context.at)
            guard case .success(let correction) = corrected(reported, context) else {
                return nil
            }
            return try await registry.mint(
                correction.document,
                files: context.acceptedFiles,
                decision: context.decision,
                correcting: correction.degree.degree.id,
                at: context.at
            )
        } apply: { minted, context, connection in
            guard let issuer = context.issuer, let decision = context.decision else {
                return .refused(.noIssuer)
            }
            if context.acceptedFiles.isEmpty { return .refused(.noAcceptedFile) }
            switch try correction(context, in: connection) {
            case .failure(let refusal): return .refused(refusal.sentence)
            case .success(let correction):
                let issuing = try registry.correct(
                    correction.degree.degree.id,
                    to: correction.document,
                    files: context.acceptedFiles,
                    decision: decision,
                    by: issuer,
                    minted: minted,
                    at: context.at,
                    in: connection
                )
                return switch issuing {
                case .issued(let degree): .done(reference: degree.id)
                case .refused(let refusal): .refused(refusal.wording)
                }
            }
        }
    }

    /// Compares the report of a case with the degree, for the reviewer; nil where there is no such degree.
    ///
    /// - Throws: `StoreError`.
    func comparison(of snapshot: CaseSnapshot, at now: Timestamp) async throws -> ClaimComparison? {
        guard case .success(let report) = try await report(snapshot, at: now) else { return nil }
        return report.degree.comparison(with: report.corrected)
    }
}

extension CorrectedDegrees {
    /// A degree in force with the data that its holder reports.
    private struct Report {
        let degree: HeldDegree
        let corrected: Graduate
    }

    /// A degree with the document that the reviewer's choices make of it.
    private struct Correction {
        let degree: HeldDegree
        let document: Graduate
    }

    private func correction(
        _ context: EffectContext,
        in connection: MoveConnection
    ) throws -> Result<Correction, ClaimRefusal> {
        corrected(try report(context, in: connection), context)
    }

    /// The document that the reviewer's choices make of a report.
    private func corrected(
        _ report: Result<Report, ClaimRefusal>,
        _ context: EffectContext
    ) -> Result<Correction, ClaimRefusal> {
        report.flatMap { report in
            let review = report.degree.correction(
                report.corrected,
                choosing: context.claimChoices,
                on: context.at.tehranDate
            )
            return switch review {
            case .document(let document):
                .success(Correction(degree: report.degree, document: document))
            case .unchanged: .failure(ClaimRefusal(sentence: .nothingChosen))
            case .refused(let refusal): .failure(ClaimRefusal(sentence: refusal.wording))
            }
        }
    }

    private func report(
        _ context: EffectContext,
        in connection: MoveConnection
    ) throws -> Result<Report, ClaimRefusal> {
        let snapshot = context.snapshot
        let people = roles.signIn.people
        guard let code = snapshot.reportedCode,
            let person = try people.person(snapshot.file.openedBy, in: connection)
        else { return .failure(ClaimRefusal(sentence: .noSuchDegree)) }
        let degree = try registry.degree(
            withCode: code,
            heldBy: person.holderIdentities,
            in: connection
        )
        return report(snapshot, of: degree, at: context.at)
    }

    private func report(
        _ snapshot: CaseSnapshot,
        at now: Timestamp
    ) async throws -> Result<Report, ClaimRefusal> {
        guard let code = snapshot.reportedCode,
            let person = try await roles.signIn.people.person(snapshot.file.openedBy)
        else { return .failure(ClaimRefusal(sentence: .noSuchDegree)) }
        let degree = try await registry.degree(
            withCode: code,
            heldBy: person.holderIdentities
        )
        return report(snapshot, of: degree, at: now)
    }

    /// Reads the reported values over those of the degree: an empty answer changes nothing.
    private func report(
        _ snapshot: CaseSnapshot,
        of degree: HeldDegree?,
        at now: Timestamp
    ) -> Result<Report, ClaimRefusal> {
        guard let values = snapshot.submission?.values, let degree,
            degree.record.institutionCode == values.text("institution")
        else { return .failure(ClaimRefusal(sentence: .noSuchDegree)) }
        guard degree.degree.status == .active else {
            return .failure(ClaimRefusal(sentence: .notInForce))
        }
        var columns: [GraduateColumn: String] = [:]
        for field in DegreeCorrection.fields {
            guard let column = ClaimedDocuments.column(of: field.name) else { continue }
            columns[column] = values.text(field.name)
        }
        let reader = GraduateReader(
            institutions: [degree.record.institutionCode],
            own: nil,
            today: now.tehranDate
        )
        return switch reader.read(columns, over: Graduate(degree.record)) {
        case .graduate(let corrected, _):
            .success(Report(degree: degree, corrected: corrected))
        case .refused(let remarks):
            .failure(ClaimRefusal(sentence: .all(remarks.map(\.wording))))
        }
    }
}

extension CaseSnapshot {
    /// The code of the degree whose data are reported as wrong; nil for a text that is no code.
    fileprivate var reportedCode: AuthenticityCode? {
        submission?.values.text("code").flatMap { try? AuthenticityCode(parsing: $0) }
    }
}

/// Why a correction of a degree is refused.
extension Wording {
    static let noSuchDegree = Wording(
        fa: "مدرکی با این کد به نام شما در این دانشگاه نیست؛ کد را از «مدرک‌های من» بردارید.",
        en:
            "No degree of this university with this code is in your name; take the code from My degrees."
    )
    static let notInForce = Wording(
        fa: "این نسخهٔ مدرک دیگر معتبر نیست؛ تنها مشخصات نسخهٔ معتبر اصلاح می‌شود.",
        en: "This version of the degree is not in force; only the version in force is corrected."
    )
    static let nothingDiffers = Wording(
        fa: "هیچ مقداری با آنچه ثبت شده است فرق ندارد؛ مقدار نادرست را عوض کنید.",
        en: "No value differs from what is recorded; change the value that is wrong."
    )
    static let nothingChosen = Wording(
        fa:
            "همهٔ مقدارها همان است که ثبت شده؛ چیزی اصلاح نمی‌شود. درخواست را رد کنید یا مقدار متقاضی را بپذیرید.",
        en:
            "All chosen values are those of the record: nothing is corrected. Refuse the request, or take a value of it."
    )
}
