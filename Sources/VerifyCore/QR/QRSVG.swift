extension QRCode {
    /// The side of a module in tenths of a millimetre: half a millimetre is the least that phones read well.
    private static let halfMillimetres = 5

    /// Returns an SVG: one path of horizontal runs on a white ground.
    ///
    /// A module, also of the quiet zone, has half a millimetre unless a style sets another size.
    ///
    /// `label` is the text for screen readers.
    package func svg(quietZone: Int = Self.quietZone, label: String? = nil) -> String {
        let side = size + 2 * quietZone
        var text: [UInt8] = []
        text.reserveCapacity(512 + size * size * 5)
        text += Self.head(side, label).utf8
        text += #"<path d=""#.utf8
        var row = -1
        var column = 0
        for next in 0..<size {
            var start = 0
            while let run = run(row: next, from: start) {
                text.append(UInt8(ascii: "m"))
                if row < 0 {
                    text.append(number: run.lowerBound + quietZone)
                    text.append(UInt8(ascii: " "))
                    text.append(number: next + quietZone)
                } else {
                    text.append(number: run.lowerBound - column)
                    text.append(UInt8(ascii: " "))
                    text.append(number: next - row)
                }
                text.append(UInt8(ascii: "h"))
                text.append(number: run.count)
                text += "v1h-".utf8
                text.append(number: run.count)
                text.append(UInt8(ascii: "z"))
                row = next
                column = run.lowerBound
                start = run.upperBound
            }
        }
        text += #""/></svg>"#.utf8
        return String(decoding: text, as: UTF8.self)
    }

    /// Returns the next dark run of a row; nil at its end.
    private func run(row: Int, from start: Int) -> Range<Int>? {
        let end = (row + 1) * size
        var first = row * size + start
        while first < end, modules[first] == 0 { first += 1 }
        guard first < end else { return nil }
        var last = first + 1
        while last < end, modules[last] != 0 { last += 1 }
        return (first - row * size)..<(last - row * size)
    }

    private static func head(_ side: Int, _ label: String?) -> String {
        let tenths = side * halfMillimetres
        let length = "\(tenths / 10).\(tenths % 10)mm"
        let name = label.map { #" role="img" aria-label="\#(escaped($0))""# } ?? ""
        return #"<svg xmlns="http://www.w3.org/2000/svg" width="\#(length)" height="\#(length)""#
            + #" viewBox="0 0 \#(side) \#(side)" shape-rendering="crispEdges"\#(name)>"#
            + #"<path fill="white" d="M0 0h\#(side)v\#(side)H0z"/>"#
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
    }
}

extension [UInt8] {
    /// Appends a decimal number between −999 and 999.
    @inline(__always)
    fileprivate mutating func append(number: Int) {
        var rest = number
        if rest < 0 {
            append(UInt8(ascii: "-"))
            rest = -rest
        }
        if rest >= 100 { append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / 100)) }
        if rest >= 10 { append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / 10 % 10)) }
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
    }
}
