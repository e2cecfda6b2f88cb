"""The transcript, from docs/formats/transcript.md alone: the page's tables of keys and of rules are read here."""
import hashlib
import pathlib
import random
import re
from fractions import Fraction

import cbor2

PAGE = (pathlib.Path(__file__).resolve().parents[2] / "docs" / "formats" / "transcript.md").read_text("utf-8")
ROW = re.compile(r"\| (\d+) \| `(\w+)` \| ([^|]+) \| ?([^|]*)\|")


def table(title):
    rows = PAGE.split(title)[1].split("\n\n")[0].splitlines()
    return [(int(key), name, note) for key, name, _, note in (row.groups() for row in map(ROW.match, rows) if row)]


WHOLE, LINE = table("| key | name | type | |"), table("| key | name of a line | type | |")
WORDS = {
    name: {word: int(number) for number, word in re.findall(r"(\d+) `(\w+)`", note)}
    for _, name, note in WHOLE + LINE if re.search(r"\d+ `\w+`", note)
}
SEMESTERS = WORDS["semester"]
RULE = re.compile(r"\| ((?:`\w+`(?:, )?)+) \| (?:from )?(\d+)(?:–(\d+))? \| ([\d.]+) \| ([\d.]+) \| (yes|no) \|")
RULES = [
    (re.findall(r"`(\w+)`", levels), int(first), int(last or 1499), round(float(mark) * 100), round(float(bound) * 100), word == "yes")
    for levels, first, last, mark, bound, word in RULE.findall(PAGE)
]


def entry(name, field):
    if name == "left_out":
        return 1 if field else None
    return WORDS[name][field] if name in WORDS else field


def entries(fields, keys):
    found = {key: entry(name, fields.get(name)) for key, name, _ in keys if fields.get(name) not in (None, "")}
    return {key: value for key, value in found.items() if value is not None}


def order(line):
    return line["year"], SEMESTERS[line["semester"]], line.get("code", "").encode()


def encode(transcript: dict) -> bytes:
    fields = {"schema": 1, **transcript}
    fields["lines"] = [entries(line, LINE) for line in sorted(transcript["lines"], key=order)]
    fields["terms"] = [entries(term, [(1, "year", ""), (2, "semester", ""), (3, "average", "")]) for term in transcript["terms"]]
    return cbor2.dumps(entries(fields, WHOLE))


def average(lines):
    lines = [line for line in lines if line.get("mark") is not None]
    credits = sum(line["theory"] + line["practical"] for line in lines)
    if credits == 0:
        return None
    exact = Fraction(sum(line["mark"] * (line["theory"] + line["practical"]) for line in lines), credits)
    return int(exact + Fraction(1, 2))


def totals(level, entrance_year, lines):
    """Average, credits, averages of the terms and number of terms of probation; None where the page has no rules."""
    rules = next((rule for rule in RULES if level in rule[0] and rule[1] <= entrance_year <= rule[2]), None)
    if rules is None:
        return None
    _, _, _, mark, bound, replaces = rules
    lines = sorted(lines, key=order)
    counting = [line for line in lines if not line.get("left_out")]

    def passes(line):
        return line["mark"] >= mark if line.get("mark") is not None else line.get("word") in ("passed", "exempt", None)

    passed = {}
    for line in counting:
        if passes(line):
            passed.setdefault(line["code"], line["theory"] + line["practical"])
    places = sorted({(line["year"], SEMESTERS[line["semester"]], line["semester"]) for line in lines})
    terms = []
    for year, _, semester in places:
        own = average([line for line in counting if (line["year"], line["semester"]) == (year, semester)])
        terms.append({"year": year, "semester": semester} | ({} if own is None else {"average": own}))
    return {
        "pass_mark": mark,
        "average": average([line for line in counting if not (replaces and line["code"] in passed and not passes(line))]),
        "credits": sum(passed.values()),
        "terms": terms,
        "probation_terms": sum(term["semester"] != "summer" and term.get("average", 2000) < bound for term in terms),
    }


def line(year, semester, code, title, credits, kind="main", practical=0, **result):
    return {"year": year, "semester": semester, "code": code, "title_fa": title, "kind": kind, "theory": credits, "practical": practical, **result}


