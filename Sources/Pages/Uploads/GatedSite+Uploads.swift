import Accounts
import Hummingbird
import Persian
import Registry
import Web

extension GatedSite {
    /// Returns the institution of the address, for a reader who sends or confirms its files.
    ///
    /// - Throws: 404 for any other institution, as for one that does not exist.
    func uploadInstitution(_ request: PageRequest) async throws -> (Institution, Authority) {
        let authority = try request.requireAuthority()
        let code = try request.context.parameters.require("code")
        guard UploadOrder.readers.contains(where: { authority.has($0, in: code) }),
            let institution = try await app.domain.registry.institution(code)
        else { throw Problem.notFound }
        return (institution, authority)
    }

    /// Returns the file of the address with its job; a nil job was deleted, because no second person confirmed it in time.
    ///
    /// - Throws: 404 for the file of another institution, as for one that does not exist.
    func upload(_ request: PageRequest) async throws -> (order: UploadOrder, upload: Upload?) {
        let (institution, _) = try await uploadInstitution(request)
        let id = try request.context.parameters.require("id")
        guard let order = try await app.domain.roles.uploadOrder(id, in: institution.code) else {
            throw Problem.notFound
        }
        return (order, try await upload(id, of: institution.code))
    }

    /// Returns the job of a file; nil for one that was deleted.
    func upload(_ id: String, of code: String) async throws -> Upload? {
        do {
            return try await app.domain.registry.upload(
                id,
                by: .institution(code: code, name: "")
            )
        } catch BulkJobError.notFound {
            return nil
        }
    }

    /// Returns the state of a file, as the list and its page name it.
    func state(of order: UploadOrder) async throws -> Wording {
        if order.isWaiting {
            guard try await upload(order.id, of: order.organisation) != nil else {
                return UploadWords.lapsed
            }
            return UploadWords.waiting
        }
        switch order.outcome {
        case .rejected: return UploadWords.rejected
        case .cancelled: return UploadWords.cancelled
        case .confirmed, nil: break
        }
        guard let upload = try await upload(order.id, of: order.organisation) else {
            return UploadWords.lapsed
        }
        return UploadWords.state(of: upload)
    }
}

/// The words of the states of a file.
enum UploadWords {
    static let waiting = Wording(
        fa: "منتظر تأیید نفر دوم",
        en: "waits for the second person"
    )
    static let rejected = Wording(fa: "رد شد", en: "refused")
    static let cancelled = Wording(fa: "متوقف شد", en: "stopped")
    static let lapsed = Wording(
        fa: "بی تأیید ماند و حذف شد",
        en: "deleted: not confirmed in time"
    )

    /// Returns the state of a job with its counts.
    static func state(of upload: Upload) -> Wording {
        guard upload.state == .done else { return upload.state.title }
        let (done, bad) = (upload.records, upload.count(of: .rejected))
        if bad == 0 {
            return Wording(
                fa: "پایان یافته، \(PersianNumber.grouped(done)) ردیف",
                en: "done, \(PersianNumber.groupedInEnglish(done)) rows"
            )
        }
        return Wording(
            fa:
                "پایان یافته، \(PersianNumber.grouped(done)) ردیف، \(PersianNumber.grouped(bad)) نادرست",
            en: """
                done, \(PersianNumber.groupedInEnglish(done)) rows, \
                \(PersianNumber.groupedInEnglish(bad)) refused
                """
        )
    }
}

extension Authority {
    /// Whether the person sends files of an institution.
    func sendsUploads(of code: String) -> Bool {
        UploadOrder.senders.contains { has($0, in: code) }
    }

    /// Whether the person confirms files of an institution.
    func confirmsUploads(of code: String) -> Bool {
        UploadOrder.confirmers.contains { has($0, in: code) }
    }
}

extension UploadOrder {
    /// The name of the file for a list; a word where it has none.
    var shownName: String { fileName.isEmpty ? "file" : fileName }
}
