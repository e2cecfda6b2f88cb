internal import Accounts
internal import Persian
internal import VerifyCore

extension Conformance {
    static func checkNationalID(_ arguments: Arguments) throws -> [JSON.Member] {
        let text = try arguments.text("text")
        do throws(NationalID.ParsingError) {
            let id = try NationalID(parsing: text)
            let warning: String? =
                switch id.warning {
                case .lostLeadingZeros: "national_id_leading_zero"
                case .repeatedDigit: "national_id_repeated_digit"
                case nil: nil
                }
            return checked("national_id", id.digits, warning)
        } catch {
            throw switch error {
            case .empty: Refusal("EMPTY")
            case .character(let letter): Refusal(character: letter)
            case .length(let count): Refusal(length: count)
            case .repeatedDigit: Refusal("REPEATED_DIGIT")
            case .checkDigit: Refusal("CHECK_DIGIT")
            }
        }
    }

    static func checkLegalID(_ arguments: Arguments) throws -> [JSON.Member] {
        let text = try arguments.text("text")
        do throws(LegalID.ParsingError) {
            let id = try LegalID(parsing: text)
            return checked(
                "legal_id",
                id.digits,
                id.lostLeadingZeros ? "legal_id_leading_zero" : nil
            )
        } catch {
            throw switch error {
            case .empty: Refusal("EMPTY")
            case .character(let letter): Refusal(character: letter)
            case .length(let count): Refusal(length: count)
            case .range: Refusal("RANGE")
            case .checkDigit: Refusal("CHECK_DIGIT")
            }
        }
    }

    static func checkForeignerID(_ arguments: Arguments) throws -> [JSON.Member] {
        let text = try arguments.text("text")
        do throws(ForeignerID.ParsingError) {
            return checked("foreigner_id", try ForeignerID(parsing: text).digits, nil)
        } catch {
            throw switch error {
            case .empty: Refusal("EMPTY")
            case .character(let letter): Refusal(character: letter)
            case .length(let count): Refusal(length: count)
            case .repeatedDigit: Refusal("REPEATED_DIGIT")
            case .nationalID: Refusal("NATIONAL_ID")
            }
        }
    }

    static func checkIBAN(_ arguments: Arguments) throws -> [JSON.Member] {
        let text = try arguments.text("text")
        do throws(IBAN.ParsingError) {
            let iban = try IBAN(parsing: text)
            return checked("iban", iban.canonical, iban.bank == nil ? "iban_bank_unknown" : nil)
        } catch {
            throw switch error {
            case .empty: Refusal("EMPTY")
            case .character(let letter): Refusal(character: letter)
            case .length(let count): Refusal(length: count)
            case .country(let country):
                Refusal("COUNTRY", [JSON.Member("country", .string(country))])
            case .range: Refusal("RANGE")
            case .checkDigit: Refusal("CHECK_DIGIT")
            }
        }
    }

    static func checkPostalCode(_ arguments: Arguments) throws -> [JSON.Member] {
        let text = try arguments.text("text")
        do throws(PostalCode.ParsingError) {
            let code = try PostalCode(parsing: text)
            let warning: String? =
                switch code.warning {
                case .fifthDigit: "postal_code_fifth_digit"
                case .twoInLastGroup: "postal_code_last_group"
                case nil: nil
                }
            return checked("postal_code", code.digits, warning)
        } catch {
            throw switch error {
            case .empty: Refusal("EMPTY")
            case .character(let letter): Refusal(character: letter)
            case .length(let count): Refusal(length: count)
            case .forbiddenDigit(_, let place):
                Refusal("FORBIDDEN_DIGIT", [JSON.Member("place", JSON(place))])
            case .repeatedDigit: Refusal("REPEATED_DIGIT")
            }
        }
    }

    static func checkTrackingNumber(_ arguments: Arguments) throws -> [JSON.Member] {
        let text = try arguments.text("text")
        do throws(TrackingNumber.ParsingError) {
            return checked("tracking", try TrackingNumber(parsing: text).digits, nil)
        } catch {
            throw switch error {
            case .empty: Refusal("EMPTY")
            case .character(let letter): Refusal(character: letter)
            case .length(let count): Refusal(length: count)
            case .checkDigit: Refusal("CHECK_DIGIT")
            }
        }
    }

    static func parseMobile(_ arguments: Arguments) throws -> [JSON.Member] {
        let text = try arguments.text("text")
        do throws(Mobile.ParsingError) {
            return [JSON.Member("mobile", .string(try Mobile(parsing: text).canonical))]
        } catch {
            throw switch error {
            case .empty: Refusal("EMPTY")
            case .character(let letter): Refusal(character: letter)
            case .length(let count): Refusal(length: count)
            case .landline: Refusal("NOT_MOBILE", [JSON.Member("kind", "landline")])
            case .foreignNumber: Refusal("NOT_MOBILE", [JSON.Member("kind", "foreign")])
            }
        }
    }

    static func makeOneTimePassword(_ arguments: Arguments) throws -> [JSON.Member] {
        let totp = TOTP(secret: try arguments.bytes("key"))
        let time = Timestamp(secondsSinceEpoch: try arguments.integer("time", as: Int64.self))
        return [JSON.Member("code", .string(totp.code(step: TOTP.step(at: time))))]
    }

    private static func checked(
        _ name: String,
        _ text: String,
        _ warning: String?
    ) -> [JSON.Member] {
        [JSON.Member(name, .string(text)), JSON.Member("warning", JSON(warning))]
    }
}

extension Refusal {
    /// A character that is not a digit, with the digit that it looks like or null.
    fileprivate init(character: Character) {
        self.init(
            "CHARACTER",
            [
                JSON.Member("character", .string(String(character))),
                JSON.Member("suggestion", JSON(LookAlike.digit(for: character).map(String.init))),
            ]
        )
    }

    /// The number of digits that were read.
    fileprivate init(length count: Int) {
        self.init("LENGTH", [JSON.Member("count", JSON(count))])
    }
}
