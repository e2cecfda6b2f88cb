import Accounts
import Persian
import VerifyCore

/// What the digest of a case covers (`case_event.case_digest`): the row of the case after the event without its due, claim and
/// head seal, the parties, and the last submission.
///
/// Parties have no seal of their own. The submission is part of it, so that no older one can take its place by deleting
/// rows.
struct CaseState: Sendable {
    let file: CaseFile
    let parties: [CaseParty]
    /// Number and digest of the last submission; nil without one.
    let submission: (number: Int, digest: Digest)?
    /// Salt and hash of the secret with which the applicant follows the case; nil without one.
    let secret: (salt: [UInt8]?, hash: [UInt8]?)

    init(_ snapshot: CaseSnapshot, of row: CaseFileRow) {
        secret = (row.secretSalt, row.secretHash)
        file = snapshot.file
        parties = snapshot.parties
        submission = snapshot.submission.map { ($0.number, $0.digest) }
    }

    var digest: Digest {
        var parts: [RowStatement.Part] = [
            .text(file.id), .text(file.tracking), .text(file.service.text),
            .integer(Int64(file.version)), .text(file.openedBy.description), .init(file.subject),
            .text(file.organisation.text), .init(file.parent), .init(file.onceKey),
            .text(file.step.text), .integer(file.revision), .integer(file.turn),
            .text(file.waiting.word), .init(file.waiting.role?.rawValue),
            .init(file.waiting.organisation?.text), .init(file.waiting.person?.description),
            .text(file.since.description), .integer(Int64(file.openErrands)),
            .text(file.requestKind), .integer(file.price.amount), .init(file.priceSource),
            .init(file.slaVersion), .text(file.openedAt.description),
            .init(file.initialResultAt?.description), .init(file.lateAt?.description),
            .init(file.outcome?.rawValue), .init(file.closedAt?.description),
            .integer(Int64(parties.count)),
        ]
        for party in parties.sorted(by: { $0.order < $1.order }) {
            parts += [
                .text(party.role.rawValue), .integer(Int64(party.ordinal)),
                .init(party.person?.description), .init(party.organisation?.text),
                .integer(party.sinceSeq), .init(party.untilSeq),
            ]
        }
        parts += [
            .init(submission.map { Int64($0.number) }), .init(submission?.digest.bytes),
            .init(secret.salt), .init(secret.hash),
        ]
        return RowStatement(.caseState, parts).digest
    }
}

extension CaseParty {
    fileprivate var order: String { "\(role.rawValue) \(ordinal)" }
}
