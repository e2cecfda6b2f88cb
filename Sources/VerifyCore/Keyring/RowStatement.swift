/// The content of a row that its seal covers: the kind of the row and the values of its columns, in order.
///
/// Two different statements have different bytes, because each part has its type and its length. So a seal
/// fits exactly one row of one table. The parts of a kind and their order never change; a change is a new kind.
package struct RowStatement: Sendable {
    /// The tables whose rows are sealed.
    package enum Kind: String, Sendable {
        /// An API key of an earlier version, without its organisation.
        case apiKey = "api-key/1"
        /// An API key.
        case organisationKey = "api-key/2"
        /// An API key that was made under the role of a person.
        case grantedKey = "api-key/3"
        /// An API key that permits something on cases.
        case caseKey = "api-key/4"
        /// A bulk job: the sender of the file, and what the job does.
        case delivery = "delivery/1"
        /// A chunk of such a file.
        case piece = "piece/1"
        /// A code of the former system.
        case formerCode = "former-code/1"
        /// A bulk job with its progress.
        case bulkJob = "bulk-job/2"
        /// The results of some records of a bulk job.
        case bulkJobResult = "bulk-job-result/1"
        /// The identity of a document: its institution, kind and number.
        case document = "document/1"
        /// The columns of a degree that no answer to a verifier reads.
        case degree = "degree/1"
        /// The same of a degree that a case decided, with its decision.
        case decidedDegree = "degree/2"
        /// An event in the history of a degree.
        case degreeEvent = "degree-event/1"
        /// An institution with its access window.
        case institution = "institution/1"
        /// An event in the history of an institution.
        case institutionEvent = "institution-event/1"
        /// The place of an encrypted answer: the column `idempotency_key.body` of the row of one request.
        case answer = "idempotency_key.body/1"
        /// A person.
        case person = "person/1"
        /// A number that identifies a person: national, of a passport, of a foreigner.
        case personNumber = "person-number/1"
        /// The acceptance of a version of the terms by a person.
        case termsAcceptance = "terms-acceptance/1"
        /// A change of a person's contact that is not effective yet.
        case contactChange = "contact-change/1"
        /// A one-time code that was sent, bound to a browser.
        case challenge = "challenge/1"
        /// A password, a TOTP secret or a recovery code.
        case credential = "credential/1"
        /// A session of a signed-in person.
        case signInSession = "session/1"
        /// An invitation of a member of staff.
        case invitation = "invitation/1"
        /// A unit, institution or office in which people have roles.
        case organisation = "organisation/1"
        /// A role of a person in an organisation.
        case roleGrant = "role-grant/1"
        /// A person who acts for another one for some days.
        case delegation = "delegation/1"
        /// A change that waits for the confirmation of another person.
        case proposal = "proposal/1"
        /// A file that a person sent in the name of an institution.
        case uploadOrder = "upload-order/1"
        /// The confirmation of an organisation's responsibility for a month.
        case monthlyConfirmation = "monthly-confirmation/1"
        /// A row of the audit trail of an object.
        case audit = "audit/1"
        /// The phase and the call window of a service.
        case servicePhase = "service-phase/1"
        /// The address of waiting cases: role, service and organisation.
        case cartable = "cartable/1"
        /// The person responsible for a cartable.
        case holder = "holder/1"
        /// A change of a case.
        case caseEvent = "case-event/1"
        /// The row and the parties of a case after a change, of which the event has the digest.
        case caseState = "case-state/1"
        /// The inputs of a move, of which the event has the digest.
        case moveInputs = "move-inputs/1"
        /// The values for which one case is open, of which the case has the digest.
        case onceKey = "once-key/1"
        /// One version of a form that was sent.
        case submission = "submission/1"
        /// Information from outside that a case uses.
        case fact = "fact/1"
        /// Work that a case requested from another party.
        case errand = "errand/1"
        /// A block on new copies of a person's documents.
        case hold = "hold/1"
        /// A mapping by which cases change their version, with the two persons who agreed on it.
        case caseMigration = "case-migration/1"
        /// A file that was uploaded, without its bytes.
        case storedDocument = "stored-document/1"
        /// A file of a submission, with the decision about it.
        case caseDocument = "case-document/1"
        /// A link with which a graduate shows chosen fields of a degree.
        case shareGrant = "share-grant/1"
        /// The place of an encrypted column that people, messages or cases have: table, column and key follow as parts.
        case encryptedColumn = "column/1"
    }

    /// The encoded statement; as associated data it binds a ciphertext to the row and column that it names.
    package let bytes: [UInt8]

    /// Creates the statement of a row of this kind.
    package init(_ kind: Kind, _ parts: Part...) {
        self.init(kind, parts)
    }

    /// Most statements are shorter; a longer one grows.
    private static let usualCount = 512

    /// Creates the statement of a row of this kind.
    package init(_ kind: Kind, _ parts: [Part]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.usualCount)
        Part.text("saorg/seal/\(kind.rawValue)").write(to: &bytes)
        for part in parts { part.write(to: &bytes) }
        self.bytes = bytes
    }

    /// The value of a column.
    package enum Part: Sendable {
        /// Text.
        case text(String)
        /// An integer.
        case integer(Int64)
        /// Bytes.
        case bytes([UInt8])
        /// NULL.
        case none

        /// The value of a nullable column of text.
        package init(_ text: String?) {
            self = text.map { .text($0) } ?? .none
        }

        /// The value of a nullable column of integers.
        package init(_ number: Int64?) {
            self = number.map { .integer($0) } ?? .none
        }

        /// The value of a nullable column of bytes.
        package init(_ bytes: [UInt8]?) {
            self = bytes.map { .bytes($0) } ?? .none
        }

        fileprivate func write(to bytes: inout [UInt8]) {
            switch self {
            case .text(let text):
                Self.begin(0x54, text.utf8.count, in: &bytes)
                bytes.append(contentsOf: text.utf8)
            case .integer(let value):
                Self.begin(0x49, 8, in: &bytes)
                let number = UInt64(bitPattern: value)
                for byte in 0..<UInt64(8) {
                    bytes.append(UInt8(truncatingIfNeeded: number >> (56 - 8 * byte)))
                }
            case .bytes(let blob):
                Self.begin(0x42, blob.count, in: &bytes)
                bytes.append(contentsOf: blob)
            case .none: Self.begin(0x4E, 0, in: &bytes)
            }
        }

        /// Writes the type and the length of a value.
        private static func begin(_ type: UInt8, _ count: Int, in bytes: inout [UInt8]) {
            bytes.append(type)
            bytes.append(UInt8(truncatingIfNeeded: count >> 24))
            bytes.append(UInt8(truncatingIfNeeded: count >> 16))
            bytes.append(UInt8(truncatingIfNeeded: count >> 8))
            bytes.append(UInt8(truncatingIfNeeded: count))
        }
    }
}
