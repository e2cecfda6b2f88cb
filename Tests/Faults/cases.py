"""`kill -9` and power cuts while cases move: moves of persons, effects that issue, timers, messages; on SQLite and PostgreSQL.

The program `bench case-load` works on academic confirmations until it dies. Afterwards `verify-cli cases check` finds
nothing, the codes are the cases that were closed as issued, each move that was answered is there once, no timer has fired twice,
and only a message that was being sent at a death was accepted twice (docs/messages.md).
"""
import collections
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import time

import installation as place
from installation import Installation
from ledger import NotAsked
from postgres import Servers
from powercut import PowerCut

APPLICANTS = 12
ROUNDS_AN_INSTALLATION = 20
DAYS_A_ROUND = 3  # that pass for the cases between two rounds, so that timers are due
LONGEST = 1.6  # seconds that a program lives
USUAL_START = 0.15  # seconds until it moves cases
CHANGES = 700  # of files that a program may make in a round of a power cut
WAYS = ("kill", "kill of one of two", "power cut", "torn power cut")
WAYS_POSTGRES = ("kill", "kill of one of two", "kill of the server")
PROBLEMS = """
    SELECT 'an event without its timer: ' || e.move FROM case_event AS e
    WHERE e.via = 'timer' AND e.action IN ('remind', 'late', 'lapse') AND NOT EXISTS (
        SELECT 1 FROM timer AS t
        WHERE t.case_id = e.case_id AND (t.fired_seq = e.seq OR t.cancelled_seq = e.seq))
        AND EXISTS (SELECT 1 FROM timer AS t WHERE e.move = t.case_id || '/' || t.name || '/' || t.armed_seq)
    UNION ALL
    SELECT 'a timer without its event: ' || t.case_id || '/' || t.name FROM timer AS t
    WHERE t.fired_seq IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM case_event AS e WHERE e.case_id = t.case_id AND e.seq = t.fired_seq)
    UNION ALL
    SELECT 'a reminder twice: ' || source_id FROM outbox WHERE source = 'case'
    GROUP BY source, source_id, seq, template, channel, recipient_mac HAVING count(*) > 1
    UNION ALL
    SELECT 'codes and cases differ: ' || d.n || ' codes, ' || c.n || ' cases, ' || e.n || ' events'
    FROM (SELECT count(*) AS n FROM degree) AS d, (SELECT count(*) AS n FROM case_file WHERE outcome = 'issued') AS c,
        (SELECT count(DISTINCT effect_ref) AS n FROM case_event WHERE effect = 'issue-degree' AND effect_ref <> 'refused') AS e
    WHERE d.n <> c.n OR c.n <> e.n
"""


class Desk(Installation):
    """An installation with the persons and cartables of cases, on SQLite or on a server of PostgreSQL."""

    def __init__(self, home, servers=None):
        super().__init__(home)
        self.server = servers.primary("fsync=on") if servers else None
        if servers:
            self.location = servers.address(self.server.port)
        self.sent = self.home / "sent"

    def found(self):
        self.cli("keys", "init")
        self.cli("db", "migrate")
        self.cli("institutions", "import", place.ROOT / "scripts" / "demo" / "institutions.csv")
        self.cli("institutions", "window", "9001", "--until", "2099-12-31")
        self.bench("case-world", APPLICANTS).communicate(timeout=120)
        if not self.query("SELECT id FROM holder"):
            raise RuntimeError("bench case-world made no holder")
        return self

    def revive(self):
        """Starts the server again; the processes of the former one take a moment to end."""
        for attempt in range(40):
            try:
                return self.server.start("fsync=on")
            except RuntimeError:
                if attempt == 39:
                    raise
                time.sleep(0.25)

    def bench(self, name, *words, more=None):
        # A crash is reported by its status; the backtrace would outlive the program and keep its pipes open.
        more = {"SWIFT_BACKTRACE": "enable=no", **(more or {})}
        return self.command(name, self.location, self.keys, *words, program="bench", more=more)

    def query(self, text):
        """The rows of a statement, as tuples of texts."""
        if self.server:
            out = self.server.sql(text)
            return [tuple(line.split("|")) for line in out.splitlines()]
        database = sqlite3.connect(self.path)
        try:
            return [tuple("" if cell is None else str(cell) for cell in row) for row in database.execute(text)]
        finally:
            database.close()


class Round:
    """One death."""

    def __init__(self, desk, chance, way, days):
        self.desk, self.chance, self.way, self.days = desk, chance, way, days
        self.moved, self.wrong, self.errors = set(), [], []

    def run(self):
        """Runs programs until they die."""
        power = None
        if "power" in self.way:
            torn = self.chance if self.way.startswith("torn") else None
            power = PowerCut(self.desk.data, self.desk.home, torn)
        more = power.environment(self.chance.randint(20, CHANGES)) if power else None
        count = 2 if "two" in self.way else 1
        programs = [self.desk.bench("case-load", self.days, self.desk.sent, more=more) for _ in range(count)]
        end = time.monotonic() + USUAL_START + self.chance.uniform(0, LONGEST)
        for index, program in enumerate(programs):
            try:
                # The second of two lives on for some time.
                program.wait(max(0, end - time.monotonic()) + index * self.chance.uniform(0, 0.5))
            except subprocess.TimeoutExpired:
                pass
            if "server" in self.way:
                self.desk.server.kill()
            program.kill()
        for program in programs:
            out, err = program.communicate()
            self.read(out.decode(errors="replace"))
            # One that dies by itself dies with the server or the power.
            if program.returncode != -signal.SIGKILL and not power and "server" not in self.way:
                self.errors.append(f"the program ended with {program.returncode}: {err.decode(errors='replace')[-300:]}")
        if power:
            power.restore()
        if "server" in self.way:
            self.desk.revive()

    def read(self, text):
        """Takes the answers that the program printed; the last line may be a part of one."""
        for line in text.splitlines(keepends=True):
            word, _, rest = line.rstrip("\n").partition(" ")
            if not line.endswith("\n"):
                continue
            if word == "moved":
                self.moved.add(rest)
            elif word == "wrong":
                self.wrong.append(rest)
            elif word == "error" and "server" not in self.way:
                self.errors.append(rest)


