import Persian
import Store
import VerifyCore

extension Inquiry {
    /// What the register knows of a code; `isSigned` when a genuine token holds it.
    ///
    /// A key id without a key, or with one that is staged or retired, has no codes: NOT_FOUND. What a key
    /// made that others know is never valid, although its row may be as it was: INTEGRITY_FAILURE.
    func finding(
        _ code: AuthenticityCode,
        isSigned: Bool,
        in connection: Connection
    ) throws -> Finding {
        if code.isTest {
            let isLegacy = try isLegacy(code.digits, in: connection)
            return Finding(isLegacy ? .legacyValid : .test, at: now)
        }
        let known = keyring.codeKey(code.keyID)
        let sighting = try Sighting.of(
            code,
            under: known?.key ?? Decoy.key,
            on: now.tehranDay,
            in: connection
        )
        switch (known?.state, sighting) {
        case (.active, .degree(let record, let status, let attempts)),
            (.verifyOnly, .degree(let record, let status, let attempts)):
            return finding(record, status, attempts, at: code.address, isSigned: isSigned)
        case (.active, .broken), (.verifyOnly, .broken):
            observer.notice(.tampering)
            return Finding(.integrityFailure, at: now)
        case (.compromised, .degree):
            observer.notice(.distrustedKey)
            return Finding(.integrityFailure, at: now)
        case (.active, .nothing), (.verifyOnly, .nothing), (.compromised, .nothing),
            (.compromised, .broken), (.staged, _), (.retired, _), (nil, _):
            return try finding(nothingAt: code, isSigned: isSigned, in: connection)
        }
    }

    /// The answer about a genuine row.
    private func finding(
        _ record: DegreeRecord,
        _ status: DegreeStatus,
        _ attempts: Attempts,
        at address: Int64,
        isSigned: Bool
    ) -> Finding {
        if let datum = question.datum {
            if attempts.closesData { return .rateLimited(at: now) }
            guard datum.matches(record) else {
                observer.notice(.wrongDatum)
                return Finding(
                    Answer(.notFound, asOf: now),
                    owing: .attempt(.datum, address: address)
                )
            }
        } else if attempts.demandsDatum, !isSigned {
            // A signature cannot be guessed, so a genuine token needs no guard.
            return .rateLimited(at: now)
        }
        let isDetailed = question.datum != nil || verifier.hasConsent
        var answer = Answer(status.verdict, asOf: now)
        answer.degree = DegreeView(record, detailed: isDetailed)
        answer.statusDate = status.since?.tehranDate
        answer.reason = status.reason
        return Finding(
            answer,
            owing: isDetailed ? .viewing(Viewing(by: verifier, at: now), address: address) : nil
        )
    }

    /// The answer where there is no such degree.
    private func finding(
        nothingAt code: AuthenticityCode,
        isSigned: Bool,
        in connection: Connection
    ) throws -> Finding {
        if isSigned {
            // The organisation signed it, and does not know it: that is no NOT_FOUND.
            observer.notice(.genuineTokenWithoutRow)
            return Finding(.statusUnknown, at: now)
        }
        if try isLegacy(code.digits, in: connection) { return Finding(.legacyValid, at: now) }
        observer.notice(.wrongTag)
        let attempts = try Attempts.of(code.address, on: now.tehranDay, in: connection)
        if attempts.refusesWrongTags { return .rateLimited(at: now) }
        return Finding(
            Answer(.notFound, asOf: now),
            owing: .attempt(.tag, address: code.address)
        )
    }
}

extension Verifier {
    /// Whether the graduate's consent opens the fields of T1.
    var hasConsent: Bool {
        switch self {
        case .visitor, .organisation(_, consent: nil): false
        case .organisation(_, consent: .some): true
        }
    }
}
