import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// The files that pages need: style sheet, fonts, mark, licence.
struct SiteAssets: Sendable {
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

extension SiteAssets {
    func add(to router: Router<AppRequestContext>) {
        router.get("/assets/:file") { request, context in
            guard let file = context.parameters.get("file"), let asset = all["/assets/\(file)"]
            else {
                throw Problem.notFound
            }
            return asset.response(to: request)
        }
        // Browsers request it without reading the page.
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
