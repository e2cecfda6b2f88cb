extension Problem.Code {
    /// What happened and what a client does about it, in one sentence for developers.
    package var meaning: String {
        switch self {
        case .malformed: "The body, a parameter or the head has the wrong shape: see errors[]."
        case .unauthenticated: "The API key is missing, wrong, revoked or expired."
        case .forbidden: "The API key does not allow this kind of request."
        case .signedOut: "The session of a person has ended: sign in again."
        case .foreignForm: "Another site sent it, or a request of a session has no form token."
        case .personRequired: "An API key only reads; a person with a session decides."
        case .factorRequired: "Prove a factor again, then repeat the request with the same key."
        case .staffSessionRequired: "Sign in with password and second factor to act for an office."
        case .crossSite: "A page of another site sent the request: the API is for programs."
        case .windowClosed: "The institution's access window has ended."
        case .notFound: "Nothing is at the address, or nothing that the key may see."
        case .noSuchDegree: "No degree has the code or identifier."
        case .methodNotAllowed: "The address does not support the method: see Allow."
        case .notAcceptable: "The address has no format that Accept allows."
        case .timeout: "The request arrived too slowly."
        case .alreadySo: "The degree already has this status."
        case .statusForbids: "The status of the degree does not allow the change."
        case .changedMeanwhile: "The degree was changed at the same moment: read it, then repeat."
        case .caseChanged: "Another move came first: `conflict` has it; read the case, then decide."
        case .preconditionFailed: "It has changed since the ETag of If-Match: read it again."
        case .alreadyIssued: "A degree was issued from the same document with other data."
        case .notIssued: "No code may be made of the document: `detail` has the reason."
        case .diplomaNumberTaken: "The number belongs to another person's document."
        case .institutionExists: "An institution already has the code."
        case .integrityFailure: "A stored row does not match its seal: contact the organisation."
        case .idempotencyKeyInFlight: "The first request with the key is still running: repeat."
        case .idempotencyAnswerLost: "The request was done; read the result at its own address."
        case .tooLarge: "The body is larger than the limit."
        case .unsupportedMediaType: "The content type or content coding is not supported."
        case .headersTooLarge: "The header fields are larger than the limit."
        case .validation: "Some values are not accepted: see errors[]."
        case .idempotencyKeyReused: "The key was used before with a different request."
        case .rateLimited: "Too many requests: wait for Retry-After."
        case .codeLocked: "Too many wrong attempts at this code today: add a datum, or wait."
        case .internal: "A fault of the server, which was recorded."
        case .transferCoding: "The transfer coding is not supported: send a length or chunks."
        case .unavailable: "The service cannot answer for the moment: repeat after Retry-After."
        case .noActiveKey: "The service has no active key of the kind that is needed."
        case .keyNotHere: "This machine lacks a key that another may have: repeat."
        case .definitionMissing: "This machine lacks the service's version: repeat, or tell us."
        case .storageFull: "No storage is left; nothing was stored."
        }
    }
}

extension FieldProblem.Word {
    /// What is wrong with the field, in one sentence for developers.
    package var meaning: String {
        switch self {
        case .required: "The field is missing."
        case .unknown: "A member or a parameter that the operation does not have."
        case .type: "Another JSON type than the field has."
        case .format: "The text does not have the required format."
        case .range: "The number is outside of its range."
        case .unknownWord: "The word is not one of those allowed."
        case .oneDatum: "More than one datum about the holder."
        case .codeOrToken: "Both or neither of code and token."
        }
    }
}
