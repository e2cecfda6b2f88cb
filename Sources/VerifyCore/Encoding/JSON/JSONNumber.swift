extension JSONParser {
    mutating func number(_ source: Span<UInt8>) throws(JSON.ParsingError) -> JSON {
        let start = offset
        skipSign(source)
        let first = offset
        let digits = skipDigits(source)
        guard digits == 1 || digits > 1 && source[first] != UInt8(ascii: "0") else {
            throw .number(offset: start)
        }
        var isInteger = true
        if next(source) == UInt8(ascii: ".") {
            isInteger = false
            offset += 1
            guard skipDigits(source) > 0 else { throw .number(offset: start) }
        }
        if let letter = next(source), letter | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            offset += 1
            if let sign = next(source), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                offset += 1
            }
            guard skipDigits(source) > 0 else { throw .number(offset: start) }
        }
        let text = String(
            decoding: [UInt8](copying: source.extracting(start..<offset)),
            as: UTF8.self
        )
        // An integer would lose the sign of "-0".
        guard isInteger, text != "-0", let integer = Int64(text) else { return .number(text) }
        return .integer(integer)
    }

    private func next(_ source: Span<UInt8>) -> UInt8? {
        offset < source.count ? source[offset] : nil
    }

    private mutating func skipSign(_ source: Span<UInt8>) {
        if next(source) == UInt8(ascii: "-") { offset += 1 }
    }

    private mutating func skipDigits(_ source: Span<UInt8>) -> Int {
        let start = offset
        while let byte = next(source), UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { offset += 1 }
        return offset - start
    }
}
