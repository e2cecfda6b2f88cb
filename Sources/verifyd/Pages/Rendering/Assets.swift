import HTTPTypes
import Hummingbird
import NIOCore
import VerifyCore

/// What a page needs beside itself: style, fonts, mark.
///
/// Each has a hash of its content in its name, so a browser may keep it for ever.
struct Assets: Sendable {
    struct Asset: Sendable {
        let path: String
        let mediaType: String
        let body: ByteBuffer
        let etag: String
    }

    let style: Asset
    let arabicFont: Asset
    let mark: Asset
    let licence: Asset
    private let all: [String: Asset]

    init() {
        let arabic = Asset("vazirmatn-arabic", "woff2", Vazirmatn.arabic)
        let latin = Asset("vazirmatn-latin", "woff2", Vazirmatn.latin)
        let latinExtended = Asset("vazirmatn-latin-ext", "woff2", Vazirmatn.latinExtended)
        let girih = Asset("girih", "svg", PackageResources.girih_svg)
        mark = Asset("mark", "svg", PackageResources.mark_svg)
        licence = Asset("ofl", "txt", PackageResources.OFL_txt)
        let named = [
            ("vazirmatn-arabic.woff2", arabic), ("vazirmatn-latin.woff2", latin),
            ("vazirmatn-latin-ext.woff2", latinExtended), ("girih.svg", girih),
        ]
        let css = named.reduce(String(decoding: PackageResources.site_css, as: UTF8.self)) {
            $0.replacing("url(\"\($1.0)\")", with: "url(\"\($1.1.path)\")")
        }
        style = Asset("site", "css", Array(css.utf8))
        arabicFont = arabic
        let assets = [style, arabic, latin, latinExtended, girih, mark, licence]
        all = Dictionary(assets.map { ($0.path, $0) }) { first, _ in first }
    }
}

extension Assets.Asset {
    /// A file under `/assets`, named by its content.
    init(_ name: String, _ ending: String, _ bytes: [UInt8]) {
        let hash = Hex.encode(Array(SHA256.hash(bytes).prefix(8)))
        path = "/assets/\(name)-\(hash).\(ending)"
        etag = "\"\(hash)\""
        body = ByteBuffer(bytes: bytes)
        mediaType =
            switch ending {
            case "css": "text/css; charset=utf-8"
            case "svg": "image/svg+xml"
            case "woff2": "font/woff2"
            default: "text/plain; charset=utf-8"
            }
    }

    /// The file, or 304 for whoever has it.
    func response(to request: Request) -> Response {
        var headers: HTTPFields = [
            .eTag: etag,
            .cacheControl: "public, max-age=31536000, immutable",
        ]
        if request.headers[.ifNoneMatch].map({ $0 == "*" || $0.contains(etag) }) == true {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = mediaType
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: body))
    }
}

extension Assets {
    func add(to router: Router<AppRequestContext>) {
        router.get("/assets/:file") { request, context in
            guard let file = context.parameters.get("file"), let asset = all["/assets/\(file)"]
            else {
                throw Problem.notFound
            }
            return asset.response(to: request)
        }
        // Asked for by browsers that do not read the page.
        router.get("/favicon.ico") { request, _ in mark.response(to: request) }
        router.get("/robots.txt") { _, _ in
            Response(
                status: .ok,
                headers: [
                    .contentType: "text/plain; charset=utf-8",
                    .cacheControl: "public, max-age=86400",
                ],
                body: .init(byteBuffer: ByteBuffer(string: Self.robots))
            )
        }
    }

    private static let robots = """
        User-agent: *
        Disallow: /Q/
        Disallow: /q/
        Disallow: /V/
        Disallow: /v/
        Disallow: /en/Q/
        Disallow: /en/V/
        Disallow: /batches/
        Disallow: /en/batches/

        """
}
