import Foundation
import VerifyCore

// Reads one JSON object a line and answers one a line, over the functions that the product uses
// (docs/formats/conformance.md). It is never installed.
var lines = InputLines()
while let line = lines.next() {
    FileHandle.standardOutput.write(Data(Conformance.answer(to: line).encoded() + [0x0a]))
}
