"""`kill -9` and power cuts at random moments while degrees are issued and uploaded, by HTTP and by CLI.

Nothing acknowledged may be lost, nothing may be doubled, and `verify-cli db check` must pass.
"""
import json
import pathlib
import random
import shutil
import subprocess
import threading
import time

from calls import Client, NoAnswer
from installation import Installation
from ledger import Ledger
from people import graduate, table
from powercut import PowerCut

CALLERS = 8
ROUNDS_AN_INSTALLATION = 20
UPLOADERS = 2
ROWS_AN_UPLOAD = 200
LONGEST = 0.8  # seconds that a daemon lives in a round
CHANGES = 400  # of files that a daemon may make in a round of a power cut


class Round:
    """One death."""

    def __init__(self, ledger, chance, power):
        self.ledger = ledger
        self.installation = ledger.installation
        self.chance = chance
        self.power = power
        self.before = set(ledger.codes)

    def fault(self, changes):
        """The environment of the program that is to die."""
        if self.power is None:
            return {}
        at = self.chance.randint(1, changes) if self.chance.random() < 0.7 else None
        return self.power.environment(at)

    def daemon(self, work, callers=CALLERS):
        """Starts a daemon, lets `work` run on several threads, and kills it."""
        began = time.monotonic()
        if self.installation.start(more=self.fault(CHANGES)):
            threads = [threading.Thread(target=self.calling, args=(work,)) for _ in range(callers)]
            for thread in threads:
                thread.start()
            try:
                self.installation.daemon.wait(self.chance.uniform(0.01, LONGEST))
            except subprocess.TimeoutExpired:
                pass
            self.installation.kill()
            for thread in threads:
                thread.join()
        self.installation.kill()
        self.restore()
        return time.monotonic() - began

    def calling(self, work):
        client = Client(self.installation)
        try:
            while True:
                work(client)
        except NoAnswer:
            client.close()

    def restore(self):
        if self.power is not None:
            self.power.restore()

    def command(self, *words, changes=60, usual=0.1):
        """Runs a command that dies, or not; returns what it printed and whether it ended well."""
        process = self.installation.command(*words, more=self.fault(changes))
        try:
            out, _ = process.communicate(timeout=self.chance.uniform(0, 1.3 * usual))
        except subprocess.TimeoutExpired:
            process.kill()
            out, _ = process.communicate()
        self.restore()
        return out, process.returncode == 0


def issue_by_http(round):
    def work(client):
        number = round.ledger.next()[0]
        status, _, answer = client.issue(graduate(number), Idempotency_Key=f"g{number}")
        if status in (200, 201):
            round.ledger.acknowledge(number, answer["code"])
        else:
            round.ledger.wrong.append(f"POST /degrees: {status} {answer}")

    round.daemon(work)


def upload_by_http(round):
    def work(client):
        numbers = round.ledger.next(round.chance.randint(1, ROWS_AN_UPLOAD))
        location = client.upload(table(numbers))
        with round.ledger.lock:
            round.ledger.uploads[location] = numbers
        time.sleep(0.1)

    round.daemon(work, UPLOADERS)


def issue_by_cli(round):
    number = round.ledger.next()[0]
    record = round.installation.home / "record.json"
    record.write_text(json.dumps(graduate(number), ensure_ascii=False))
    out, _ = round.command("degrees", "issue", record, "--json", changes=40, usual=usual_time(round.installation))
    try:
        round.ledger.acknowledge(number, json.loads(out)["code"])
    except (ValueError, KeyError):
        pass  # it said nothing


def upload_by_cli(round):
    home = round.installation.home
    numbers = round.ledger.next(ROWS_AN_UPLOAD)
    results = home / f"results-{numbers[0]}.csv"
    (home / "upload.csv").write_bytes(table(numbers))
    _, ended = round.command(
        *["graduates", "import", home / "upload.csv", "--issue", "--results", results],
        changes=80,
        usual=2 * usual_time(round.installation),
    )
    if ended:
        round.ledger.results(results.read_bytes(), list(numbers), "upload by CLI")


def usual_time(installation):
    """How long a command takes here, measured once."""
    if not hasattr(installation, "usual"):
        began = time.monotonic()
        installation.cli("institutions", "list")
        installation.usual = time.monotonic() - began
    return installation.usual


WAYS = [issue_by_http, upload_by_http, issue_by_cli, upload_by_cli]


def run(figures, scratch, count, seed, power):
    """`count` deaths, shared by the four ways."""
    name = "power cut" if power else "kill -9"
    chance = random.Random(seed)
    issued = 0
    for start in range(0, count, ROUNDS_AN_INSTALLATION):
        home = pathlib.Path(scratch) / f"{name.replace(' ', '-')}-{start}"
        ledger = Ledger(Installation(home).found())
        for index in range(start, min(count, start + ROUNDS_AN_INSTALLATION)):
            torn = chance if index % 2 else None
            cut = PowerCut(ledger.installation.data, home, torn) if power else None
            round = Round(ledger, chance, cut)
            way = WAYS[index % len(WAYS)]
            way(round)
            examine(figures, ledger, round, f"{name} {index}, {way.__name__}")
        ledger.settle()
        lost = ledger.lost()
        figures.promise(not lost, f"{name}: {len(lost)} of {len(ledger.codes)} codes are lost at the end")
        problem = ledger.installation.check()
        figures.promise(problem is None, f"{name}: db check at the end: {problem}")
        for text in ledger.wrong[:5]:
            figures.promise(False, f"{name}: {text}")
        issued += len(ledger.codes)
        if not figures.broken:
            shutil.rmtree(home)
    figures.add(f"{name} while issuing and uploading", count, f"0 of {issued} codes lost or doubled"
                if not figures.broken else "see below")


def examine(figures, ledger, round, name):
    """After a death: what this round acknowledged, a part of what others did, and the database."""
    new = set(ledger.codes) - round.before
    old = round.chance.sample(sorted(round.before), min(50, len(round.before)))
    lost = ledger.lost(sorted(new) + old)
    figures.promise(not lost, f"{name}: {len(lost)} acknowledged codes lost")
    problem = ledger.installation.check()
    figures.promise(problem is None, f"{name}: db check: {problem}")


def control(figures, scratch, count, seed):
    """The same power cuts with `synchronous=normal` must lose what was acknowledged, or the test is blind."""
    chance = random.Random(seed)
    home = pathlib.Path(scratch) / "control"
    ledger = Ledger(Installation(home, synchronous="normal").found())
    acknowledged, lost = 0, 0
    for _ in range(count):
        round = Round(ledger, chance, PowerCut(ledger.installation.data, home))
        issue_by_http(round)
        new = set(ledger.codes) - round.before
        gone = ledger.lost(sorted(new))
        acknowledged, lost = acknowledged + len(new), lost + len(gone)
        for number in gone:
            del ledger.codes[number]
    figures.promise(lost > 0, "the control run with synchronous=normal lost nothing: the power cut is blind")
    figures.add("power cut, control with synchronous=normal", count, f"{lost} of {acknowledged} codes lost (must be > 0)")
    if lost:
        shutil.rmtree(home)
