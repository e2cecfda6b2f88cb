import Foundation
import VerifyCore

// Reads one JSON object per line and writes one per line, by the product's own functions
// (docs/formats/conformance.md). It is never installed.
var lines = InputLines()
while let line = lines.next() {
    FileHandle.standardOutput.write(Data(Conformance.answer(to: line).encoded() + [0x0a]))
}
