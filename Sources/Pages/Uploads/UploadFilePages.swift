import Accounts
import HTTPTypes
import Hummingbird
import Persian
import Registry
import Web

/// The results of every row of a file, with the codes that it made.
struct UploadResultsFile: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/uploads/:id/results.csv"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        try await site.uploadFile(.results, request)
    }
}

/// The rows of a file that were refused, each with column, value and reason.
struct UploadErrorsFile: GatedPage {
    let site: GatedSite

    static let path = "/staff/organisations/:code/uploads/:id/errors.csv"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        try await site.uploadFile(.errors, request)
    }
}

extension GatedSite {
    /// Returns a file of results; of a file that waits for its second person, that of its check.
    fileprivate func uploadFile(
        _ part: BulkJobFile.Part,
        _ request: PageRequest
    ) async throws -> Response {
        let (order, upload) = try await upload(request)
        guard upload != nil else { throw Problem.notFound }
        let job = order.isWaiting ? order.preview ?? order.id : order.id
        let file = try await app.domain.registry.file(
            part,
            ofUpload: job,
            by: .institution(code: order.organisation, name: ""),
            in: request.language.sentence
        )
        return Response(file: file, named: part.name)
    }
}
