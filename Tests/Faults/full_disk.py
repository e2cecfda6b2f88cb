"""A full disk: writes get a 503 or 507 problem, reads continue, and writes resume when there is room."""
import os
import pathlib
import subprocess
import time

from calls import Client, NoAnswer
from installation import Installation
from ledger import Ledger
from people import graduate, table

SIZE = "24m"
REFUSALS = (503, 507)


def run(figures, scratch, rounds):
    home = pathlib.Path(scratch) / "full"
    home.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", home], stderr=subprocess.DEVNULL, check=False
    )
    if mounted.returncode != 0:
        figures.add("full disk", 0, "left out: only root can mount a small disk")
        figures.promise(not os.environ.get("CI"), "the full disk was not tried")
        return
    try:
        fill_and_free(figures, home, rounds)
    finally:
        subprocess.run(["umount", "-l", home], check=False)


def fill_and_free(figures, home, rounds):
    installation = Installation(home / "on-it").found()
    installation.home = home.parent / "elsewhere"  # logs and tables do not need the small disk
    installation.home.mkdir()
    ledger = Ledger(installation)
    installation.start()
    client = Client(installation)
    refused, slowest = 0, 0.0
    for round in range(rounds):
        issue(figures, ledger, client, 20)
        ballast = fill(home)
        refused += refusals(figures, ledger, client)
        verdicts = {client.verdict(code) for code in list(ledger.codes.values())[-100:]}
        figures.promise(verdicts == {"VALID"}, f"full disk: reads answered {verdicts}")
        figures.promise(client.call("GET", "/healthz")[0] == 200, "full disk: /healthz is not 200")
        refused_upload(figures, ledger, client)
        ballast.unlink(missing_ok=True)
        slowest = max(slowest, resumes(figures, ledger, client))
    installation.stop()
    ledger.settle()
    figures.promise(not ledger.lost(), f"full disk: {len(ledger.lost())} codes lost")
    for text in ledger.wrong[:5]:
        figures.promise(False, f"full disk: {text}")
    figures.promise(installation.check() is None, f"full disk: db check: {installation.check()}")
    figures.add("full disk", rounds, f"{refused} refusals, reads went on, writes resumed within {slowest:.1f} s")


def issue(figures, ledger, client, count):
    for number in ledger.next(count):
        status, _, answer = client.issue(graduate(number))
        if figures.promise(status == 201, f"full disk: with room, {status} {answer}"):
            ledger.acknowledge(number, answer["code"])


def fill(home):
    """Takes every byte that is left."""
    ballast = home / "ballast"
    try:
        with ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
    except OSError:
        return ballast


def refusals(figures, ledger, client):
    """Issues until twenty requests were refused; the log may have room for some before that."""
    count = 0
    for _ in range(5000):
        number = ledger.next()[0]
        status, headers, answer = client.issue(graduate(number))
        if status == 201:
            ledger.acknowledge(number, answer["code"])
            continue
        figures.promise(status in REFUSALS, f"full disk: {status} {answer}")
        figures.promise(
            headers.get("content-type", "").startswith("application/problem+json") and answer.get("code"),
            f"full disk: no problem document: {headers}",
        )
        count += 1
        if count == 20:
            break
    figures.promise(count == 20, "full disk: no request was refused")
    return count


def refused_upload(figures, ledger, client):
    numbers = ledger.next(300)
    content = table(numbers)
    try:
        status, headers, answer = client.call("POST", "/api/v1/uploads?issue=true", content, kind="text/csv")
    except NoAnswer as error:
        figures.promise(False, f"full disk: an upload broke: {error}")
        return
    if status == 202:
        ledger.uploads[headers["location"]] = numbers
    else:
        figures.promise(status in REFUSALS, f"full disk: an upload got {status} {answer}")


def resumes(figures, ledger, client):
    began = time.monotonic()
    while time.monotonic() < began + 30:
        number = ledger.next()[0]
        status, _, answer = client.issue(graduate(number))
        if status == 201:
            ledger.acknowledge(number, answer["code"])
            return time.monotonic() - began
        time.sleep(0.05)
    figures.promise(False, "full disk: writes did not resume within 30 s")
    return 30.0
