import Accounts
import HTTPTypes
import Hummingbird
import NIOCore
import Persian
import Registry
import Web

/// The body of a batch's form: a visitor's is as small as any other form's, an organisation's may be large.
///
/// The key is one of the form's own fields. So it stands before the file in the page, and by the time when
/// a body grows larger than a visitor's may be, it has been read; without one that works, nothing more is.
struct BatchBody: Sendable {
    let form: Multipart
    /// The organisation of the key, where one had to be known to read on.
    let principal: Principal?

    /// The largest form with a key: some 200,000 codes; larger files come by the API, which does not hold
    /// them in memory.
    static let largest = 8 << 20

    init(of request: Request, _ context: AppRequestContext, in app: App) async throws {
        let type = request.headers[.contentType] ?? ""
        let most = min(Self.largest, app.edge.bounds.upload)
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > most {
            throw Problem.tooLarge(most)
        }
        var bytes: [UInt8] = []
        var principal: Principal?
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= most else { throw Problem.tooLarge(most) }
            bytes.append(contentsOf: buffer.readableBytesView)
            guard bytes.count > app.edge.bounds.body, principal == nil else { continue }
            let begun = BatchForm(
                try Self.form { try Multipart(beginning: bytes, contentType: type) }
            )
            principal =
                begun.key.isEmpty
                ? nil : try await app.authentication.principal(typedKey: begun.key, context)
            guard principal != nil else { throw Problem.tooLargeWithoutKey(app.edge.bounds.body) }
        }
        form = try Self.form { try Multipart(parsing: bytes, contentType: type) }
        self.principal = principal
    }

    private static func form(_ read: () throws -> Multipart) throws -> Multipart {
        do {
            return try read()
        } catch {
            throw Problem.badForm
        }
    }
}

extension Problem {
    /// A visitor's file that is too large, or one whose key does not work.
    fileprivate static func tooLargeWithoutKey(_ limit: Int) -> Self {
        let codes = BulkJobLimits.visitorCodes
        let kilobytes = limit >> 10
        var problem = tooLarge(limit)
        problem.detail = .init(
            fa: """
                بدون کلید دسترسی، فایل تا \(PersianNumber.grouped(codes)) کد و \
                \(PersianNumber.grouped(kilobytes)) کیلوبایت پذیرفته می‌شود. سازمان‌های ثبت‌شده کلید خود را در \
                همان فرم بنویسند؛ کلیدی که درست نباشد به حساب نمی‌آید.
                """,
            en: """
                Without an API key a file may have \(codes) codes and \(kilobytes) KB. Registered \
                organisations write their key into the same form; one that is wrong does not count.
                """
        )
        return problem
    }
}
