import Web

/// The settings of rate limits, and of the alarm of wrong tags.
///
/// A rate is the number per minute; a burst is the number that may come together.
struct RateSettings: Sendable {
    let rateLimits = Setting<Bool>(
        "rate-limits",
        .onOff,
        "on",
        "`off` switches every rate limit off, for benchmarks; the lock-out in the database stays."
    )
    let sharedNetworks = Setting<[AddressRange]>(
        "rates.shared-networks",
        .ranges,
        "",
        "Networks in which thousands of people have one address: mobile operators, campuses."
    )
    let sharedFactor = Setting<Int>(
        "rates.shared-factor",
        .count(1...10_000),
        "20",
        "How many times the usual rates, bursts and connections an address in those networks has."
    )
    let siteFactor = Setting<Int>(
        "rates.ipv6-site-factor",
        .count(1...65_536),
        "8",
        "How many times the budget of an IPv6 /64 all /64 of one /48 have together."
    )
    let requestRate = Setting<Int>(
        "rates.requests",
        .count(1...100_000_000),
        "30000",
        "Requests per minute of one network, whatever they request; those with an API key excepted."
    )
    let requestBurst = Setting<Int>(
        "rates.requests-burst",
        .count(1...100_000_000),
        "3000",
        "Requests that may come together from one network."
    )
    let verificationRate = Setting<Int>(
        "rates.verifications",
        .count(1...100_000_000),
        "6000",
        "Checks per minute of one network (an IPv4 address or an IPv6 /64)."
    )
    let verificationBurst = Setting<Int>(
        "rates.verifications-burst",
        .count(1...100_000_000),
        "3000",
        "Checks that one network may make together."
    )
    let missCost = Setting<Int>(
        "rates.not-found-cost",
        .count(1...100_000_000),
        "50",
        "How many checks a check counts for that finds nothing."
    )
    let keyRate = Setting<Int>(
        "rates.key-requests",
        .count(1...100_000_000),
        "60000",
        "Requests per minute with one API key."
    )
    let keyBurst = Setting<Int>(
        "rates.key-requests-burst",
        .count(1...100_000_000),
        "20000",
        "Requests that may come together with one API key."
    )
    let recordRate = Setting<Int>(
        "rates.records",
        .count(1...100_000_000),
        "200000",
        "Records per minute in the files that come with one API key."
    )
    let recordBurst = Setting<Int>(
        "rates.records-burst",
        .count(1...100_000_000),
        "2000000",
        "Records that may come together with one API key: two files of the largest size."
    )
    let caseFileVolume = Setting<Int>(
        "rates.case-files",
        .bytes(10_000_000...(1 << 40)),
        "2GiB",
        "How much of the files of cases one API key may read in a day."
    )
    let uploadVolume = Setting<Int>(
        "rates.uploads",
        .bytes(10_000_000...(1 << 40)),
        "4GiB",
        "How much of files for forms one network may upload in a day; a request is counted before its body is read."
    )
    let wrongKeyRate = Setting<Int>(
        "rates.wrong-keys",
        .count(1...100_000_000),
        "30",
        "Wrong API keys per minute of one network."
    )
    let wrongKeyBurst = Setting<Int>(
        "rates.wrong-keys-burst",
        .count(1...100_000_000),
        "60",
        "Wrong API keys that may come together from one network."
    )
    let reportRate = Setting<Int>(
        "rates.reports",
        .count(1...100_000_000),
        "6",
        "Reports per minute of one network."
    )
    let reportBurst = Setting<Int>(
        "rates.reports-burst",
        .count(1...100_000_000),
        "12",
        "Reports that may come together from one network."
    )

    let wrongTagAlarm = Setting<Int>(
        "alarms.wrong-tags",
        .count(0...1_000_000_000),
        "200",
        "Wrong tags of an hour, from all networks together, at which the log gets an error; 0 for never."
    )
}
