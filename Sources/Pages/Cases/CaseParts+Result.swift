import Casework
import Persian
import Web

/// What an applicant does with an issued code.
extension CaseParts {
    /// The way to the degrees of the applicant, and what counts instead of paper (R142); nothing before the code is issued.
    func result() -> [PageBlock] {
        guard view.visible.outcome == .issued, view.capacities.contains(.applicant) else {
            return []
        }
        return [
            .title("result", Wording(fa: "کد صحت", en: "The authenticity code")),
            .links([(DegreesPage.path, DegreesPage.title, Self.certificate)]),
            .paragraph(PaperStanding.ofRequests),
        ]
    }

    private static let certificate = Wording(
        fa: "کد صحت، گواهی برای چاپ، و پیوند برای کسی که آن را بررسی می‌کند",
        en: "The code, a certificate to print, and a link for the person who checks it"
    )
}
