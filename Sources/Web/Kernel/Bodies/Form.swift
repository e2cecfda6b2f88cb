package import Hummingbird
import NIOCore
import Persian

/// The fields of an HTML form.
extension Request {
    /// Returns the fields of a body of `application/x-www-form-urlencoded`, with their values unchanged.
    ///
    /// It is read strictly: UTF-8 only, no field twice, at most 64 fields, or `count`.
    ///
    /// - Throws: 400, 413 or 415.
    package func form(upTo limit: Int, fields count: Int = 64) async throws -> [String: String] {
        try requireContentType("application/x-www-form-urlencoded")
        let body = try await bytes(upTo: limit)
        var fields: [String: String] = [:]
        for pair in body.readableBytesView.split(separator: UInt8(ascii: "&")) {
            let halves = pair.split(
                separator: UInt8(ascii: "="),
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard let name = PercentEncoding.decode(halves[0], isForm: true),
                let value = halves.count == 2
                    ? PercentEncoding.decode(halves[1], isForm: true) : "",
                fields.updateValue(value, forKey: name) == nil, fields.count <= count
            else { throw Problem.badForm }
        }
        return fields
    }
}

extension Problem {
    /// A form whose body is malformed, or has a field twice or too many fields.
    package static let badForm = Problem.malformed(
        .init(fa: "فرم به درستی فرستاده نشده است.", en: "The form was not sent in the right shape.")
    )
}
