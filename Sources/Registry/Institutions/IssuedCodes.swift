package import Persian
import Store
import Tabular
package import VerifyCore

/// The codes that were issued in the name of an institution in a period.
package struct IssuedCodes: Sendable, Equatable {
    /// The codes, in the order of the ids.
    package let codes: [Code]

    /// One code: its degree, and what the institution knows it by.
    package struct Code: Sendable, Equatable {
        /// The id of the degree.
        package let id: RecordID
        /// The number that the institution gave the document.
        package let diplomaNumber: String
        /// When it was issued.
        package let issuedAt: String
    }

    /// The list as CSV.
    package var csv: [UInt8] {
        var writer = CSVWriter()
        writer.row(["diploma_number", "issued_at", "degree"])
        for code in codes { writer.row([code.diplomaNumber, code.issuedAt, code.id.description]) }
        return writer.take()
    }

    /// SHA-256 over the ids: the same set has the same digest.
    package var digest: [UInt8] { SHA256.hash(Array(codes.map(\.id.bytes).joined())) }
}

extension Registry {
    /// Returns the codes that were issued for the graduates of an institution from `start`, before `end`.
    ///
    /// Reads each graduate of the institution: once a month by its head, and no page that is opened often.
    package func issuedCodes(
        of institution: String,
        from start: Timestamp,
        until end: Timestamp
    ) async throws -> IssuedCodes {
        let codes = try await database.read { connection in
            try connection.all(
                """
                SELECT d.uuid, g.diploma_number, d.issued_at
                FROM graduate AS g
                JOIN degree AS d ON d.graduate = g.id
                WHERE g.institution_code = \(institution)
                    AND d.issued_at >= \(start.description) AND d.issued_at < \(end.description)
                """
            ) { row in
                guard let id = RecordID(try row.blob(0)) else {
                    throw StoreError.column(0, expected: "the id of a degree")
                }
                return IssuedCodes.Code(
                    id: id,
                    diplomaNumber: try row.text(1),
                    issuedAt: try row.text(2)
                )
            }
        }
        return IssuedCodes(
            codes: codes.sorted { $0.id.bytes.lexicographicallyPrecedes($1.id.bytes) }
        )
    }
}
