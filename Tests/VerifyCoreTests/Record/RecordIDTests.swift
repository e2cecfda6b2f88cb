import Persian
import Testing

@testable import VerifyCore

struct RecordIDTests {
    private static let now = Timestamp(secondsSinceEpoch: 1_795_260_711)

    @Test
    func `a new id is a UUID of version 7 that begins with the time`() {
        let id = RecordID(at: Self.now)
        let text = id.description
        #expect(text.hasPrefix("01a1fde0-8058-7"))
        #expect(id.high >> 16 == 1_795_260_711_000)
        #expect(id.high >> 12 & 0xf == 7)
        #expect(id.low >> 62 == 0b10)
        #expect(RecordID(parsing: text) == id)
    }

    @Test
    func `ids made one after another are in order and unique`() {
        let ids = (0..<1_000).map { _ in RecordID(at: Self.now) }
        #expect(Set(ids).count == ids.count)
        #expect(Set(ids.map { $0.low & 0xff_ffff_ffff_ffff }).count == ids.count)
        // The counter restarts after 262,144 ids.
        let steps = zip(ids, ids.dropFirst()).count { $0.description > $1.description }
        #expect(steps <= 1)
        #expect(RecordID(at: Self.now.adding(seconds: 1)).description > ids[0].description)
    }
}
