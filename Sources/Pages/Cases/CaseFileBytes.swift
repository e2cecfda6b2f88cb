import Casework
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// The bytes of an image for `<img>`: in no frame, without scripts, never a PDF.
struct CaseImage: GatedPage {
    let site: GatedSite

    static let path = "/cases/:id/files/:document/image"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let file = try await CaseFilePage.CaseFile(site, request)
        guard file.document.kind != .pdf, !file.isRemoved else { throw Problem.notFound }
        return site.app.domain.documents.response(
            with: file.document,
            [.contentDisposition: "inline"]
        )
    }
}

/// A file as an attachment, under a name that the product makes.
struct CaseDownload: GatedPage {
    let site: GatedSite

    static let path = "/cases/:id/files/:document/download"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let file = try await CaseFilePage.CaseFile(site, request)
        guard !file.isRemoved else { throw Problem.notFound }
        // Names of fields are small Latin letters, so that the name needs no escape.
        let field = file.decision.field.split(separator: "/").joined(separator: "-")
        let number = file.decision.ordinal + 1
        let name =
            "\(file.view.visible.tracking)-\(field)-\(number).\(file.document.kind.ending)"
        return site.app.domain.documents.response(
            with: file.document,
            [.contentDisposition: "attachment; filename=\"\(name)\""]
        )
    }
}

extension Documents {
    /// A response with the bytes of a document, which are read and verified while they are sent.
    fileprivate func response(with document: StoredDocument, _ headers: HTTPFields) -> Response {
        var headers = headers
        headers[.contentType] = document.kind.contentType
        headers[.contentLength] = String(document.bytes)
        headers.forbidEverything()
        let bytes = bytes(of: document)
        return Response(
            status: .ok,
            headers: headers,
            body: ResponseBody { writer in
                for try await chunk in bytes { try await writer.write(ByteBuffer(bytes: chunk)) }
                try await writer.finish(nil)
            }
        )
    }
}
