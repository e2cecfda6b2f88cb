/// What sign-in must answer, written without its code: lists of what happened, and the limits of casework §10 as
/// numbers.
///
/// Persons and browsers are indexes; times are seconds.
struct SignInModel {
    struct Challenge {
        let person: Int?
        let browser: Int
        let created: Int64
        var purpose = "sign-in"
        var tries = 0
        var isUsed = false
    }

    struct Session {
        let person: Int
        let browser: Int
        let begun: Int64
        var seen: Int64
        var proved: Int64
        let ends: Int64
        var isEnded = false

        func isLive(at now: Int64) -> Bool {
            !isEnded && now < ends && now < seen + 1_800
        }
    }

    var challenges: [Challenge] = []
    var sessions: [Session] = []
    /// When the mobile number of each person was proven the last time.
    var proven: [Int64]
    /// The times of codes by person and whether the browser was known; decoys have no person.
    private var sent: [Int: [Bool: [Int64]]] = [:]
    private var requests: [Int: [Int64]] = [:]
    private var checks: [Int: [Int64]] = [:]

    init(persons: Int, at now: Int64) {
        proven = Array(repeating: now, count: persons)
    }

    enum Sending: Equatable {
        case sent
        case silent
        case refused
    }

    /// A request for a code; `person` is nil for an unknown number.
    mutating func begin(_ person: Int?, browser: Int, network: Int, at now: Int64) -> Sending {
        let recent = requests[network, default: []].count { $0 > now - 3_600 }
        if recent >= 20 { return .refused }
        requests[network, default: []].append(now)
        challenges.append(Challenge(person: person, browser: browser, created: now))
        guard let person else { return .silent }
        let known = sessions.contains { $0.person == person && $0.browser == browser }
        let times = sent[person, default: [:]][known, default: []]
        let isAllowed =
            times.count { $0 > now - 86_400 } < 12 && times.count { $0 > now - 3_600 } < 5
            && times.allSatisfy { $0 <= now - 60 }
        guard isAllowed else { return .silent }
        sent[person, default: [:]][known, default: []].append(now)
        return .sent
    }

    enum Answer: Equatable {
        case signedIn(Int)
        case wrong(Int)
        case ended
        case mustMatch
        case refused
    }

    /// A typed code, or a birth date after a long silence.
    mutating func finish(_ index: Int, isRight: Bool, browser: Int, at now: Int64) -> Answer {
        let challenge = challenges[index]
        guard challenge.browser == browser, !challenge.isUsed, challenge.tries < 5,
            now < challenge.created + 300
        else { return .ended }
        challenges[index].tries += 1
        guard isRight, let person = challenge.person else {
            return .wrong(4 - challenge.tries)
        }
        if challenge.purpose == "rematch" {
            if checks[person, default: []].count(where: { $0 > now - 86_400 }) >= 3 {
                return .refused
            }
            checks[person, default: []].append(now)
        }
        challenges[index].isUsed = true
        if challenge.purpose == "sign-in", proven[person] <= now - 180 * 86_400 {
            challenges.append(
                Challenge(person: person, browser: browser, created: now, purpose: "rematch")
            )
            return .mustMatch
        }
        proven[person] = now
        return .signedIn(begin(person, browser, at: now))
    }

    private mutating func begin(_ person: Int, _ browser: Int, at now: Int64) -> Int {
        let live = sessions.indices
            .filter { sessions[$0].person == person && sessions[$0].isLive(at: now) }
            .sorted { sessions[$0].begun > sessions[$1].begun }
        for index in live.dropFirst(4) { sessions[index].isEnded = true }
        sessions.append(
            Session(
                person: person,
                browser: browser,
                begun: now,
                seen: now,
                proved: now,
                ends: now + 12 * 3_600
            )
        )
        return sessions.count - 1
    }

    /// A request with a session's cookie.
    mutating func check(_ index: Int, at now: Int64) -> Bool {
        guard sessions[index].isLive(at: now) else { return false }
        if now >= sessions[index].seen + 60 { sessions[index].seen = now }
        return true
    }
}
