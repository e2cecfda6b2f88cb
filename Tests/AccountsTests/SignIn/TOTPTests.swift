import Persian
import Testing

@testable import Accounts

struct TOTPTests {
    /// The secret of RFC 6238, appendix B.
    private let totp = TOTP(secret: Array("12345678901234567890".utf8))

    private func moment(_ seconds: Int64) -> Timestamp { Timestamp(secondsSinceEpoch: seconds) }

    /// The last six of the eight digits of RFC 6238, appendix B.
    @Test(
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"),
            (1_234_567_890, "005924"), (2_000_000_000, "279037"), (20_000_000_000, "353130"),
        ] as [(Int64, String)]
    )
    func `the codes are those of RFC 6238`(_ seconds: Int64, _ code: String) {
        #expect(totp.code(step: TOTP.step(at: moment(seconds))) == code)
    }

    @Test(
        arguments: [
            (0, 0), (29, 0), (30, 1), (59, 1), (60, 2), (-1, -1), (-30, -1), (-31, -2),
            (Int64.min, -307_445_734_561_825_861), (Int64.max, 307_445_734_561_825_860),
        ] as [(Int64, Int64)]
    )
    func `a step is thirty seconds`(_ seconds: Int64, _ step: Int64) {
        #expect(TOTP.step(at: moment(seconds)) == step)
    }

    @Test func `the code of the current step and of the one before is accepted`() {
        #expect(totp.check("287082", at: moment(59), lastStep: nil) == .accepted(step: 1))
        #expect(totp.check("287082", at: moment(89), lastStep: nil) == .accepted(step: 1))
        #expect(totp.check("287082", at: moment(89), lastStep: 0) == .accepted(step: 1))
    }

    @Test func `an older step and the next one are refused with the difference`() {
        #expect(totp.check("287082", at: moment(90), lastStep: nil) == .clockDiffers(seconds: -60))
        #expect(totp.check("287082", at: moment(29), lastStep: nil) == .clockDiffers(seconds: 30))
        let limit = TOTP.recognisedSteps * TOTP.period
        let last = totp.check("287082", at: moment(30 + limit), lastStep: nil)
        #expect(last == .clockDiffers(seconds: -limit))
        #expect(totp.check("287082", at: moment(60 + limit), lastStep: nil) == .wrong)
    }

    @Test func `a code is accepted once, and none before it afterwards`() {
        #expect(totp.check("287082", at: moment(59), lastStep: 1) == .used)
        #expect(totp.check("287082", at: moment(89), lastStep: 1) == .used)
        #expect(totp.check("287082", at: moment(89), lastStep: 2) == .used)
    }

    @Test(arguments: ["287 082", "۲۸۷۰۸۲", "٢٨٧-٠٨٢", " 287082\n", "\u{200F}287082"])
    func `a code is read as people type it`(_ typed: String) {
        #expect(totp.check(typed, at: moment(59), lastStep: nil) == .accepted(step: 1))
    }

    @Test(arguments: ["", "28708", "2870820", "28708O", "287083", "+287082"])
    func `another text is wrong`(_ typed: String) {
        #expect(totp.check(typed, at: moment(59), lastStep: nil) == .wrong)
    }

    @Test func `a secret of any length makes codes`() {
        #expect(TOTP(secret: []).code(step: 1).utf8.count == 6)
        let long = [UInt8](repeating: 0xA5, count: 200)
        #expect(TOTP(secret: long).code(step: 1) != TOTP(secret: [0xA5]).code(step: 1))
    }

    @Test func `an enrolment names the secret and every parameter`() {
        let text = totp.enrolmentURI(issuer: "Sehat", account: "دانشگاه نمونه & co")
        #expect(
            text == "otpauth://totp/Sehat:%D8%AF%D8%A7%D9%86%D8%B4%DA%AF%D8%A7%D9%87%20"
                + "%D9%86%D9%85%D9%88%D9%86%D9%87%20%26%20co"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Sehat"
                + "&algorithm=SHA1&digits=6&period=30"
        )
    }
}
