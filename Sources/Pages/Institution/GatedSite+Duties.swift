import Accounts
import Persian
import Web

extension GatedSite {
    /// Returns what waits for a reader in an institution: files for a second person, and the month that its head confirms.
    func duties(
        of authority: Authority,
        in code: String,
        at now: Timestamp
    ) async throws -> [PageBlock] {
        var blocks: [PageBlock] = []
        let roles = app.domain.roles
        if authority.confirmsUploads(of: code) {
            let count = try await roles.countWaitingUploadOrders(in: code)
            let path = UploadAddress.list(of: code)
            if count > 0 {
                blocks.append(
                    .notice(
                        .wait,
                        Prose(
                            fa: """
                                \(PersianNumber.grouped(count)) \(.link("فایل", to: path)) منتظر تأیید نفر دوم است.
                                """,
                            en:
                                "\(.link("Files", to: path)) that wait for a second person: \(String(count))."
                        )
                    )
                )
            }
        }
        let isHead = authority.capacities.contains {
            $0.role == .head && $0.organisation == code && $0.behalfOf == nil
        }
        let month = ConfirmedMonth(of: now.tehranDate).previous
        if isHead, try await roles.mustConfirm(month, in: code) {
            let (path, name) = (MonthPage.path(of: code), month.name)
            let isLate = now >= MonthlyConfirmation.due(of: month)
            blocks.append(
                .notice(
                    isLate ? .bad : .wait,
                    Prose(
                        fa: "\(.link("تأیید ماهانهٔ \(name.fa)", to: path)) منتظر شما است.",
                        en: "\(.link("The confirmation of \(name.en)", to: path)) waits for you."
                    )
                )
            )
        }
        return blocks
    }
}
