import Casework
import HTTPTypes
import Hummingbird
import Persian
import Web

/// A file of a case: an image with zoom and rotation, next to what was decided; a PDF only as a download.
struct CaseFilePage: GatedPage {
    let site: GatedSite

    static let path = "/cases/:id/files/:document"
    static let methods: [HTTPRequest.Method] = [.get]

    /// The sizes of the image, as multiples of the width of the page.
    private static let sizes = 1...4

    init(_ site: GatedSite) { self.site = site }

    static func path(of document: String, in id: String) -> String {
        "/cases/\(id)/files/\(document)"
    }

    func show(_ request: PageRequest) async throws -> Response {
        let file = try await CaseFile(site, request)
        let path = Self.path(of: file.document.id, in: file.view.id)
        var blocks: [PageBlock] = [.summary(try facts(of: file))]
        if file.isRemoved {
            blocks.append(.notice(.wait, Self.removed))
        } else {
            if file.document.kind != .pdf {
                blocks.append(.component("viewer", viewer(of: file, at: path, request)))
            } else {
                blocks.append(.paragraph(Self.onlyDownload))
            }
            blocks.append(
                .component(
                    "file-link",
                    [
                        "path": .text("\(path)/download"),
                        "words": .wording(fa: "دریافت فایل", en: "Download the file"),
                    ]
                )
            )
        }
        blocks.append(.links(links(of: file)))
        return site.respond(.of(blocks, at: path, titled: file.title), to: request)
    }

    private static let removed = Prose(
        fa: "این فایل در پایان زمان نگهداری پاک شده است؛ اثر انگشت آن مانده است.",
        en: "The file was deleted at the end of its retention; its hash remains."
    )
    private static let onlyDownload = Prose(
        fa: "فایل PDF در صفحه نشان داده نمی‌شود؛ آن را دریافت و در برنامه‌ای جدا باز کنید.",
        en: "A PDF is not shown in a page; download it, and open it in a separate program."
    )

    private func facts(of file: CaseFile) throws -> SummaryList {
        var rows = [
            SummaryList.Row(
                Wording(fa: "نام", en: "Name"),
                .prose(Prose("\(.isolated(file.decision.file.shownName))"))
            ),
            .init(
                Wording(fa: "تصمیم", en: "Decision"),
                .wording(CaseParts.state(of: file.decision))
            ),
            .init(
                Wording(fa: "اندازه", en: "Size"),
                .wording(
                    fa: "\(PersianNumber.grouped((file.document.bytes + 1_023) / 1_024)) کیلوبایت",
                    en: "\((file.document.bytes + 1_023) / 1_024) KB"
                )
            ),
        ]
        if let size = file.document.size {
            rows.append(
                .init(
                    Wording(fa: "پیکسل", en: "Pixels"),
                    .prose(Prose("\(.latin("\(size.width) × \(size.height)"))"))
                )
            )
        }
        return SummaryList(rows)
    }

    /// The image, and the links that turn it and change its size.
    private func viewer(
        of file: CaseFile,
        at path: String,
        _ request: PageRequest
    ) -> PageValue {
        let zoom = request.query("zoom").flatMap { Int($0) } ?? 1
        let size = Self.sizes.contains(zoom) ? zoom : 1
        let turned = request.query("turn").flatMap { Int($0) } ?? 0
        let turn = [0, 90, 180, 270].contains(turned) ? turned : 0
        func address(_ size: Int, _ turn: Int) -> PageValue {
            .text("\(path)?zoom=\(size)&turn=\(turn)")
        }
        return [
            "source": .text("\(path)/image"), "alternative": .wording(file.title),
            "zoom": .text(String(size)), "turn": .text(String(turn)),
            "controlsTitle": .wording(fa: "نمایش تصویر", en: "View of the image"),
            "controls": [
                control(
                    size < Self.sizes.upperBound ? address(size + 1, turn) : false,
                    Wording(fa: "بزرگ‌تر", en: "Larger")
                ),
                control(
                    size > 1 ? address(size - 1, turn) : false,
                    Wording(fa: "کوچک‌تر", en: "Smaller")
                ),
                control(
                    address(size, (turn + 90) % 360),
                    Wording(fa: "چرخش به راست", en: "Rotate clockwise")
                ),
                control(
                    address(size, (turn + 270) % 360),
                    Wording(fa: "چرخش به چپ", en: "Rotate anticlockwise")
                ),
            ],
        ]
    }

    private func control(_ address: PageValue, _ words: Wording) -> PageValue {
        ["address": address, "words": .wording(words)]
    }

    /// The other files, and the decisions that the reader may take about this one.
    private func links(
        of file: CaseFile
    ) -> [(path: String, title: Wording, text: Wording?)] {
        var links: [(path: String, title: Wording, text: Wording?)] = []
        for open in file.view.actions
        where open.problems.isEmpty && open.action.decidesAboutFiles {
            links.append(
                (
                    CaseActionPage.path(of: open.action, in: file.view), open.action.title,
                    Wording(fa: "تصمیم دربارهٔ این فایل", en: "Decide about this file")
                )
            )
        }
        for other in file.view.visible.files where other.file.document != file.document.id {
            let title = CaseAnswers.title(
                of: other.field,
                other.ordinal,
                in: file.view.service.form
            )
            links.append((Self.path(of: other.file.document, in: file.view.id), title, nil))
        }
        links.append(
            (
                CasePage.path(of: file.view.id),
                Wording(fa: "بازگشت به پرونده", en: "Back to the case"),
                nil
            )
        )
        return links
    }

    /// A file of the last form of a case, of a field that the reader sees.
    struct CaseFile {
        let view: CaseView
        let decision: FileDecision
        let document: StoredDocument

        var isRemoved: Bool { document.isRemoved }
        var title: Wording {
            CaseAnswers.title(of: decision.field, decision.ordinal, in: view.service.form)
        }

        /// - Throws: 404 for a file of another case and for one of a field that the reader does not see.
        init(_ site: GatedSite, _ request: PageRequest) async throws {
            view = try await site.caseView(request)
            let id = try request.context.parameters.require("document")
            guard let found = view.visible.files.first(where: { $0.file.document == id }),
                let stored = try await site.app.domain.documents.document(id),
                stored.caseID == view.id
            else { throw Problem.notFound }
            (decision, document) = (found, stored)
        }
    }
}

extension CaseAction {
    /// Whether the action decides about files, or returns them.
    var decidesAboutFiles: Bool {
        requires.contains(.fileDecisions) || requires.contains(.returnedFields)
    }
}
