extension Problem {
    /// The machine-readable words for problems: stable; docs/api.md lists them all.
    package enum Code: String, CaseIterable, Sendable {
        case malformed
        case unauthenticated
        case forbidden
        /// A form that a page of another site sent.
        case foreignForm = "foreign_form"
        case windowClosed = "window_closed"
        case notFound = "not_found"
        case noSuchDegree = "no_such_degree"
        case methodNotAllowed = "method_not_allowed"
        case notAcceptable = "not_acceptable"
        /// The head or the body of a request that arrived too slowly.
        case timeout
        case alreadySo = "already_so"
        case statusForbids = "status_forbids"
        case changedMeanwhile = "changed_meanwhile"
        case alreadyIssued = "already_issued"
        case diplomaNumberTaken = "diploma_number_taken"
        case institutionExists = "institution_exists"
        case integrityFailure = "integrity_failure"
        case idempotencyKeyInFlight = "idempotency_key_in_flight"
        case idempotencyAnswerLost = "idempotency_answer_lost"
        case tooLarge = "too_large"
        case unsupportedMediaType = "unsupported_media_type"
        case headersTooLarge = "headers_too_large"
        case validation
        case idempotencyKeyReused = "idempotency_key_reused"
        case rateLimited = "rate_limited"
        case codeLocked = "code_locked"
        case `internal`
        case unavailable
        case noActiveKey = "no_active_key"
        case keyNotHere = "key_not_here"
        case storageFull = "storage_full"
    }
}
