import Accounts
import Casework
import Persian
import Web

/// The way on from a refused request, and the way back from an objection to the request that it is about.
extension CaseParts {
    /// What an applicant can do after a refusal; the refused request of an objection.
    func objection() async throws -> [PageBlock] {
        guard let file = try await site.app.domain.cases.snapshot(view.id)?.file else { return [] }
        if let parent = file.parent { return try await refused(parent) }
        guard file.outcome == .refused, view.capacities.contains(.applicant),
            let service = view.service.objection.flatMap({
                site.app.domain.cases.catalog.newest($0)
            })
        else { return [] }
        let title = PageBlock.title("objection", Self.heading)
        if let objection = try await site.app.domain.cases.objection(to: file) {
            return [title] + follow(objection)
        }
        guard let rule = service.opening.objects, let closedAt = file.closedAt else { return [] }
        let end = closedAt.adding(seconds: Int64(rule.days) * 86_400)
        guard request.now <= end else { return [title, .paragraph(Self.late)] }
        let day = PersianTime.date(end.tehranDate)
        return [
            title,
            .paragraph(
                Prose(
                    fa: """
                        اگر این تصمیم را درست نمی‌دانید، تا \(day.fa) اعتراض کنید. شخص دیگری که در تصمیم نخست نقشی نداشته است به \
                        اعتراض رسیدگی می‌کند.
                        """,
                    en: """
                        If you think that the decision is wrong, object until \(day.en). Another person, who had no part in the \
                        first decision, decides about the objection.
                        """
                )
            ),
            Self.button(RequestAddress.path(of: service.id, about: view.id), service.title),
        ]
    }

    /// The objection that exists: where it is, or what follows from its result.
    private func follow(_ objection: CaseFile) -> [PageBlock] {
        let path = CasePage.path(of: objection.id)
        let link = PageBlock.links([(path, Self.see, objection.outcome.map(CaseWords.outcome))])
        switch objection.outcome {
        case nil: return [.paragraph(Self.running), link]
        case .granted?:
            let again = RequestAddress.path(of: view.service.id, about: view.id)
            return [.paragraph(Self.granted), Self.button(again, Self.again), link]
        case .refused?: return [.paragraph(Self.refusedAgain), link]
        case .issued?, .paid?, .withdrawn?, .lapsed?: return [link]
        }
    }

    /// The link to the refused request, for readers who see it.
    private func refused(_ parent: String) async throws -> [PageBlock] {
        let person = try request.requireSession().person
        let cases = site.app.domain.cases
        guard let former = try await cases.view(parent, of: person, at: request.now) else {
            return []
        }
        let reason = former.visible.events.last?.reason?.title
        return [
            .title("refused", Wording(fa: "درخواست ردشده", en: "The refused request")),
            .links([(CasePage.path(of: parent), former.service.title, reason)]),
        ]
    }

    private static func button(_ path: String, _ words: Wording) -> PageBlock {
        let item: PageValue = ["path": .text(path), "words": .wording(words), "look": ""]
        return .component("button-links", ["items": .list([item])])
    }
}

/// The texts.
extension CaseParts {
    private static let heading = Wording(
        fa: "اگر با این تصمیم موافق نیستید",
        en: "If you do not agree with the decision"
    )
    private static let see = Wording(fa: "دیدن اعتراض", en: "See the objection")
    private static let again = Wording(
        fa: "فرستادن دوبارهٔ درخواست",
        en: "Send the request again"
    )
    private static let running = Prose(
        fa: "به اعتراض شما رسیدگی می‌شود؛ نتیجه را به شما پیام می‌دهیم.",
        en: "Your objection is being examined; we send you a message with the result."
    )
    private static let granted = Prose(
        fa: """
            اعتراض شما پذیرفته شد. درخواست را دوباره بفرستید: پاسخ‌های پیشین آماده است و تنها فایل‌ها را باید دوباره بگذارید. کسانی که \
            بار نخست تصمیم گرفتند، این بار تصمیم نمی‌گیرند.
            """,
        en: """
            Your objection was granted. Send the request again: your former answers are filled in, and only files have to be \
            uploaded again. Those who decided before do not decide this time.
            """
    )
    private static let refusedAgain = Prose(
        fa: "اعتراض شما رد شد. دلیل آن در صفحهٔ اعتراض نوشته شده است.",
        en: "Your objection was refused. Its page has the reason."
    )
    private static let late = Prose(
        fa: "مهلت اعتراض گذشته است. می‌توانید درخواست تازه‌ای ثبت کنید.",
        en: "The time limit for an objection has passed. You can open a new request."
    )
}
