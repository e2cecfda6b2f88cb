package import Accounts
package import Logging
package import Registry
package import VerifyCore

/// The metrics of what the daemon is for: checks, alarms, keys.
package struct DomainMetrics: MetricTable {
    /// The number of checks, by verdict.
    package let verifications = Counter(
        "sehat_verifications_total",
        "Verifications by verdict.",
        labels: ["verdict"],
        values: Verdict.allCases.map(\.rawValue)
    )
    let integrityFailures = Counter(
        "sehat_integrity_failures_total",
        "Rows of the database that did not match their MAC: they were changed outside the programs."
    )
    let wrongTags = Counter(
        "sehat_wrong_tags_total",
        "Codes with right check digits and a wrong tag: an honest person almost never types one."
    )
    /// The number of wrong tags in the present hour; `WrongTagAlarm` counts them.
    package let wrongTagsOfHour = Gauge(
        "sehat_wrong_tags_this_hour",
        "Codes with a wrong tag since the hour began, from all networks together."
    )
    /// Views in the access log; absent until they were counted, as are the next three.
    package let views = Gauge(
        "sehat_access_log_views",
        "Views by organisations in the access log.",
        nil
    )
    /// Days with visitors in the access log.
    package let visitorDays = Gauge(
        "sehat_access_log_visitor_days",
        "Days with visitors in the access log.",
        nil
    )
    /// Reports that are kept.
    package let reports = Gauge("sehat_reports", "Reports of fake sites and documents.", nil)
    /// Batches of visitors that are kept.
    package let visitorBatches = Gauge("sehat_visitor_batches", "Batches of visitors.", nil)
    /// The rows that were deleted because of their age or their number.
    package let rowsPruned = Counter(
        "sehat_rows_pruned_total",
        "Rows that were deleted because they were old or too many, by table.",
        labels: ["table"],
        values: RetainedTable.allCases.map(\.rawValue)
    )
    let unknownKeys = Counter(
        "sehat_unknown_keys_total",
        "Codes and tokens of a key that this machine does not have."
    )
    /// The database names these keys, so an attacker with write access could name any number of them.
    let missingKeys = Counter(
        "sehat_missing_keys_total",
        "Uses of a key that rows of the database name and this machine does not have.",
        labels: ["purpose", "key_id"],
        capacity: 32
    )
    let wrongData = Counter(
        "sehat_wrong_data_total",
        "Right codes with a wrong datum about the holder."
    )
    let distrustedKeys = Counter(
        "sehat_distrusted_keys_total",
        "Codes, tokens, API keys and uploads under a key that is retired or compromised."
    )
    let tokensWithoutRow = Counter(
        "sehat_tokens_without_row_total",
        "Genuine tokens whose degree is not in the register: a row was deleted, or a backup is old."
    )
    let tokensOfOtherRecord = Counter(
        "sehat_tokens_of_other_record_total",
        "Genuine tokens that contradict the record of their code: a key for tokens may be stolen."
    )
    let otherStatusReferences = Counter(
        "sehat_token_references_wrong_total",
        "Signed tokens with the status reference of another code: their key is used outside the programs."
    )
    let peopleAlarms = Counter(
        "sehat_sign_in_alarms_total",
        "Alarms of sign-in: budgets that are used up, many wrong second factors; by alarm.",
        labels: ["alarm"],
        values: PeopleAlarm.words
    )
    let attemptsNotCounted = Counter(
        "sehat_attempts_not_counted_total",
        "Wrong attempts that could not be counted, because the database could not be written."
    )
    /// The number of changes of the key directory that were loaded.
    package let keyReloads = Counter(
        "sehat_key_reloads_total",
        "Changes of the key directory that were loaded."
    )
    /// The number of changes of the key directory that could not be loaded.
    package let keyReloadFailures = Counter(
        "sehat_key_reload_failures_total",
        "Changes of the key directory that could not be loaded; the keys before stay in use."
    )
    /// The number of API keys that expire within `APIKey.warningDays`; nil while it is not known.
    package let expiringKeys = Gauge(
        "sehat_api_keys_expiring",
        "API keys that expire within 30 days.",
        nil
    )
    /// The number of institutions without an end of their window; nil while it is not known.
    package let institutionsWithoutEnd = Gauge(
        "sehat_institutions_without_end",
        "Institutions that may issue without an end of their access window.",
        nil
    )
    /// The number of root administrators who can sign in and act; nil while it is not known.
    package let rootAdministrators = Gauge(
        "sehat_root_administrators",
        "Root administrators who can sign in and act.",
        nil
    )
    /// The most identities that one attester attested in 24 hours; nil while it is not known.
    package let attestations = Gauge(
        "sehat_attestations_of_one_attester",
        "The most identities that one attester attested in the last 24 hours.",
        nil
    )
    /// The number of institutions whose confirmation of the last month is late; nil while it is not known.
    package let lateMonthlyConfirmations = Gauge(
        "sehat_monthly_confirmations_late",
        "Institutions whose head has not confirmed the last month in time.",
        nil
    )
    /// The most searches of graduates and persons that one person of staff made in 24 hours; nil while it is not known.
    package let searches = Gauge(
        "sehat_searches_of_one_person",
        "The most searches of graduates and cases that one person of staff made in the last 24 hours.",
        nil
    )
    /// The days until a year whose calendar is not complete; nil while none is near.
    package let incompleteYear = Gauge(
        "sehat_calendar_incomplete_year_days",
        "Days until a year begins whose holidays are not all loaded, from 60 days before; 0 while it runs.",
        nil
    )
    /// The number of checks that the replica answered.
    package let replicaAnswers = Counter(
        "sehat_replica_answers_total",
        "Checks that the replica has answered."
    )
    /// The most seconds that the replica is behind; nil while it is not used.
    package let replicaAge = Gauge(
        "sehat_replica_age_seconds",
        "How far the replica is behind at most; absent while it is not used.",
        nil
    )

    /// The metrics at startup; each count begins at zero.
    package init() {}

    /// Counts the use of a key that this machine does not have.
    package func missed(_ key: MissingKey) { missingKeys.increment(key.purpose.rawValue, key.id) }
}

