"""The app under test: degrees of every verdict, made by verify-cli next to the running verifyd."""

import csv
import functools
import os
import pathlib
import random
import re
import sqlite3
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
DIRECTORY = pathlib.Path(os.environ["SEHAT_DIRECTORY"])
SERVER = os.environ["SEHAT_SERVER"]
CLI = os.environ.get("SEHAT_BIN", str(ROOT / ".build/debug")) + "/verify-cli"

# Digits of the former system, as its owner would have exported them.
LEGACY = "20231108000012345678"


def cli(*words):
    """Runs verify-cli on the database itself; returns what it printed."""
    elsewhere = ("SEHAT_SERVER", "SEHAT_API_KEY_FILE")
    done = subprocess.run(
        [CLI, *words],
        env={name: value for name, value in os.environ.items() if name not in elsewhere},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise AssertionError(f"verify-cli {' '.join(words)}\n{done.stdout}{done.stderr}")
    return done.stdout


def checked(payload):
    """Twenty digits from eighteen: ISO/IEC 7064 MOD 97-10."""
    return f"{payload}{98 - payload * 100 % 97:02d}"


def forged(code, step=1):
    """Right check digits, wrong tag: what an attacker without the key can make."""
    payload = int(code[:18])
    tag = payload % 10**7
    return checked(payload - tag + (tag + step) % 10**7)


def groups(code):
    return " ".join(code[i : i + 4] for i in range(0, 20, 4))


class SeededApp:
    """Codes by their verdict; each belongs to a separate degree, so that no test disturbs another."""

    def __init__(self):
        with open(DIRECTORY / "results.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        codes = [re.sub(r"\D", "", row["authenticity_code"]) for row in rows]
        self.valid, revoked, superseded, suspended, broken, self.locked, self.scanned, self.compared = codes[:8]
        self.codes = {
            "valid": self.valid,
            "revoked": revoked,
            "superseded": superseded,
            "suspended": suspended,
            "integrity": broken,
            "legacy": LEGACY,
            "test": checked(99 * 10**16 + 123456789 * 10**7 + 1234567),
        }
        # A second run on the same server finds everything done.
        done = DIRECTORY / "browser-tests"
        if not done.exists():
            self.seed()
            done.touch()

    def seed(self):
        codes = {name: groups(code) for name, code in self.codes.items()}
        cli("degrees", "revoke", codes["revoked"], "--reason", "misconduct", "--note", "a test", "--yes")
        cli("degrees", "suspend", codes["suspended"], "--note", "a test", "--yes")
        cli("degrees", "correct", codes["superseded"], "--set", "last_name_en=Ahmadi-Nejad", "--yes")
        legacy = DIRECTORY / "legacy.csv"
        legacy.write_text(f"code\n{LEGACY}\n")
        cli("legacy", "import", str(legacy))
        self.break_row(self.codes["integrity"])
        for service in ("academic-confirmation", "graduation-confirmation", "degree-correction", "refusal-objection"):
            cli("services", "phase", service, "on", "--yes")

    @staticmethod
    def unknown():
        """A code that was not issued; another one each time, because wrong attempts at one code are counted."""
        return checked(17 * 10**16 + random.randrange(10**16))

    def break_row(self, code):
        """Edits a row by hand, as an attacker who can write to the database could."""
        # A suspension without its seal. (With another record the code's tag would be wrong: not found.)
        self.edit("UPDATE degree SET status = 3, status_at = '2026-01-01T00:00:00Z' WHERE id = ?", code)

    def forget_attempts(self, code):
        """As the next day does: the same wrong datum is given in each language and on each screen."""
        self.edit("DELETE FROM attempt WHERE address = ?", code)

    @staticmethod
    def edit(statement, code):
        address = int(code[:2]) * 10**9 + int(code[2:11])
        path = os.environ["SEHAT_DATABASE"].removeprefix("sqlite:")
        with sqlite3.connect(path, timeout=10) as database:
            database.execute(statement, (address,))
        database.close()

    def qr(self, code):
        """The text of a degree's QR."""
        return cli("qr", groups(code), "--format", "text", "--public-url", SERVER).strip()

    def key(self, scope):
        return (DIRECTORY / f"{scope}.key").read_text().strip()


@functools.cache
def seeded_app():
    return SeededApp()
