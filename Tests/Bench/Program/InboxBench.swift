import Accounts
import BenchBaseline
import Casework
import Foundation
import Persian
import Store

/// The first page of a cartable with its counts, over many cases that were written by bulk statements.
struct InboxBench {
    private let world: CaseWorld
    private let now: Timestamp
    private let address: String

    private static let service = "academic-confirmation"
    /// Rows of one statement.
    private static let batch = 100_000
    private static let rounds = 25

    init(database: String, keys: String) throws {
        address = database
        world = try CaseWorld(database, keys)
        now = Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
            .adding(seconds: CaseWorld.quarantine)
    }

    /// Writes open cases, all at the cartable of SAORG's office, and closed ones.
    func fill(open: Int, closed: Int) async throws {
        let columns: SQL = """
            id, tracking, service, version, opened_by, organisation, step, revision, turn, head_seal,
            waiting, wait_role, wait_organisation, since, due_at, provisional, claimed_by, claimed_at,
            open_errands, request_kind, price, opened_at, outcome, closed_at
            """
        for start in stride(from: 0, to: open + closed, by: Self.batch) {
            let end = min(start + Self.batch, open + closed)
            try await world.database.write { connection in
                try connection.execute(
                    """
                    WITH RECURSIVE number (i) AS (
                        SELECT \(start) UNION ALL SELECT i + 1 FROM number WHERE i + 1 < \(end)
                    ), row (i, is_open, at) AS (
                        SELECT i, i < \(open), \(time("i * 7919 % 5184000"))
                        FROM number
                    )
                    INSERT INTO case_file (\(columns))
                    SELECT
                        'case-' || i, CAST(1000000000 + i AS TEXT), \(Self.service), 1,
                        'person-' || i % 1000000, \(CaseWorld.university),
                        CASE WHEN is_open THEN 'confirm' ELSE 'review' END, 3, 3, \([1 as UInt8]),
                        CASE WHEN is_open THEN 'cartable' ELSE 'none' END,
                        CASE WHEN is_open THEN 'graduates-office' END,
                        CASE WHEN is_open THEN 'graduates' END, at, CASE WHEN is_open THEN at END, 0,
                        CASE WHEN is_open AND i % 50 = 0 THEN 'person-1' END,
                        CASE WHEN is_open AND i % 50 = 0 THEN at END,
                        0, '', 0, at,
                        CASE WHEN is_open THEN NULL ELSE 'issued' END,
                        CASE WHEN is_open THEN NULL ELSE at END
                    FROM row
                    """
                )
            }
        }
        world.database.close()
    }

    /// A text of a moment: so many seconds after 30 days ago.
    private func time(_ seconds: SQL) -> SQL {
        let base = now.secondsSinceEpoch - 30 * 86_400
        return address.hasPrefix("sqlite:")
            ? "strftime('%Y-%m-%dT%H:%M:%SZ', \(base) + \(seconds), 'unixepoch')"
            : """
            to_char(
                to_timestamp(\(base) + \(seconds)) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
            )
            """
    }

    /// The page of the office, in milliseconds, against the bare statements over the same rows.
    func run() async throws {
        let office = try await world.cast().office
        var times: [Double] = []
        for round in 0..<Self.rounds {
            let began = DispatchTime.now().uptimeNanoseconds
            let list = try await world.cases.work(of: office, at: now)
            let took = Double(DispatchTime.now().uptimeNanoseconds - began) / 1e6
            guard list.entries.count == Inbox.pageSize, list.groups.count == 4 else {
                throw BenchError.wrongAnswer("inbox")
            }
            if round >= 5 { times.append(took) }
        }
        let bare = try await bare(office)
        print(
            """
            {"name":"page of a cartable","unit":"ms","ours":\(median(times)),"baseline":\(bare),\
            "ratio":\(median(times) / bare),"limit":50}
            {"name":"the same","unit":"ms","ours":\(median(times)),"baseline":\(bare),\
            "ratio":\(median(times) / bare),"max":2}
            """
        )
        world.database.close()
    }

    /// The milliseconds of the bare statements: of a C program on SQLite, and of the database's own connection elsewhere.
    private func bare(_ office: PersonID) async throws -> Double {
        let statements = statements(office)
        var times: [Double] = []
        if address.hasPrefix("sqlite:") {
            let path = String(address.dropFirst("sqlite:".count))
            for _ in 0..<Self.rounds {
                let took = statements.reduce(Int64(0)) { unsafe $0 + baseline_select(path, $1, 1) }
                guard took > 0 else { throw BenchError.baselineFailed("inbox") }
                times.append(Double(took) / 1e6)
            }
        }
        return times.isEmpty ? 0 : median(times)
    }

    /// The page and the counts of all groups and claims, as one would write them by hand.
    func statements(_ office: PersonID) -> [String] {
        let place = """
            FROM case_file WHERE wait_role = 'graduates-office' AND wait_organisation = 'graduates'
            AND service = '\(Self.service)' AND closed_at IS NULL
            """
        let far = now.adding(seconds: -5 * 86_400)
        let soon = now.adding(seconds: 2 * 86_400)
        let ranges = [
            "due_at < '\(far)'", "due_at >= '\(far)' AND due_at < '\(now)'",
            "due_at >= '\(now)' AND due_at < '\(soon)'", "due_at >= '\(soon)'",
        ]
        let counts = ranges.map {
            """
            SELECT count(*), count(claimed_by), count(CASE WHEN claimed_by = '\(office)' THEN 1 END)
            \(place) AND \($0)
            """
        }
        return [
            """
            SELECT id, tracking, version, due_at, claimed_by, opened_by \(place)
            AND (claimed_by IS NULL OR claimed_by = '\(office)') ORDER BY due_at, id LIMIT 51
            """,
            counts.joined(separator: " UNION ALL "),
        ]
    }
}
