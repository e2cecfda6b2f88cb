package import Persian
package import VerifyCore

/// A file of graduates that a person of an institution sent through the pages: who sent it, for what, and who decided.
///
/// The rows of the file are those of the bulk job with the same id.
package struct UploadOrder: Sendable, Equatable {
    /// The id of the bulk job.
    package let id: String
    /// The code of the institution.
    package let organisation: String
    /// What was requested; nil when the row was changed by hand.
    package let task: Task?
    /// The bulk job that only checked the same file; for degrees.
    package let preview: String?
    /// The name of the file on the sender's machine.
    package let fileName: String
    /// The person who sent it.
    package let sentBy: PersonID
    /// The person for whom a deputy sent it.
    package let sentFor: PersonID?
    /// When it was sent.
    package let sentAt: Timestamp
    /// `AuditActor.name` of the person who decided; nil while it was not decided.
    package let decidedBy: String?
    /// When it was decided.
    package let decidedAt: Timestamp?
    /// What was decided; nil for a file that needs no decision or waits for it.
    package let outcome: Outcome?
    /// The verdict on the seal of the row.
    package let seal: Keyring.SealVerdict

    /// What a file is for.
    package enum Task: String, Sendable, CaseIterable {
        /// Only the results are kept.
        case check
        /// The data bank is filled.
        case fill
        /// The data bank is filled and degrees are issued, by two persons.
        case issue
    }

    /// What was decided.
    package enum Outcome: String, Sendable, CaseIterable {
        /// Another person of the institution confirmed it.
        case confirmed
        /// Another person of the institution refused it.
        case rejected
        /// A person of the institution stopped it.
        case cancelled
    }

    /// The roles that send files.
    package static let senders: [Role] = [.uploader]
    /// The roles that confirm degrees.
    package static let confirmers: [Role] = [.confirmer, .head]
    /// The roles that see the files of their institution.
    package static let readers: [Role] = senders + confirmers

    /// The most files of an institution in a day: a campus sends some, and a program uses the API.
    package static let mostADay = 200

    /// The person who decided; nil while it waits.
    package var decider: PersonID? {
        decidedBy.flatMap {
            $0.hasPrefix("person:") ? PersonID(String($0.dropFirst("person:".count))) : nil
        }
    }

    /// Whether it waits for the second person.
    package var isWaiting: Bool { seal == .intact && task == .issue && outcome == nil }
}
