extension Problem {
    /// The machine-readable words for problems: stable; docs/api.md lists them all.
    package enum Code: String, CaseIterable, Sendable {
        /// The request does not have the right syntax or shape.
        case malformed
        /// The API key is missing, wrong, revoked or expired.
        case unauthenticated
        /// The API key does not allow this kind of request.
        case forbidden
        /// The session of a person has ended.
        case signedOut = "signed_out"
        /// A form that a page of another site sent.
        case foreignForm = "foreign_form"
        /// A request of the API that changes something, sent by a page of another site.
        case crossSite = "cross_site"
        /// Only a person with a session may do this, no API key.
        case personRequired = "person_required"
        /// A factor has to be proved again for this.
        case factorRequired = "factor_required"
        /// The relation to the case needs a session with password and second factor.
        case staffSessionRequired = "staff_session_required"
        /// The institution's access window has ended.
        case windowClosed = "window_closed"
        /// Nothing is at the address, or nothing that the client may see.
        case notFound = "not_found"
        /// No degree has the code or identifier.
        case noSuchDegree = "no_such_degree"
        /// The address does not support the HTTP method.
        case methodNotAllowed = "method_not_allowed"
        /// The address has no format that `Accept` allows.
        case notAcceptable = "not_acceptable"
        /// The head or the body of a request that arrived too slowly.
        case timeout
        /// The degree already has the status that the request sets.
        case alreadySo = "already_so"
        /// The status of the degree does not allow the change.
        case statusForbids = "status_forbids"
        /// Another process changed the degree at the same moment.
        case changedMeanwhile = "changed_meanwhile"
        /// Another move changed the case first.
        case caseChanged = "case_changed"
        /// The object is not in the state that `If-Match` names.
        case preconditionFailed = "precondition_failed"
        /// A degree was issued from the same document with other data.
        case alreadyIssued = "already_issued"
        /// No code may be made of the document; the detail has the reason.
        case notIssued = "not_issued"
        /// The diploma number belongs to another person's document of the institution.
        case diplomaNumberTaken = "diploma_number_taken"
        /// An institution already has the code.
        case institutionExists = "institution_exists"
        /// A stored row does not match its seal.
        case integrityFailure = "integrity_failure"
        /// The first request with the idempotency key has not finished.
        case idempotencyKeyInFlight = "idempotency_key_in_flight"
        /// The request was done, but its stored answer cannot be read any more.
        case idempotencyAnswerLost = "idempotency_answer_lost"
        /// The body is larger than the limit.
        case tooLarge = "too_large"
        /// The content type or content coding is not supported.
        case unsupportedMediaType = "unsupported_media_type"
        /// The header fields are larger than the limit.
        case headersTooLarge = "headers_too_large"
        /// Some fields have values that are not accepted; `errors` lists them.
        case validation
        /// The idempotency key was used before with a different request.
        case idempotencyKeyReused = "idempotency_key_reused"
        /// The client made too many requests.
        case rateLimited = "rate_limited"
        /// Too many wrong attempts at one code today.
        case codeLocked = "code_locked"
        /// A fault of the server, which was recorded.
        case `internal`
        /// The body has a transfer coding that is not supported.
        case transferCoding = "transfer_coding"
        /// The service cannot answer for the moment.
        case unavailable
        /// The keyring has no active key of the kind that is needed.
        case noActiveKey = "no_active_key"
        /// The machine lacks a key that another machine may have.
        case keyNotHere = "key_not_here"
        /// The program does not have the version of the service of a case.
        case definitionMissing = "definition_missing"
        /// No storage is left; nothing was stored.
        case storageFull = "storage_full"
    }
}
