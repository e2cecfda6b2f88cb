import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// A case, for its applicant and for the officials who work at it: where it is, until when, what the reader can do.
struct CasePage: GatedPage {
    let site: GatedSite

    static let path = "/cases/:id"
    static let methods: [HTTPRequest.Method] = [.get]

    init(_ site: GatedSite) { self.site = site }

    static func path(of id: String) -> String { "/cases/\(id)" }

    func show(_ request: PageRequest) async throws -> Response {
        let view = try await site.caseView(request)
        let parts = CaseParts(site: site, view: view, request: request)
        var blocks: [PageBlock] = []
        if let notice = Notice(rawValue: request.query(Notice.parameter) ?? "") {
            blocks.append(.notice(notice.tone, notice.words))
        }
        blocks += try await parts.state() + parts.silence()
        if !view.isOfficial { blocks += parts.tasks() }
        blocks += parts.result()
        blocks += try await parts.objection()
        blocks += parts.returned()
        blocks += try await parts.proposals()
        if view.isOfficial { blocks += parts.work() }
        blocks += try await parts.answers()
        blocks += parts.files()
        blocks += try await parts.notes()
        blocks += try await parts.timeline()
        blocks += parts.withdrawal()
        return site.respond(
            .of(blocks, at: Self.path(of: view.id), titled: view.service.title),
            to: request
        )
    }

    /// What happened before the page was opened, by a word in its address.
    enum Notice: String {
        case moved
        case claimed
        case released
        case taken

        static let parameter = "notice"

        /// The address of a case with the notice.
        func path(of id: String) -> String {
            "\(CasePage.path(of: id))?\(Self.parameter)=\(rawValue)"
        }

        fileprivate var tone: PageBlock.Tone {
            switch self {
            case .moved, .claimed, .released: .good
            case .taken: .wait
            }
        }

        fileprivate var words: Prose {
            switch self {
            case .moved: Prose(fa: "اقدام شما ثبت شد.", en: "Your action was recorded.")
            case .claimed:
                Prose(
                    fa: "این پرونده را برداشتید؛ همکاران می‌بینند که نزد شما است.",
                    en: "You have claimed this case; your colleagues see that you work at it."
                )
            case .released: Prose(fa: "پرونده را رها کردید.", en: "You have released the case.")
            case .taken:
                Prose(
                    fa: "این پرونده را همکار دیگری برداشته است.",
                    en: "A colleague has claimed this case."
                )
            }
        }
    }
}
