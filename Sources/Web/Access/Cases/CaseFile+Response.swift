package import Casework
import HTTPTypes
package import Hummingbird
import NIOCore
import Persian

/// A file of a case as its reader may receive it.
package struct ReadableCaseFile: Sendable {
    /// The stored document.
    package let document: StoredDocument
    /// The name that the product gives the file of a download.
    package let name: String
}

extension App {
    /// Returns a file of a case that the reader of a view sees; nil for every other document.
    ///
    /// The view has the files of the fields that the reader sees, and no others (`FormDefinition.shows`).
    ///
    /// - Throws: 410 for a file whose bytes were removed at the end of their retention; `CaseError`; `StoreError`.
    package func file(_ document: String, of view: CaseView) async throws -> ReadableCaseFile? {
        guard let place = view.visible.files.firstIndex(where: { $0.file.document == document }),
            let stored = try await domain.documents.document(document), stored.caseID == view.id
        else { return nil }
        guard !stored.isRemoved else { throw Problem.fileRemoved }
        return ReadableCaseFile(
            document: stored,
            name: "\(view.visible.tracking)-\(place + 1).\(stored.kind.ending)"
        )
    }
}

extension Response {
    /// A file of a case as a download, chunk by chunk; no browser opens it in a page.
    package init(_ file: ReadableCaseFile, from documents: Documents) {
        let bytes = documents.bytes(of: file.document)
        var headers: HTTPFields = [
            .contentType: file.document.kind.contentType,
            .contentDisposition: "attachment; filename=\"\(file.name)\"",
            .contentLength: String(file.document.bytes),
            .cacheControl: "private, no-store",
        ]
        headers.forbidEverything()
        self.init(
            status: .ok,
            headers: headers,
            body: ResponseBody(contentLength: file.document.bytes) { writer in
                for try await part in bytes { try await writer.write(ByteBuffer(bytes: part)) }
                try await writer.finish(nil)
            }
        )
    }
}

extension HTTPFields {
    /// Forbids a browser to run or load anything for the response, should it show it all the same.
    package mutating func forbidEverything() {
        guard let policy = HTTPField.Name("Content-Security-Policy"),
            let options = HTTPField.Name("X-Content-Type-Options")
        else { return }
        self[policy] = "sandbox; default-src 'none'"
        self[options] = "nosniff"
    }
}

extension FileKind {
    /// The media type (`Content-Type`).
    package var contentType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .pdf: "application/pdf"
        }
    }

    /// The ending of a file's name.
    package var ending: String {
        switch self {
        case .jpeg: "jpg"
        case .png: "png"
        case .pdf: "pdf"
        }
    }
}
