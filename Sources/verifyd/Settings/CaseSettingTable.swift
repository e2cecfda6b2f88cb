import Casework
import Web

/// The settings of cases.
struct CaseSettingTable: Sendable {
    let sample = Setting<Int>(
        "cases.sample",
        .count(0...1000),
        "1000",
        "How many of a thousand decisions that issue are confirmed by SAORG; the others by a second person of the university."
    )
    let cartableDays = Setting<Int>(
        "cases.cartable-days",
        .count(1...200),
        "5",
        "The working days in which SAORG finds a holder for a cartable without one."
    )
    let farLateDays = Setting<Int>(
        "cases.far-late-days",
        .count(1...200),
        "5",
        "The working days after its due time from which a case counts as far late."
    )
    let silentDays = Setting<Int>(
        "cases.silent-days",
        .count(1...200),
        "20",
        "The working days after its due time from which SAORG may decide a case in the place of an office that did not."
    )
}

extension Settings {
    /// What an operator sets for cases.
    func cases() throws(Faults) -> CaseSettings {
        CaseSettings(
            sample: try value(\.cases.sample),
            cartableDays: try value(\.cases.cartableDays),
            farLateDays: try value(\.cases.farLateDays),
            silentDays: try value(\.cases.silentDays)
        )
    }
}
