import Synchronization
import VerifyCore

/// The text exposition format 0.0.4 of Prometheus, written by hand.
package struct Prometheus {
    private var lines = ""

    /// Everything that is counted, as one page of text.
    package static func text(of metrics: Metrics, remembering spenders: Int) -> String {
        var page = Prometheus()
        let state = metrics.snapshot
        page.requests(state)
        page.durations(state)
        page.family("sehat_verifications_total", "counter", "Verifications by verdict.")
        for (verdict, count) in zip(Verdict.allCases, state.verdicts) {
            page.sample("sehat_verifications_total", [("verdict", verdict.rawValue)], count)
        }
        page.alarms(state)
        page.family("sehat_rate_limited_total", "counter", "Requests refused by a rate limit.")
        for budget in Budget.allCases {
            let count = state.rateLimited[budget] ?? 0
            page.sample("sehat_rate_limited_total", [("budget", budget.word)], count)
        }
        page.family("sehat_connections_cut_total", "counter", "Connections cut by a limit.")
        for (reason, count) in state.connectionsCut.sorted(by: { $0.key < $1.key }) {
            page.sample("sehat_connections_cut_total", [("reason", reason)], count)
        }
        page.single(
            "sehat_replica_answers_total",
            "counter",
            "Checks that the replica has answered.",
            state.replicaAnswers
        )
        if let age = state.replicaAge {
            page.single(
                "sehat_replica_age_seconds",
                "gauge",
                "How far the replica is behind at most; absent while it is not asked.",
                Int(age)
            )
        }
        page.single(
            "sehat_connections",
            "gauge",
            "Open connections.",
            metrics.connections.load(ordering: .relaxed)
        )
        page.single("sehat_rate_limit_spenders", "gauge", "Networks and keys remembered.", spenders)
        page.single("sehat_ready", "gauge", "1 while /readyz answers 200.", state.ready ? 1 : 0)
        return page.lines
    }

    private mutating func requests(_ state: Metrics.State) {
        family(
            "sehat_http_requests_total",
            "counter",
            "Requests by method, route pattern and status."
        )
        let rows = state.requests.sorted {
            ($0.key.route, $0.key.method, $0.key.status) < (
                $1.key.route, $1.key.method, $1.key.status
            )
        }
        for (key, count) in rows {
            sample(
                "sehat_http_requests_total",
                [("method", key.method), ("route", key.route), ("status", "\(key.status)")],
                count
            )
        }
    }

    private mutating func durations(_ state: Metrics.State) {
        let name = "sehat_http_request_seconds"
        family(
            name,
            "histogram",
            "Time from the head of a request to its answer, by route pattern."
        )
        for (route, histogram) in state.durations.sorted(by: { $0.key < $1.key }) {
            var total = 0
            for (bound, count) in zip(Metrics.Histogram.bounds, histogram.buckets) {
                total += count
                sample("\(name)_bucket", [("route", route), ("le", "\(bound)")], total)
            }
            sample("\(name)_bucket", [("route", route), ("le", "+Inf")], histogram.count)
            lines += "\(name)_sum{route=\"\(Self.escaped(route))\"} \(histogram.sum)\n"
            sample("\(name)_count", [("route", route)], histogram.count)
        }
    }

    private mutating func alarms(_ state: Metrics.State) {
        single(
            "sehat_integrity_failures_total",
            "counter",
            "Rows of the database that did not match their MAC: somebody changed them by hand.",
            state.integrityFailures
        )
        single(
            "sehat_wrong_tags_total",
            "counter",
            "Codes with right check digits and a wrong tag: an honest person almost never types one.",
            state.wrongTags
        )
        single(
            "sehat_unknown_keys_total",
            "counter",
            "Codes and tokens of a key that this machine does not have.",
            state.unknownKeys
        )
        family(
            "sehat_missing_keys_total",
            "counter",
            "Keys that rows of the database name and this machine does not have, each time one was needed."
        )
        let missing = state.missingKeys.map {
            (labels: [("purpose", $0.purpose.rawValue), ("key_id", $0.id)], count: $1)
        }
        for (labels, count) in missing.sorted(by: { $0.labels[1].1 < $1.labels[1].1 }) {
            sample("sehat_missing_keys_total", labels, count)
        }
        single(
            "sehat_wrong_data_total",
            "counter",
            "Right codes with a wrong datum about the holder.",
            state.wrongData
        )
        single(
            "sehat_distrusted_keys_total",
            "counter",
            "Codes, tokens, API keys and uploads under a key that is retired or compromised.",
            state.distrustedKeys
        )
        single(
            "sehat_tokens_without_row_total",
            "counter",
            "Genuine tokens whose degree is not in the register: a row was deleted, or a backup is old.",
            state.tokensWithoutRow
        )
        single(
            "sehat_attempts_not_counted_total",
            "counter",
            "Wrong attempts that could not be counted, because the database could not be written.",
            state.attemptsNotCounted
        )
        single(
            "sehat_key_reloads_total",
            "counter",
            "Changes of the key directory taken over.",
            state.keyReloads
        )
        single(
            "sehat_key_reload_failures_total",
            "counter",
            "Changes of the key directory that could not be read; the keys before go on.",
            state.keyReloadFailures
        )
    }

    private mutating func single(_ name: String, _ type: String, _ help: String, _ value: Int) {
        family(name, type, help)
        sample(name, [], value)
    }

    private mutating func family(_ name: String, _ type: String, _ help: String) {
        lines += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    private mutating func sample(_ name: String, _ labels: [(String, String)], _ value: Int) {
        let inside = labels.map { "\($0)=\"\(Self.escaped($1))\"" }.joined(separator: ",")
        lines += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(inside)} \(value)\n"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
            "\n",
            with: "\\n"
        )
    }
}