class Story:
    """What the rounds of one installation have shown."""

    def __init__(self, figures, desk, name):
        self.figures, self.desk, self.name = figures, desk, name
        self.moved = set()
        self.caught = set()  # messages that were being sent at a death

    def examine(self, round, label):
        for text in (round.wrong + round.errors)[:3]:
            self.figures.promise(False, f"{label}: {text}")
        self.moved |= round.moved
        self.caught |= {row[0] for row in self.desk.query("SELECT id FROM outbox WHERE state IN ('sending', 'unknown')")}
        kept = {row[0] for row in self.desk.query("SELECT move FROM case_event")}
        lost = self.moved - kept
        self.figures.promise(not lost, f"{label}: {len(lost)} of {len(self.moved)} answered moves are lost")
        for row in self.desk.query(PROBLEMS)[:3]:
            self.figures.promise(False, f"{label}: {row[0]}")
        self.check("cases", label)
        self.check("db", label)

    def check(self, what, label):
        process = self.desk.command(what, "check")
        out, err = process.communicate(timeout=300)
        if process.returncode not in (0, 1):
            raise NotAsked(f"verify-cli {what} check: {err.decode()[-300:]}")
        self.figures.promise(process.returncode == 0, f"{label}: {what} check: {out.decode()[-300:]}")

    def settle(self, days):
        """Lets all messages be sent; each has arrived, at most twice, and twice only after a death in its sending."""
        out, err = self.desk.bench("case-settle", days, self.desk.sent).communicate(timeout=300)
        self.figures.promise(not out and not err, f"{self.name}: settling: {(out + err).decode()[-300:]}")
        states = self.desk.query("SELECT state, count(*) FROM outbox GROUP BY state")
        copies = collections.Counter(self.desk.sent.read_text().split())
        queued = {row[0] for row in self.desk.query("SELECT id FROM outbox")}
        twice = {id for id, count in copies.items() if count > 1}
        promise = self.figures.promise
        # One that died in both of its attempts stays unknown; it has arrived like every other.
        promise({state for state, _ in states} <= {"sent", "unknown"}, f"{self.name}: messages are {states}")
        promise(queued <= set(copies), f"{self.name}: {len(queued - set(copies))} of {len(queued)} messages never arrived")
        promise(max(copies.values(), default=0) <= 2, f"{self.name}: a message arrived {max(copies.values(), default=0)} times")
        promise(twice <= self.caught, f"{self.name}: {len(twice - self.caught)} messages arrived twice without a death")
        self.check("db", self.name)
        return len(queued), len(twice)


def sqlite(figures, scratch, count, seed):
    """`count` deaths on SQLite."""
    engine(figures, scratch, count, seed, "SQLite", WAYS)


def postgres(figures, scratch, count, seed):
    """`count` deaths on PostgreSQL."""
    engine(figures, scratch, count, seed, "PostgreSQL", WAYS_POSTGRES)


def engine(figures, scratch, count, seed, name, ways):
    chance = random.Random(seed)
    servers = Servers() if name == "PostgreSQL" else None
    sums = collections.Counter()
    for start in range(0, count, ROUNDS_AN_INSTALLATION):
        desk = Desk(pathlib.Path(scratch) / f"cases-{name}-{start}", servers).found()
        story = Story(figures, desk, f"cases, {name}, {start}")
        rounds = range(start, min(count, start + ROUNDS_AN_INSTALLATION))
        for index in rounds:
            way = ways[index % len(ways)]
            round = Round(desk, chance, way, (index - start) * DAYS_A_ROUND)
            round.run()
            story.examine(round, f"cases, {name} {index}, {way}")
        queued, twice = story.settle(ROUNDS_AN_INSTALLATION * DAYS_A_ROUND)
        sums.update(moves=len(story.moved), messages=queued, twice=twice)
        for what, text in [("codes", "degree"), ("timers", "timer WHERE fired_seq IS NOT NULL")]:
            sums[what] += int(desk.query(f"SELECT count(*) FROM {text}")[0][0])
        if desk.server:
            desk.server.kill()
        if not figures.broken:
            shutil.rmtree(desk.home)
    if servers:
        servers.end()
    figures.add(
        f"kills and power cuts while cases move, {name}", count,
        f"0 of {sums['moves']} moves lost, {sums['codes']} codes, {sums['timers']} timers once, "
        f"{sums['messages']} messages, {sums['twice']} twice" if not figures.broken else "see below")
