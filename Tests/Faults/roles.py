"""`kill -9` at random moments while the first administrators are made and heads are proposed: nothing is half done."""
import csv
import pathlib
import random
import shutil
import sqlite3
import subprocess
import time

from installation import Installation
from people import national_id

HEADS = 230  # of a list: three proposals


def persons(path, numbers, organisation=None):
    """Writes a list of invented persons."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id_number", "last_fa", "birth_date", "contact", "organisation"])
        for number in numbers:
            writer.writerow([national_id(number), "نمونه", "1360/01/15", f"p{number}@example.org", organisation or ""])
    return path


def counts(installation):
    """The rows of each table of a change of roles."""
    with sqlite3.connect(f"file:{installation.path}?mode=ro", uri=True) as database:
        def count(query):
            return database.execute(query).fetchone()[0]

        return {
            "organisations": count("SELECT count(*) FROM organisation WHERE code = 'saorg'"),
            "persons": count("SELECT count(*) FROM person"),
            "grants": count("SELECT count(*) FROM role_grant"),
            "invitations": count("SELECT count(*) FROM invitation"),
            "messages": count("SELECT count(*) FROM outbox WHERE template = 'invitation'"),
            "granted": count("SELECT count(*) FROM audit WHERE object_kind = 'grant' AND action = 'granted'"),
            "proposals": count("SELECT count(*) FROM proposal"),
            "proposed": count("SELECT count(*) FROM audit WHERE object_kind = 'proposal' AND action = 'proposed'"),
        }


def killed(installation, chance, usual, *words):
    """Runs a command that dies at a random moment, or ends."""
    process = installation.command(*words)
    try:
        process.communicate(timeout=chance.uniform(0, 1.2 * usual))
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def run(figures, scratch, count, seed):
    """`count` deaths, two an installation."""
    chance = random.Random(seed)
    usual = 0.5
    for index in range(0, count, 2):
        home = pathlib.Path(scratch) / f"roles-{index}"
        installation = Installation(home)
        installation.cli("keys", "init")
        installation.cli("db", "migrate")
        first = ["people", "bootstrap", persons(home / "two.csv", (1, 2)), "--contact", "office@saorg.example"]
        killed(installation, chance, usual, *first)
        found = counts(installation)
        rows = {found[name] for name in ("persons", "grants", "invitations", "messages", "granted")}
        figures.promise(rows in ({0}, {2}) and found["organisations"] * 2 == found["grants"], f"bootstrap is half done: {found}")
        began = time.monotonic()
        installation.cli(*first, allowed=(0, 4))
        usual = max(usual / 2, time.monotonic() - began)
        heads = persons(home / "heads.csv", range(10, 10 + HEADS), "saorg")
        invite = ["people", "invite", heads, "--role", "help-desk"]
        killed(installation, chance, usual, *invite)
        found = counts(installation)
        figures.promise(found["proposals"] == found["proposed"] <= 3 and found["grants"] == 2, f"a list is half proposed: {found}")
        problem = installation.check()
        figures.promise(problem is None, f"roles {index}: db check: {problem}")
        if not figures.broken:
            shutil.rmtree(home)
    figures.add("kill -9 while persons get roles", count, "0 half done" if not figures.broken else "see below")