/// The rows that requests add without end.
extension DomainMetrics {
    /// Shows how many rows each table has, and counts those that were deleted.
    package func notePruning(_ deleted: [RetainedTable: Int], in registry: Registry) {
        for table in RetainedTable.allCases {
            gauge(of: table).set(registry.rows(of: table).map { Int($0) })
            rowsPruned.add(deleted[table] ?? 0, table.rawValue)
        }
    }

    private func gauge(of table: RetainedTable) -> Gauge {
        switch table {
        case .views: views
        case .visitorDays: visitorDays
        case .reports: reports
        case .visitorBatches: visitorBatches
        }
    }
}

/// Alarms of the modules below, without any word of the question.
extension DomainMetrics {
    /// Counts what the register reports.
    package func registryObserver(_ wrongTagAlarm: WrongTagAlarm) -> RegistryObserver {
        RegistryObserver { notice in
            switch notice {
            case .tampering: integrityFailures.increment()
            case .wrongTag:
                wrongTags.increment()
                wrongTagAlarm.count()
            case .wrongDatum: wrongData.increment()
            case .distrustedKey: distrustedKeys.increment()
            case .missingKey: unknownKeys.increment()
            case .genuineTokenWithoutRow: tokensWithoutRow.increment()
            case .tokenOfOtherRecord: tokensOfOtherRecord.increment()
            case .otherStatusReference: otherStatusReferences.increment()
            case .attemptNotCounted: attemptsNotCounted.increment()
            }
        }
    }

    /// Counts what people and sign-in report, and logs what the operator must learn, without any word of the request.
    package func peopleAlarm(_ logger: Logger) -> @Sendable (PeopleAlarm) -> Void {
        { alarm in
            switch alarm {
            case .seal(let verdict, _): sealAlarm(verdict)
            case .identityChecks, .registrations, .signIns, .secondFactors:
                peopleAlarms.increment(alarm.word)
                logger.error("an alarm of sign-in", metadata: ["alarm": "\(alarm.word)"])
            }
        }
    }

    /// Counts an API key whose row does not match its seal.
    package var sealAlarm: @Sendable (Keyring.SealVerdict) -> Void {
        { verdict in
            switch verdict {
            case .intact, .undecided: break
            case .broken: integrityFailures.increment()
            case .distrusted: distrustedKeys.increment()
            }
        }
    }
}

extension PeopleAlarm {
    /// The words of the alarms that are counted; those of seals are integrity failures.
    fileprivate static let words = [
        "identity_checks", "registrations", "sign_ins", "second_factors",
    ]

    fileprivate var word: String {
        switch self {
        case .seal: "seal"
        case .identityChecks: "identity_checks"
        case .registrations: "registrations"
        case .signIns: "sign_ins"
        case .secondFactors: "second_factors"
        }
    }
}
