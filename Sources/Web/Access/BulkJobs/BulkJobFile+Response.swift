import HTTPTypes
package import Hummingbird
import NIOCore
import Persian
package import Registry

extension Response {
    /// A CSV file that is written while it is sent.
    package init(file: BulkJobFile, named name: String) {
        self.init(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(name).csv\"",
            ],
            body: ResponseBody { writer in
                var file = file
                while let piece = try await file.next() {
                    try await writer.write(ByteBuffer(bytes: piece))
                }
                try await writer.finish(nil)
            }
        )
    }
}

extension BulkJobFile.Part {
    /// The name of the file, without its ending.
    package var name: String {
        switch self {
        case .results: "results"
        case .errors: "errors"
        }
    }
}
