import Persian
import VerifyCore

/// A degree with its code, token and seal, ready to be inserted: made with keys and without the database.
package struct MintedDegree: Sendable {
    let record: DegreeRecord
    let code: AuthenticityCode
    /// The signed token.
    let token: [UInt8]
    let recordBytes: [UInt8]
    let rowMAC: [UInt8]
    /// The keyed hash of its document.
    let document: [UInt8]
    let issuedAt: Timestamp
    /// How many locators before this one were taken.
    let counter: UInt32
    private let mint: Mint

    /// The active keys at one moment.
    struct Mint: Sendable {
        let codeKey: CodeKey
        let tokenKey: TokenKey

        init(_ keyring: Keyring) throws(RegistryError) {
            guard let codeKey = keyring.activeCodeKey else { throw .noActiveKey(.code) }
            guard let tokenKey = keyring.activeTokenKey else { throw .noActiveKey(.token) }
            self.codeKey = codeKey
            self.tokenKey = tokenKey
        }
    }

    /// Mints a record.
    ///
    /// `counter`: Selects the locator; raised when the one before was taken.
    init(_ record: DegreeRecord, by mint: Mint, counter: UInt32 = 0, at now: Timestamp) throws {
        let bytes = record.encoded()
        let digest = SHA256.digest(of: bytes.span)
        let locator = mint.codeKey.locator(for: record.uuid, counter: counter)
        guard let code = mint.codeKey.code(locator: locator, recordDigest: digest) else {
            throw RegistryError.keyUnusable(id: mint.codeKey.id)
        }
        let token = try DegreeToken(for: record, code: code, by: mint.codeKey, issuedAt: now)
            .signed(with: mint.tokenKey)
        self.record = record
        self.code = code
        self.token = token
        self.recordBytes = bytes
        self.rowMAC =
            mint.codeKey.rowMAC(
                locator: locator,
                recordDigest: digest,
                status: .active,
                token: token.span
            ).bytes
        self.document = mint.codeKey.documentHash(of: Graduate(record))
        self.issuedAt = now
        self.counter = counter
        self.mint = mint
    }

    /// The key of its code.
    var key: CodeKey { mint.codeKey }

    /// Returns the same record at its next locator.
    func atNextLocator() throws -> MintedDegree {
        try MintedDegree(record, by: mint, counter: counter + 1, at: issuedAt)
    }
}

extension MintedDegree {
    /// Whether it is what `mint` would make now of the same arguments, apart from its UUID.
    func fits(
        _ graduate: Graduate,
        of institution: Institution,
        _ review: RecordReview,
        superseding former: RecordID?,
        key active: CodeKey?
    ) -> Bool {
        record.supersedes == former && RecordReview(record) == review
            // The record has the institution's name as it is in the transaction that inserts it.
            && record.institutionNameFa == institution.nameFa
            && record.institutionNameEn == institution.nameEn
            && Graduate(record) == graduate && active?.id == key.id
    }
}

extension Registry {
    /// Makes code, token and seal of a graduate's document with the active keys.
    ///
    /// This is most of the cost of issuing and uses no database: call it outside of the writer, on several
    /// threads for many documents.
    ///
    /// `review` has the files and the decision of the record; `former` is the record that this one corrects.
    ///
    /// - Throws: `RegistryError.noActiveKey`; `.notIssued` for a holder who is known by a birth certificate.
    func mint(
        _ graduate: Graduate,
        of institution: Institution,
        reviewed review: RecordReview = .none,
        superseding former: RecordID? = nil,
        at now: Timestamp
    ) throws -> MintedDegree {
        let record = graduate.record(
            uuid: RecordID(at: now),
            institutionNameFa: institution.nameFa,
            institutionNameEn: institution.nameEn,
            files: review.files,
            decision: review.decision,
            supersedes: former
        )
        guard let record else { throw RegistryError.notIssued(.birthCertificate) }
        return try MintedDegree(record, by: MintedDegree.Mint(keyring.current), at: now)
    }
}
