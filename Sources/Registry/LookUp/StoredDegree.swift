import Persian
import Store
import VerifyCore

/// What stands at a code's address.
enum StoredDegree: Sendable {
    /// No row, or one whose tag is another: nobody may learn which.
    case nothing
    /// A row that was changed by hand; whether the code's tag is right for the record it holds now.
    case broken(tagIsRight: Bool)
    /// The row of this code, as it was written; a datum about its holder may still be wrong.
    case degree(Degree)

    /// What was seen of a row.
    struct Degree: Sendable {
        let status: DegreeStatus
        let attempts: Attempts
        /// What may be shown; nil when the datum is wrong.
        let view: DegreeView?
    }

    /// How closely to look.
    enum Disclosure: Sendable {
        /// T0.
        case glimpse
        /// T1, if this is right about the holder.
        case knowing(Question.Datum)
        /// The fields of T1, by the graduate's consent.
        case consented
    }
}

extension StoredDegree {
    /// One row by its primary key, or the last one before it, with the day's wrong attempts beside it.
    ///
    /// So there is a row to read and to hash where a code has none, and the answer takes as long.
    private static let byAddress = PreparedSQL { (address: Int64) in
        """
        SELECT
            d.record, d.token, d.row_mac, d.status, d.status_at, d.status_reason,
            a.day, a.wrong_tags, a.wrong_data,
            d.id
        FROM degree AS d
        LEFT JOIN attempt AS a ON a.address = d.id
        WHERE d.id <= \(address)
        ORDER BY d.id DESC
        LIMIT 1
        """
    }

    /// The statement that looks at an address.
    static func at(_ address: Int64) -> SQL {
        byAddress(address)
    }

    /// Looks at a code's address with the key that the code names.
    ///
    /// The same hashes are computed whether a row is there or not, and whether its tag is right.
    static func of(
        _ code: AuthenticityCode,
        under key: CodeKey,
        looking look: Disclosure,
        on today: Int64,
        in connection: Connection
    ) throws -> StoredDegree {
        // Set from inside, so that no generic code carries it out.
        var found: StoredDegree?
        _ = try connection.first(byAddress(code.address)) { row in
            do {
                found = try StoredDegree(row, code, key, look, today)
            } catch StoreError.column {
                // The record is of another type than the program writes: no tag is right for it.
                _ = nothing(after: code, key)
                found = .broken(tagIsRight: false)
            }
            // Of another code's row nothing is said, not even that it is broken.
            if try row.int(9) != code.address { found = .nothing }
        }
        return found ?? nothing(after: code, key)
    }

    private init(
        _ row: borrowing Row,
        _ code: AuthenticityCode,
        _ key: CodeKey,
        _ look: Disclosure,
        _ today: Int64
    ) throws {
        self = try row.withBlob(0) { record in
            let digest = SHA256.digest(of: record)
            let tagIsRight = key.matches(code, recordDigest: digest)
            do {
                // Nil for what no status has.
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
                return .degree(
                    Degree(
                        status: status,
                        attempts: Attempts(row, from: 6, on: today),
                        view: try look.view(of: record)
                    )
                )
            } catch is CBOR.DecodingError {
                // The MAC is right, so this program wrote these bytes; still no reason to fail.
                return .broken(tagIsRight: tagIsRight)
            } catch StoreError.column {
                return .broken(tagIsRight: tagIsRight)
            }
        }
    }

    /// The hashes that a row would have taken.
    private static func nothing(after code: AuthenticityCode, _ key: CodeKey) -> StoredDegree {
        let digest = SHA256.digest(of: DummyRow.record.span)
        let tagIsRight = key.matches(code, recordDigest: digest)
        let mac = key.rowMAC(
            locator: code.locator,
            recordDigest: digest,
            status: .active,
            token: DummyRow.token.span
        )
        // Never true; said so that nothing above can be left out.
        return tagIsRight && mac == digest ? .broken(tagIsRight: true) : .nothing
    }
}

extension StoredDegree.Disclosure {
    /// What may be shown of a record; nil when the datum is wrong.
    fileprivate func view(of bytes: Span<UInt8>) throws(CBOR.DecodingError) -> DegreeView? {
        switch self {
        case .glimpse:
            return try DegreeView(glimpsing: bytes)
        case .consented:
            return DegreeView(detailed: try DegreeRecord(decoding: bytes))
        case .knowing(let datum):
            let record = try DegreeRecord(decoding: bytes)
            return datum.matches(record) ? DegreeView(detailed: record) : nil
        }
    }
}

/// Bytes as long as those of a usual row, to be hashed where there is none.
enum DummyRow {
    static let record = [UInt8](repeating: 0, count: 400)
    static let token = [UInt8](repeating: 0, count: 330)
    /// Stands in for the key of a code whose key id has none.
    static let key = CodeKey(
        id: 10,
        locatorKey: [UInt8](repeating: 0, count: 32),
        tagKey: [UInt8](repeating: 0, count: 32)
    )
}
