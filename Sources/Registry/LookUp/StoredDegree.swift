import Persian
import Store
import VerifyCore

/// What the database holds at a code's address, after tag, seal and datum were compared.
enum StoredDegree: Sendable {
    /// No row, or a row with another tag; an answer must not show which of the two.
    case nothing
    /// A row that was changed by hand; whether the code's tag is right for the record that it holds now.
    case broken(tagIsRight: Bool)
    /// The row of this code, as the program wrote it; a datum about its holder may still be wrong.
    indirect case degree(Degree)

    /// What was read from a genuine row.
    struct Degree: Sendable {
        let status: DegreeStatus
        /// What may be shown.
        let disclosed: Disclosed
    }
}

extension StoredDegree {
    /// One row by its primary key, or the last one before it, with the day's wrong attempts at the address.
    ///
    /// So there is a row to read and to hash where a code has none, and the answer takes as long.
    private static let byAddress = PreparedSQL { (address: Int64) in
        """
        SELECT
            d.record, d.token, d.row_mac, d.status, d.status_at, d.status_reason,
            a.day, a.wrong_tags, a.wrong_data,
            d.id
        FROM degree AS d
        LEFT JOIN attempt AS a ON a.address = \(address)
        WHERE d.id <= \(address)
        ORDER BY d.id DESC
        LIMIT 1
        """
    }

    /// Returns the statement that reads an address.
    static func statement(at address: Int64) -> SQL {
        byAddress(address)
    }

    /// Reads a code's address, and compares under the key that the code names if the attempts permit it.
    ///
    /// The same hashes are computed whether a row is there or not, and whether its tag is right.
    ///
    /// `mayCompare`: Decides from the attempts alone, before tag, seal and datum are compared.
    ///
    /// - Returns: The day's attempts; the degree is nil when nothing was compared.
    static func read(
        _ code: AuthenticityCode,
        under key: CodeKey,
        showing disclosure: Disclosure,
        on today: Int64,
        in connection: Connection,
        if mayCompare: (Attempts) -> Bool
    ) throws -> (attempts: Attempts, degree: StoredDegree?) {
        // Set from inside, so that no generic code carries it out.
        var attempts: Attempts?
        var found: StoredDegree?
        _ = try connection.first(byAddress(code.address)) { row in
            let counted = Attempts(row, from: 6, on: today)
            attempts = counted
            guard mayCompare(counted) else { return }
            do {
                found = try StoredDegree(row, code, key, disclosure)
            } catch StoreError.column {
                // The record is of another type than the program writes: no tag is right for it.
                _ = hashDummyRow(for: code, key)
                found = .broken(tagIsRight: false)
            }
            // Another code's row has no part in the answer, not even that it is broken.
            if try row.int(9) != code.address { found = .nothing }
        }
        if let attempts { return (attempts, found) }
        // No degree at this address or at a smaller one.
        let counted = try Attempts.read(at: code.address, on: today, in: connection)
        return (counted, mayCompare(counted) ? hashDummyRow(for: code, key) : nil)
    }

    private init(
        _ row: borrowing Row,
        _ code: AuthenticityCode,
        _ key: CodeKey,
        _ disclosure: Disclosure
    ) throws {
        self = try row.withBlob(0) { record in
            let digest = SHA256.digest(of: record)
            let tagIsRight = key.matches(code, recordDigest: digest)
            do {
                // Nil for a combination of columns that no status has.
                let status = try DegreeStatus(row, from: 3)
                let mac = try row.withBlob(1) { token in
                    key.rowMAC(
                        locator: code.locator,
                        recordDigest: digest,
                        status: status ?? .active,
                        token: token
                    )
                }
                let stored = try row.withBlob(2) { Digest($0) }
                guard let status, mac == stored else { return .broken(tagIsRight: tagIsRight) }
                guard tagIsRight else { return .nothing }
                var isOnPaper = false
                if disclosure.isByIDDigits {
                    isOnPaper = try row.withBlob(1, DegreeToken.showsIDDigits)
                }
                let disclosed = try disclosure.disclosed(of: record, isDatumOnPaper: isOnPaper)
                return .degree(Degree(status: status, disclosed: disclosed))
            } catch is CBOR.DecodingError {
                // The MAC is right, so this program wrote these bytes; still no reason to fail.
                return .broken(tagIsRight: tagIsRight)
            } catch StoreError.column {
                return .broken(tagIsRight: tagIsRight)
            }
        }
    }

    /// Computes the hashes that a row would have taken.
    private static func hashDummyRow(for code: AuthenticityCode, _ key: CodeKey) -> StoredDegree {
        let (record, token) = (DummyRow.record, DummyRow.token)
        let digest = SHA256.digest(of: record.span)
        let tagIsRight = key.matches(code, recordDigest: digest)
        let mac = key.rowMAC(
            locator: code.locator,
            recordDigest: digest,
            status: .active,
            token: token.span
        )
        // Never true; returned so that the compiler cannot leave out the hashes.
        return tagIsRight && mac == digest ? .broken(tagIsRight: true) : .nothing
    }
}
