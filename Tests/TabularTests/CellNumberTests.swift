import Testing

@testable import Tabular

struct CellNumberTests {
    @Test(arguments: [
        ("411800779", "411800779"), ("4118007790", "4118007790"), ("4.11800779E9", "4118007790"),
        ("0", "0"), ("007", "7"), ("-5", "-5"), ("12.360", "12.36"), ("0.5", "0.5"), (".5", "0.5"),
        ("1E-3", "0.001"), ("17.25", "17.25"), ("1.725E1", "17.25"),
        ("123456789012345", "123456789012345"),
        ("18.539999999999999", "18.54"), ("0.30000000000000004", "0.3"),
        ("9.9999999999999999", "10"),
        ("411800779.00000001", "411800779"), ("13680101", "13680101"),
    ])
    func `a number is written as a spreadsheet shows it`(_ stored: String, _ shown: String) {
        #expect(Self.text(stored) == shown)
    }

    @Test(arguments: [
        ("17958396597274390942", "1.79583965972743E+19"),
        ("1.795839659727439E+19", "1.79583965972743E+19"),
        ("17958396597274390528", "1.79583965972743E+19"), ("1000000000000000", "1.0E+15"),
        ("1234567890123456", "1.23456789012345E+15"), ("1E+20", "1.0E+20"), ("1E-30", "1.0E-30"),
        ("-17958396597274390942", "-1.79583965972743E+19"),
    ])
    func `a number of more digits than a spreadsheet keeps never looks like a whole one`(
        _ stored: String,
        _ shown: String
    ) {
        #expect(Self.text(stored) == shown)
    }

    @Test(arguments: ["", "-", "1.2.3", "1E", "abc", "1,5", "1E999", "٣"])
    func `what is not a number stays as it is`(_ stored: String) {
        #expect(Self.text(stored) == stored)
    }

    @Test(arguments: [
        ("33453", "1991-08-03"), ("33453.0", "1991-08-03"), ("33453.4375", "1991-08-03 10:30:00"),
        ("33453.9999999999", "1991-08-04"), ("1", "1900-01-01"), ("59", "1900-02-28"),
        ("61", "1900-03-01"), ("2958465", "9999-12-31"), ("3.3453E4", "1991-08-03"),
    ])
    func `days count from 1900`(_ stored: String, _ day: String) {
        #expect(CellNumber.date(Array(stored.utf8), isFrom1904: false) == day)
    }

    @Test(arguments: [("31991", "1991-08-03"), ("0", "1904-01-01"), ("60", "1904-03-01")])
    func `or from 1904`(_ stored: String, _ day: String) {
        #expect(CellNumber.date(Array(stored.utf8), isFrom1904: true) == day)
    }

    @Test(arguments: ["60", "0", "0.5", "-1", "2958466", "", "x", "nan", "1e300"])
    func `no other number is a day`(_ stored: String) {
        #expect(CellNumber.date(Array(stored.utf8), isFrom1904: false) == nil)
    }

    @Test(arguments: [
        ("yyyy\\-mm\\-dd", true), ("dd/mm/yyyy", true), ("mmm-yy", true),
        ("[$-fa-IR,96]dddd, mmmm d, yyyy;@", true),
        ("mmmm", true), ("m/d/yy h:mm", true), ("General", false), ("0.00", false),
        ("0.00E+00", false),
        ("h:mm:ss", false), ("[h]:mm:ss", false), ("mm:ss.0", false), ("#,##0 \"day\"", false),
        ("0\\d", false), ("[Red]0", false), ("@", false), ("", false), ("_(* #,##0_)", false),
        ("0;[Red]yyyy", false),
    ])
    func `a format shows a day or not`(_ format: String, _ isDate: Bool) {
        #expect(NumberFormat.isDate(format) == isDate)
    }

    @Test(arguments: [
        ("1991-08-03", "1991-08-03"), ("1991-08-03T00:00:00", "1991-08-03"),
        ("1991-08-03T00:00:00.000Z", "1991-08-03"), ("1991-08-03T10:30:00", "1991-08-03 10:30:00"),
    ])
    func `a date of ISO 8601 loses its midnight`(_ stored: String, _ day: String) {
        #expect(CellNumber.isoDate(stored) == day)
    }

    private static func text(_ stored: String) -> String {
        String(decoding: CellNumber.text(Array(stored.utf8)), as: UTF8.self)
    }
}
