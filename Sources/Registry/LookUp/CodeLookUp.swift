import Persian
import Store
import VerifyCore

extension LookUp {
    /// What the register knows of a code; `isSigned` when a genuine token holds it.
    ///
    /// A key id without a key, or with one that is staged or retired, has no codes: NOT_FOUND. But where
    /// the register holds degrees of a key that is not here, or not yet active here, another machine is
    /// ahead of this one: STATUS_UNKNOWN, whatever stands at the locator. What a key made that others know is never valid, although its row may be as it was: INTEGRITY_FAILURE.
    func finding(
        _ code: AuthenticityCode,
        isSigned: Bool,
        in connection: Connection
    ) throws -> LookUpOutcome {
        if code.isTest {
            let isLegacy = try isLegacy(code.digits, in: connection)
            return LookUpOutcome(isLegacy ? .legacyValid : .test, at: now)
        }
        let known = keyring.codeKey(code.keyID)
        let sighting = try StoredDegree.of(
            code,
            under: known?.key ?? DummyRow.key,
            looking: look,
            on: now.tehranDay,
            in: connection
        )
        switch known?.state {
        case .active, .verifyOnly:
            switch sighting {
            case .degree(let degree):
                return finding(degree, at: code.address, isSigned: isSigned)
            case .broken(let tagIsRight):
                observer.notice(.tampering)
                // To whoever has neither the tag nor a signature, a changed row is no row: an answer of its
                // own would tell that the locator is there, as often as it is asked.
                if tagIsRight || isSigned { return LookUpOutcome(.integrityFailure, at: now) }
            case .nothing:
                break
            }
        case .compromised:
            if case .degree = sighting {
                observer.notice(.distrustedKey)
                return LookUpOutcome(.integrityFailure, at: now)
            }
        case .staged, nil:
            if let answer = try missing(code, in: connection) { return .settled(answer) }
        case .retired:
            break
        }
        return try finding(nothingAt: code, isSigned: isSigned, in: connection)
    }

    /// One degree of a key, whichever comes first.
    private static let ofKey = PreparedSQL { (first: Int64, end: Int64) in
        "SELECT id FROM degree WHERE id >= \(first) AND id < \(end) ORDER BY id LIMIT 1"
    }

    /// The answer about a code of a key that only other machines have; nil when nobody has it.
    ///
    /// Asks by the key id alone, so it tells nothing of a locator.
    private func missing(
        _ code: AuthenticityCode,
        in connection: Connection
    ) throws -> Answer? {
        let first = Int64(code.keyID) * Int64(AuthenticityCode.locators)
        let end = first + Int64(AuthenticityCode.locators)
        guard try connection.first(Self.ofKey(first, end), { try $0.int(0) }) != nil,
            try !isLegacy(code.digits, in: connection)
        else { return nil }
        return missing(.code(code.keyID))
    }

    /// The answer about a key that only other machines have: nobody is blamed for it.
    private func missing(_ key: MissingKey) -> Answer {
        observer.notice(.missingKey)
        var answer = Answer(.statusUnknown, asOf: now)
        answer.missingKey = key
        return answer
    }

    private static let withToken = PreparedSQL { (address: Int64, token: [UInt8]) in
        "SELECT id FROM degree WHERE id = \(address) AND token = \(token)"
    }

    /// The answer about a token of a key that is not here, while the register holds this very token; nil
    /// when it does not.
    ///
    /// Nothing is said of the degree, since nobody has checked the signature.
    func missing(signer kid: [UInt8], of text: String, in connection: Connection) throws -> Answer?
    {
        guard keyring.tokenKey(kid: kid) == nil, let bytes = try? DegreeToken.bytes(fromText: text),
            let code = try? UnverifiedToken(decoding: bytes).claims().code,
            try connection.first(Self.withToken(code.address, bytes), { try $0.int(0) }) != nil
        else { return nil }
        return missing(.token(kid))
    }

    private var look: StoredDegree.Disclosure {
        if let datum = question.datum { return .knowing(datum) }
        return verifier.hasConsent ? .consented : .glimpse
    }

    /// The answer about a genuine row.
    private func finding(
        _ degree: consuming StoredDegree.Degree,
        at address: Int64,
        isSigned: Bool
    ) -> LookUpOutcome {
        if question.datum != nil {
            if degree.attempts.closesData { return .rateLimited(at: now) }
        } else if degree.attempts.demandsDatum, !isSigned {
            // A signature cannot be guessed, so a genuine token needs no guard.
            return .rateLimited(at: now)
        }
        guard let view = degree.view else {
            observer.notice(.wrongDatum)
            // Where tags were guessed, a wrong tag is told to wait; so is a wrong datum, or it would tell
            // the right tag.
            let answer =
                degree.attempts.refusesWrongTags
                ? LookUpOutcome.waiting(at: now) : Answer(.notFound, asOf: now)
            return .needsWrite(
                answer,
                .attempt(.datum, address: address)
            )
        }
        var answer = Answer(degree.status.verdict, asOf: now)
        answer.degree = view
        answer.statusDate = degree.status.since?.tehranDate
        answer.reason = degree.status.reason
        guard view.detail != nil else { return .settled(answer) }
        return .needsWrite(
            answer,
            .viewing(AccessLogEntry(by: verifier, at: now), address: address)
        )
    }

    /// The answer where there is no such degree.
    private func finding(
        nothingAt code: AuthenticityCode,
        isSigned: Bool,
        in connection: Connection
    ) throws -> LookUpOutcome {
        if isSigned {
            // The organisation signed it, and does not know it: that is no NOT_FOUND.
            observer.notice(.genuineTokenWithoutRow)
            return LookUpOutcome(.statusUnknown, at: now)
        }
        if try isLegacy(code.digits, in: connection) { return LookUpOutcome(.legacyValid, at: now) }
        observer.notice(.wrongTag)
        let attempts = try Attempts.of(code.address, on: now.tehranDay, in: connection)
        if attempts.countsNoMoreTags { return .rateLimited(at: now) }
        let answer =
            attempts.refusesWrongTags
            ? LookUpOutcome.waiting(at: now) : Answer(.notFound, asOf: now)
        return .needsWrite(answer, .attempt(.tag, address: code.address))
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
