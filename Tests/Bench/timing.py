"""Measures whether answers that must not be distinguished take different times, over HTTP on loopback.

A look-up's answer says NOT_FOUND for several reasons, and a locked locator answers a right and a wrong tag alike. For each
such pair this module sends both kinds in random order over one connection, each to a separate locator that is in the
state to be measured, and compares the times by their ranks. The pages of sign-in and registration answer known and unknown ID
numbers alike: each number is sent once. The module prints numbers and judges nothing: a test by the clock
would fail by luck. |z| below 3 is what equal times give.
"""
import json
import random
import re
import socket
import sqlite3
import statistics
import time
import urllib.parse

TIMEOUT = 10  # seconds for one answer
WRONG_YEAR = "1300"


class Client:
    """One connection that stays open; `ask` returns the nanoseconds of a request and its answer."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, fields):
        took, _, body = self.exchange("POST", "/api/v1/verifications", {"Content-Type": "application/json"}, json.dumps(fields).encode())
        return took, json.loads(body)

    def exchange(self, method, path, headers, body=b""):
        """Returns the nanoseconds, the head and the body of an answer."""
        lines = {"Host": "127.0.0.1", "Content-Length": len(body), **headers}
        head = f"{method} {path} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        request = head.encode() + b"\r\n" + body
        began = time.perf_counter_ns()
        self.socket.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.receive()
        head, _, rest = answer.partition(b"\r\n\r\n")
        lengths = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        length = int(lengths[0].split(b":")[1]) if lengths else 0
        while len(rest) < length:
            rest += self.receive()
        return time.perf_counter_ns() - began, head.decode(), rest

    def receive(self):
        part = self.socket.recv(65536)
        if not part:
            raise SystemExit("error: the daemon closed the connection")
        return part


def with_check(digits):
    """Returns 18 digits with their two check digits (ISO/IEC 7064 MOD 97-10)."""
    return digits + f"{98 - int(digits) * 100 % 97:02d}"


def wrong_tag(code):
    tag = (int(code[11:18]) + random.randrange(1, 10**7)) % 10**7
    return with_check(code[:11] + f"{tag:07d}")


def no_row(code):
    """Returns a code of the same key at a locator without a degree; of 10⁹ locators a register has few."""
    return with_check(code[:2] + f"{random.randrange(10**9):09d}" + f"{random.randrange(10**7):07d}")


def unknown_key(code):
    return with_check("89" + code[2:18])


def z_score(one, other):
    """Returns z of the rank sum (Mann and Whitney): how many standard deviations two samples are apart."""
    ranked = sorted((value, kind) for kind, values in enumerate((one, other)) for value in values)
    ranks, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        ranks += sum((at + end + 1) / 2 for value in ranked[at:end] if value[1] == 0)
        at = end
    n, m = len(one), len(other)
    return (ranks - n * (n + m + 1) / 2) / (n * m * (n + m + 1) / 12) ** 0.5


class Attempts:
    """The table of wrong attempts, written while the daemon runs and between measurements."""

    def __init__(self, database, client, code):
        self.database = sqlite3.connect(database, timeout=30, isolation_level=None)
        client.ask({"code": wrong_tag(code)})  # The day in Tehran, as the daemon counts it.
        self.day = self.database.execute("SELECT max(day) FROM attempt").fetchone()[0]

    def set(self, codes, wrong_tags):
        self.database.execute("BEGIN IMMEDIATE")
        self.database.execute("DELETE FROM attempt")
        if wrong_tags:
            self.database.executemany("INSERT INTO attempt (address, day, wrong_tags, wrong_data) VALUES (?, ?, ?, 0)",
                                      {(int(code[:11]), self.day, wrong_tags) for code in codes})
        self.database.execute("COMMIT")


def measure(client, attempts, codes, wrong_tags, kinds):
    """Returns the times of each kind, a question each to a separate locator, in random order."""
    questions = []
    at = 0
    for name, make, datum in kinds:
        share = len(codes) // len(kinds)
        for code in codes[at:at + share]:
            fields = {"code": make(code)}
            if datum:
                fields["birth_year"] = datum
            questions.append((name, fields))
        at += share
    random.shuffle(questions)
    attempts.set([fields["code"] for _, fields in questions], wrong_tags)
    times = {name: [] for name, _, _ in kinds}
    verdicts = {name: set() for name, _, _ in kinds}
    for name, fields in questions:
        took, answer = client.ask(fields)
        times[name].append(took)
        verdicts[name].add(answer.get("verdict") or answer.get("code") or str(answer.get("status")))
    return times, verdicts


def same(code):
    return code


def run(port, database, codes, samples):
    """Yields (name, microseconds of one kind, of the other, z, verdicts) for each pair."""
    client = Client(port)
    attempts = Attempts(database, client, codes[0])
    measure(client, attempts, codes[:400], 0, [("warm", same, None)])
    kinds = [("no row", no_row, None), ("wrong tag", wrong_tag, None), ("unknown key id", unknown_key, None),
             ("wrong datum", same, WRONG_YEAR)]
    random.shuffle(codes)
    times, verdicts = measure(client, attempts, codes[:samples * len(kinds)], 0, kinds)
    for name, _, _ in kinds[1:]:
        yield f"not found: {name} / no row", times[name], times["no row"], verdicts[name] | verdicts["no row"]
    for wrong_tags in (0, 5, 50):
        for words, datum in (("no datum", None), ("wrong datum", WRONG_YEAR)):
            if wrong_tags == 0 and datum is None:
                continue  # Not locked: the right tag is VALID, the wrong one is not.
            random.shuffle(codes)
            pair = [("right", same, datum), ("wrong", wrong_tag, datum)]
            times, verdicts = measure(client, attempts, codes[:samples * 2], wrong_tags, pair)
            yield (f"locked {wrong_tags}, {words}: right / wrong", times["right"], times["wrong"],
                   verdicts["right"] | verdicts["wrong"])
    attempts.set([], 0)


def national_id(number):
    """A valid national ID; the last digit but one is 0, which the sandbox of the registers matches."""
    nine = f"{900_000_000 + 10 * number:09d}"
    rest = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1))) % 11
    return nine + str(rest if rest < 2 else 11 - rest)


class Reader:
    """A browser on the pages before the sign-in: its cookie, and the token of one form."""

    def __init__(self, port, path):
        self.client, self.path = Client(port), path
        _, head, body = self.client.exchange("GET", path, {})
        self.cookie = re.search(r"(?im)^set-cookie: ([^;\r]*)", head)[1]
        form = body.decode().split(f'action="{path}"')[1]
        self.token = re.search(r'name="form-token" value="([^"]*)"', form)[1]

    def send(self, fields, number):
        """Sends the form from another network each time, so that no budget of a network ends the measurement."""
        body = urllib.parse.urlencode({**fields, "form-token": self.token}).encode()
        took, head, _ = self.client.exchange("POST", self.path, {
            "Cookie": self.cookie, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        }, body)
        return took, head.split()[1]


def registration(number, request):
    return {
        "kind": "national", "number": number, "first-fa": "سارا", "last-fa": "کریمی", "first-en": "Sara", "last-en": "Karimi",
        "birth-date-day": "۱", "birth-date-month": "فروردین", "birth-date-year": "۱۳۷۳", "mobile": f"0935{1_000_001 + 2 * request}",
        "terms": "yes",
    }


FORMS = {
    "/sign-in": lambda number, request: {"kind": "national", "number": number},
    "/register": registration,
}


def numbers(port, owners):
    """Yields the same as `run`, for known and unknown ID numbers at the pages of sign-in and registration (P3)."""
    for path, fields in FORMS.items():
        reader = Reader(port, path)
        asked = [("known", owner) for owner in owners] + [("unknown", national_id(place)) for place in range(len(owners))]
        random.shuffle(asked)
        times, statuses = {"known": [], "unknown": []}, set()
        for request, (kind, number) in enumerate(asked):
            took, status = reader.send(fields(number, request), request)
            times[kind].append(took)
            statuses.add(status)
        yield f"{path}: known / unknown number", times["known"], times["unknown"], statuses


def rows(port, database, codes, samples):
    """Yields the rows of the table of scripts/bench; "ratio" is that of the medians."""
    yield from figures(run(port, database, codes, samples))


def figures(pairs):
    """Yields a row for each pair of samples."""
    for name, one, other, verdicts in pairs:
        ours, baseline = (statistics.median(values) / 1000 for values in (one, other))
        yield {"name": name, "unit": "µs", "ours": ours, "baseline": baseline, "ratio": ours / baseline,
               "note": f"z {z_score(one, other):+.1f} of {len(one)} each, {', '.join(sorted(verdicts))}"}
