/// How a setting's text becomes a value.
package struct SettingKind<Value: Sendable>: Sendable {
    /// The form of the text, for help: `BYTES`, `DURATION`, `ADDRESS:PORT`.
    package let word: String
    /// Returns the value of a text, or nil when the text is malformed.
    let parse: @Sendable (String) -> Value?
}

extension SettingKind<String> {
    /// Any text, unchanged.
    package static var text: Self { .init(word: "TEXT") { $0 } }

    /// An `http` or `https` origin: scheme, host and port, without a path.
    package static var origin: Self {
        .init(word: "URL") { text in
            let text = text.hasSuffix("/") ? String(text.dropLast()) : text
            guard let colon = text.firstRange(of: "://") else { return nil }
            let host = text[colon.upperBound...]
            let allowed = host.utf8.allSatisfy {
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20
                    || 0x2d...0x3a ~= $0 && $0 != 0x2f
                    || $0 == 0x5b || $0 == 0x5d
            }
            guard ["http", "https"].contains(text[..<colon.lowerBound]), !host.isEmpty, allowed
            else {
                return nil
            }
            return text
        }
    }

    /// An address of one of the given schemes: host, port and path, without a name, a query or a slash at its end.
    package static func address(_ schemes: [String]) -> Self {
        .init(word: "URL") { text in
            let text = text.hasSuffix("/") ? String(text.dropLast()) : text
            guard let colon = text.firstRange(of: "://") else { return nil }
            let rest = text[colon.upperBound...]
            let allowed = rest.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
                    || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || ".-_:/[]".utf8.contains(byte)
            }
            guard schemes.contains(String(text[..<colon.lowerBound])), allowed,
                rest.first.map({ $0 != "/" && $0 != ":" }) ?? false
            else { return nil }
            return text
        }
    }

    /// A number of which every digit counts, as of a telephone line.
    package static func digits(_ count: ClosedRange<Int>) -> Self {
        .init(word: "DIGITS") { text in
            let isNumber = text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            return isNumber && count.contains(text.utf8.count) ? text : nil
        }
    }

    /// An e-mail address.
    package static var mailAddress: Self {
        .init(word: "ADDRESS") { text in
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            let allowed = text.utf8.allSatisfy { byte in
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
                    || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || "@.+-_".utf8.contains(byte)
            }
            guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), allowed else {
                return nil
            }
            return text
        }
    }

    /// One of the given words.
    package static func word(of words: String...) -> Self {
        .init(word: words.joined(separator: "|")) { words.contains($0) ? $0 : nil }
    }
}

extension SettingKind<Int> {
    /// A whole number within a range.
    package static func count(_ range: ClosedRange<Int>) -> Self {
        .init(word: "NUMBER") { Int($0).flatMap { range.contains($0) ? $0 : nil } }
    }

    /// Bytes: `4096`, `64KiB`, `64MiB`, `1GiB`.
    package static func bytes(_ range: ClosedRange<Int>) -> Self {
        .init(word: "BYTES") { text in
            let units = ["KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30]
            let unit = units.first { text.hasSuffix($0.key) }
            guard let number = Int(text.dropLast(unit?.key.count ?? 0)) else { return nil }
            let (value, overflow) = number.multipliedReportingOverflow(by: unit?.value ?? 1)
            return !overflow && range.contains(value) ? value : nil
        }
    }
}

extension SettingKind<Duration> {
    /// A duration: `250ms`, `10s`, `5m`, `24h`, `30d`.
    package static func duration(_ range: ClosedRange<Duration>) -> Self {
        .init(word: "DURATION") { text in
            let units: [(suffix: String, milliseconds: Int)] = [
                ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000),
                ("d", 86_400_000),
            ]
            guard let unit = units.first(where: { text.hasSuffix($0.suffix) }),
                let number = Int(text.dropLast(unit.suffix.count)),
                case (let value, let overflow) = number.multipliedReportingOverflow(
                    by: unit.milliseconds
                ),
                !overflow, range.contains(.milliseconds(value))
            else { return nil }
            return .milliseconds(value)
        }
    }
}

extension SettingKind<Endpoint> {
    /// The address and the port of a listener: `127.0.0.1:8080`.
    package static var endpoint: Self {
        .init(word: "ADDRESS:PORT", parse: Endpoint.init(parsing:))
    }
}

extension SettingKind<[AddressRange]> {
    /// Addresses and ranges, separated by commas: `127.0.0.1, 10.0.0.0/8`.
    package static var ranges: Self {
        .init(word: "ADDRESSES") { text in
            let parts = text.split(separator: ",").map { $0.filter { $0 != " " } }.filter {
                !$0.isEmpty
            }
            let ranges = parts.compactMap(AddressRange.init(parsing:))
            return ranges.count == parts.count ? ranges : nil
        }
    }
}

extension SettingKind<Bool> {
    /// A switch: `on` or `true`, `off` or `false`.
    package static var onOff: Self {
        .init(word: "on|off") { ["on": true, "true": true, "off": false, "false": false][$0] }
    }
}
