// bench core                                 codes, tokens, QR
// bench rows COUNT                           a CSV of invented graduates on stdout
// bench codes RESULTS COUNT                  that many codes of a results file, one a line
// bench lookups DATABASE KEYS RESULTS [COUNT] look-ups of the codes in a results file
// bench commits DATABASE KEYS INSTITUTION    single issues of 32 clients
// bench inserts DATABASE ROWS                bare inserts and bare signing
// bench load-lookups DATABASE KEYS CLIENTS SECONDS RESULTS
// bench load-issues DATABASE KEYS CLIENTS SECONDS INSTITUTION FIRST
//                                            how many a second, on any database
// bench sessions DATABASE KEYS               checks of a session against checks of an API key
// bench sign-ins DATABASE KEYS COUNT         registrations with their sign-in, how many a second
// bench cookies DATABASE KEYS COUNT          the secrets of that many new sessions, one a line
// bench documents DATABASE KEYS              files of 5 MB, stored and read back, and 100 at the same time
// bench case-moves DATABASE KEYS BARE        durable moves of 32 clients, against bare commits into another file
// bench case-dues DATABASE KEYS COUNT        that many due times computed again after a holiday, while moves continue
// bench case-growth DATABASE KEYS COUNT      bytes of closed cases, from that many
// bench inbox-fill DATABASE KEYS OPEN CLOSED  that many cases by bulk statements
// bench inbox DATABASE KEYS                  the first page of a cartable with its counts
// bench case-world DATABASE KEYS COUNT       persons and cartables of the academic confirmation, with that many applicants
// bench case-load DATABASE KEYS DAYS SENT    moves, timers and messages until it is killed, from so many days after now
// bench case-settle DATABASE KEYS DAYS SENT  sends the messages that wait
// Each measurement is a line of JSON for the table of scripts/bench.
import Foundation
import Persian

let words = Array(CommandLine.arguments.dropFirst())
switch (words.first, words.count) {
case ("core", 1):
    try await CoreBench.run()
case ("rows", 2):
    let titles = """
        national_id,first_name_fa,last_name_fa,first_name_en,last_name_en,father_name_fa,birth_date,\
        institution_code,document_kind,level,field_code,field_fa,field_en,mode,entrance_date,\
        graduation_date,diploma_number,average
        """
    print(titles)
    for number in 0..<(Int(words[1]) ?? 0) {
        print(InventedGraduates.row(number))
    }
case ("codes", 3):
    let codes = try RegisterBench.codes(in: words[1])
    for _ in 0..<(Int(words[2]) ?? 0) {
        print(codes.randomElement()?.filter(\.isNumber) ?? "")
    }
case ("lookups", 4), ("lookups", 5):
    try await RegisterBench.lookups(
        database: words[1],
        keys: words[2],
        results: words[3],
        count: words.count == 5 ? Int(words[4]) ?? 1 : 50_000
    )
case ("commits", 4):
    try await RegisterBench.commits(database: words[1], keys: words[2], institution: words[3])
case ("inserts", 3):
    try RegisterBench.inserts(into: words[1], rows: Int(words[2]) ?? 0)
case ("sessions", 3):
    try await AccountBench(database: words[1], keys: words[2]).sessions()
case ("sign-ins", 4):
    try await AccountBench(database: words[1], keys: words[2]).signIns(Int(words[3]) ?? 1)
case ("cookies", 4):
    try await AccountBench(database: words[1], keys: words[2]).cookies(Int(words[3]) ?? 1)
case ("owners", 4):
    try await AccountBench(database: words[1], keys: words[2]).owners(Int(words[3]) ?? 1)
case ("documents", 3):
    try await DocumentBench(database: words[1], keys: words[2]).run()
case ("case-world", 4):
    let now = Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
    try await CaseWorld(words[1], words[2]).make(applicants: Int(words[3]) ?? 1, at: now)
case ("case-moves", 4):
    try await CaseBench(database: words[1], keys: words[2]).moves(baseline: words[3])
case ("case-dues", 4):
    try await CaseBench(database: words[1], keys: words[2]).recompute(Int(words[3]) ?? 2)
case ("case-growth", 4):
    try await CaseBench(database: words[1], keys: words[2]).growth(Int(words[3]) ?? 1)
case ("inbox-fill", 5):
    try await InboxBench(database: words[1], keys: words[2])
        .fill(open: Int(words[3]) ?? 0, closed: Int(words[4]) ?? 0)
case ("inbox", 3):
    try await InboxBench(database: words[1], keys: words[2]).run()
case ("case-load", 5), ("case-settle", 5):
    let load = try await CaseWorkload(
        CaseWorld(words[1], words[2]),
        days: Int64(words[3]) ?? 0,
        sent: words[4]
    )
    if words[0] == "case-load" { await load.run() } else { try await load.settle() }
case ("load-lookups", 6), ("load-issues", 7):
    let load = try LoadBench(
        database: words[1],
        keys: words[2],
        clients: Int(words[3]) ?? 1,
        seconds: Double(words[4]) ?? 1
    )
    if words.count == 6 {
        try await load.lookUps(results: words[5])
    } else {
        try await load.issues(institution: words[5], first: Int(words[6]) ?? 0)
    }
default:
    throw BenchError.usage
}
