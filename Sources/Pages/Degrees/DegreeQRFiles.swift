import HTTPTypes
import Hummingbird
import NIOCore
import Registry
import VerifyCore
import Web

/// The QR code of a degree as a vector graphic.
struct DegreeQRSVG: GatedPage {
    let site: GatedSite

    static let path = "/degrees/:id/qr.svg"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let degree = try await site.heldDegree(request).held.degree
        let svg = try QRCode(degree.qrText).svg()
        return .file(Array(svg.utf8), "image/svg+xml", name: "sehat-qr.svg")
    }
}

/// The QR code of a degree as a bitmap, eight pixels a module.
struct DegreeQRPNG: GatedPage {
    let site: GatedSite

    static let path = "/degrees/:id/qr.png"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    func show(_ request: PageRequest) async throws -> Response {
        let degree = try await site.heldDegree(request).held.degree
        return .file(try QRCode(degree.qrText).png(), "image/png", name: "sehat-qr.png")
    }
}

extension Response {
    /// Returns a file that browsers store under a name.
    fileprivate static func file(_ bytes: [UInt8], _ type: String, name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: .init(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}
