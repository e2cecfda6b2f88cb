"""What was asked for and what was acknowledged, and whether an installation still knows it."""
import collections
import csv
import io
import json
import subprocess
import threading
import time

from calls import Client
from installation import BIN
from people import table

UPLOADS_WITHIN = 120  # seconds, for what was acknowledged to be done after a restart


class NotAsked(Exception):
    """The command line did not answer about every code, so nothing is known of any."""


class Ledger:
    """Of one installation; filled by several threads."""

    def __init__(self, installation):
        self.installation = installation
        self.lock = threading.Lock()
        self.attempted = set()
        self.codes = {}  # number of the graduate: code
        self.uploads = {}  # location: numbers
        self.wrong = []
        self.following = 0
        self.verdicts = {}  # of those that were asked for last, and how many got each

    def next(self, count=1):
        """Returns numbers that were not requested yet."""
        with self.lock:
            numbers = range(self.following, self.following + count)
            self.following += count
            self.attempted.update(numbers)
        return numbers

    def acknowledge(self, number, code):
        """Remembers a code that was given; a second, different one is wrong."""
        with self.lock:
            code = code.replace(" ", "")
            if self.codes.setdefault(number, code) != code:
                self.wrong.append(f"graduate {number} got {self.codes[number]} and then {code}")

    def lost(self, numbers=None):
        """Those acknowledged whose code is not VALID (any more), asked past the daemon."""
        numbers = [number for number in (self.codes if numbers is None else numbers) if number in self.codes]
        if not numbers:
            return []
        verdicts = check(self.installation, [self.codes[number] for number in numbers])
        self.verdicts = collections.Counter(verdicts)
        return [number for number, verdict in zip(numbers, verdicts) if verdict != "VALID"]

    def settle(self):
        """Lets acknowledged uploads end and asks again for everything: the same codes must come, once each."""
        installation = self.installation
        if not installation.start():
            self.wrong.append("the daemon does not start any more")
            return
        client = Client(installation)
        end = time.monotonic() + UPLOADS_WITHIN
        for location, numbers in self.uploads.items():
            self._finish(client, location, list(numbers), end)
        installation.stop()
        self._ask_again()
        rows, graduates = installation.degrees()
        if not rows == graduates == len(self.attempted):
            self.wrong.append(f"{rows} degrees for {graduates} graduates, {len(self.attempted)} were asked for")

    def _finish(self, client, location, numbers, end):
        while True:
            status, _, upload = client.call("GET", location)
            if status != 200:
                self.wrong.append(f"{location} was acknowledged and is {status}")
                return
            if upload["state"] in ("done", "failed"):
                break
            if time.monotonic() > end:
                self.wrong.append(f"{location} is {upload['state']} after {UPLOADS_WITHIN} s")
                return
            time.sleep(0.05)
        results = client.call("GET", f"{location}/results.csv")[2]
        self.results(results, numbers, location)

    def results(self, content, numbers, source):
        """Takes the codes of a results file, in which every record must stand once and be accepted."""
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        if [int(row["record"]) for row in rows] != list(range(1, len(numbers) + 1)):
            self.wrong.append(f"{source}: {len(rows)} results for {len(numbers)} records")
            return
        for row, number in zip(rows, numbers):
            if row["outcome"] not in ("accepted", "unchanged") or not row["authenticity_code"]:
                self.wrong.append(f"{source}: record {row['record']} is {row['outcome']} {row['code']}")
            else:
                self.acknowledge(number, row["authenticity_code"])

    def _ask_again(self):
        numbers = sorted(self.attempted)
        if not numbers:
            return
        home = self.installation.home
        (home / "all.csv").write_bytes(table(numbers))
        (home / "all-results.csv").unlink(missing_ok=True)
        self.installation.cli("graduates", "import", home / "all.csv", "--issue", "--results", home / "all-results.csv")
        self.results((home / "all-results.csv").read_bytes(), numbers, "asking again")


def check(installation, codes):
    """The verdict on each code, by `verify-cli check -`; that it could not be asked is no verdict."""
    run = subprocess.run(
        [BIN / "verify-cli", "check", "-", "--json"],
        env=installation.environment(),
        input="\n".join(codes).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
        timeout=300 + len(codes) / 100,
    )
    lines = run.stdout.splitlines()
    # 0, 1, 3 and 4 are about the verdicts; a signal is negative.
    if run.returncode not in (0, 1, 3, 4) or len(lines) != len(codes):
        raise NotAsked(f"verify-cli check answered about {len(lines)} of {len(codes)} codes and ended with "
                       f"{run.returncode}: {run.stderr.decode()[-300:]}")
    return [json.loads(line)["verdict"] for line in lines]
