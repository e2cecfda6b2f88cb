internal import Registry
import Tabular
internal import VerifyCore

extension Conformance {
    static func decodeCBOR(_ arguments: Arguments) throws -> [JSON.Member] {
        let value = try CBOR(decoding: arguments.bytes("bytes"))
        return [
            JSON.Member("diagnostic", .string(value.diagnostic)),
            JSON.Member("encoded", .string(Hex.encode(value.encoded()))),
        ]
    }

    static func decodeBase32(_ arguments: Arguments) throws -> [JSON.Member] {
        let bytes = try Base32.decode(arguments.text("text"))
        return [JSON.Member("bytes", .string(Hex.encode(bytes)))]
    }

    static func readJSON(_ arguments: Arguments) throws -> [JSON.Member] {
        _ = try JSON(parsing: arguments.base64("base64"))
        return []
    }

    static func readCSV(_ arguments: Arguments) throws -> [JSON.Member] {
        let rows = CSVReader.rows(of: try arguments.base64("base64"))
        if let fault = rows.lazy.compactMap(\.fault).first {
            throw Refusal(fault.rawValue.uppercased())
        }
        return [
            JSON.Member("rows", .array(rows.map { .array($0.texts.map(JSON.string)) }))
        ]
    }
}