SHORT = [
    line(1387, "first", "1101", "ریاضی عمومی ۱", 300, "basic", mark=1650, title_en="Calculus I"),
    line(1387, "first", "1102", "فیزیک پایه ۱", 300, "basic", 100, mark=925, title_en="General Physics I"),
    line(1387, "second", "1102", "فیزیک پایه ۱", 300, "basic", 100, mark=1475, title_en="General Physics I"),
    line(1387, "second", "2001", "تربیت بدنی ۱", 0, "general", 100, word="passed"),
    line(1387, "summer", "2104", "اندیشهٔ اسلامی ۱", 200, "general", source="دانشگاه شیراز"),
    line(1388, "first", "0900", "پیش‌دانشگاهی", 200, "compensatory", mark=1900, left_out=True),
]
WORDED = [line(1360, "first", "A-1", "کارگاه", 200, practical=50, word=word) | {"code": f"A-{place}"} for place, word in enumerate(WORDS["word"])]


def whole(lines, level, entrance_year, number, stated=None):
    given = stated or totals(level, entrance_year, lines)
    made = {"student_number": number, "level": level, "entrance_year": entrance_year, "lines": lines}
    made |= {name: given[name] for name in ("pass_mark", "credits", "terms")}
    return made | ({} if given["average"] is None else {"average": given["average"]}) | {"basis": "stated" if stated else "computed"}


def cases():
    old = {"pass_mark": 1000, "average": None, "credits": 500, "terms": [{"year": 1360, "semester": "first"}]}
    named = [
        ("entered before 1391", whole(SHORT, "bachelor", 1387, "810187123")),
        ("entered later: the pass replaces the failure", whole(SHORT, "bachelor", 1391, "810187123")),
        ("words only, stated by the university", whole(WORDED, "associate", 1360, "60-17", old)),
    ]
    return [(name, transcript, encode(transcript)) for name, transcript in named]


def vectors():
    found = []
    for name, transcript, encoded in cases():
        rules = totals(transcript["level"], transcript["entrance_year"], transcript["lines"])
        probation = {} if rules is None else {"probation_terms": rules["probation_terms"]}
        found.append(
            {"name": name, "transcript": transcript, "bytes": encoded.hex(), "sha256": hashlib.sha256(encoded).hexdigest(), **probation}
        )
    return {"source": "docs/formats/transcript.md", "transcripts": found}


def at_random(rng):
    level, year = rng.choice(list(WORDS["level"])), rng.randrange(1375, 1400)
    lines = {}
    for _ in range(rng.randrange(1, 60)):
        made = line(year + rng.randrange(5), rng.choice(list(SEMESTERS)), f"{rng.randrange(30)}", "درس", rng.randrange(0, 400), rng.choice(list(WORDS["kind"])), rng.randrange(0, 300))
        made |= rng.choice([{"mark": rng.randrange(2001)}] * 6 + [{"word": rng.choice(list(WORDS["word"]))}, {"source": "دانشگاه شیراز"}])
        made |= rng.choice([{}, {}, {}, {"left_out": True}, {"title_en": "Course"}])
        lines[order(made)] = made
    lines = list(lines.values())
    rng.shuffle(lines)
    return level, year, lines


def asked():
    """Requests to `conformance` with the members that the responses must have."""
    for _, transcript, encoded in cases():
        yield {"op": "transcript.encode", "transcript": transcript}, {"ok": True, "bytes": encoded.hex(), "sha256": hashlib.sha256(encoded).hexdigest()}
    rng = random.Random(1404)
    for _ in range(400):
        level, year, lines = at_random(rng)
        expected = totals(level, year, lines)
        question = {"op": "transcript.totals", "level": level, "entrance_year": year, "lines": lines}
        if expected is None:
            yield question, {"ok": False, "error": "NO_RULES"}
            continue
        terms = [{"average": None} | term for term in expected["terms"]]
        yield question, {"ok": True, **expected, "terms": terms}
        encoded = encode(whole(lines, level, year, "1"))
        yield {"op": "transcript.encode", "transcript": whole(lines, level, year, "1")}, {"ok": True, "bytes": encoded.hex()}
    for change in ({"lines": []}, {"lines": [SHORT[0], SHORT[0]]}, {"pass_mark": 2001}, {"student_number": ""}, {"terms": []}, {"basis": "guessed"}):
        yield {"op": "transcript.encode", "transcript": {**whole(SHORT, "bachelor", 1391, "1"), **change}}, {"ok": False, "error": "FIELD"}
