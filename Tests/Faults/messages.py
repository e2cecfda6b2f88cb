"""`kill -9` while messages are sent: between the claim and the call, between the call and the commit of its result.

The gateway accepts a message some time before it answers, so that most kills fall between the two. Each notice must arrive, at
most twice; a daemon that comes back asks the gateway about those whose result it does not know.
"""
import json
import pathlib
import random
import subprocess
import sys
import time
import urllib.request

from installation import ROOT, Installation

KEY = "4d5f-test-key"
# A row is `sending` for its lease of 60 s; the gateway is queried 30 s later.
SETTLED_WITHIN = 150  # seconds
DELAY = 0.15  # seconds between the acceptance and the answer of the gateway


class Gateway:
    """Tests/Gateways/sms_gateway.py on a free port."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "Tests" / "Gateways" / "sms_gateway.py", "--key", KEY, "--delay", str(DELAY)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        )
        self.port = int(self.process.stdout.readline().split()[1])

    def accepted(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_control/messages", timeout=10) as answer:
            return json.loads(answer.read())

    def end(self):
        self.process.kill()
        self.process.wait()


def run(figures, scratch, count, kills, seed):
    gateway = Gateway()
    try:
        examine(figures, gateway, pathlib.Path(scratch) / "messages", count, kills, random.Random(seed))
    finally:
        gateway.end()


def examine(figures, gateway, home, count, kills, chance):
    installation = Installation(home).found()
    key = installation.home / "sms-key"
    key.write_text(KEY + "\n")
    key.chmod(0o600)
    settings = {
        "SEHAT_SMS_GATEWAY": f"http://127.0.0.1:{gateway.port}/v1", "SEHAT_SMS_KEY_FILE": str(key),
        "SEHAT_SMS_LINE": "10004346", "SEHAT_MESSAGES_WORKERS": "2",
    }
    for number in range(count):
        installation.cli("outbox", "test", f"+98912{number:07}")
    for _ in range(kills):
        figures.promise(installation.start(more=settings), "messages: the daemon did not start again")
        time.sleep(chance.uniform(0.1, 0.8))
        installation.kill()
    died = installation.json("outbox", "list", "--state", "sending", "--limit", "10000")
    figures.promise(installation.start(more=settings), "messages: the daemon did not start again")
    end = time.monotonic() + SETTLED_WITHIN
    while time.monotonic() < end:
        states = [each["state"] for each in installation.json("outbox", "list", "--limit", "10000")]
        if all(state == "sent" for state in states):
            break
        time.sleep(1)
    installation.stop()
    copies = {each["receptor"]: 0 for each in gateway.accepted()}
    for each in gateway.accepted():
        copies[each["receptor"]] += each["copies"]
    figures.promise(all(state == "sent" for state in states), f"messages: after {SETTLED_WITHIN} s the states are {set(states)}")
    figures.promise(len(copies) == count, f"messages: {count - len(copies)} of {count} never arrived")
    figures.promise(max(copies.values(), default=0) <= 2, f"messages: one arrived {max(copies.values(), default=0)} times")
    figures.promise(installation.check() is None, f"messages: {installation.check()}")
    log = (installation.home / "verifyd.log").read_text()
    for secret in (KEY, "+98912", "0912"):
        figures.promise(secret not in log, f"messages: {secret} is in the log")
    twice = sum(number == 2 for number in copies.values())
    figures.add("kill -9 while messages are sent", kills,
                f"{len(copies)} of {count} arrived, {twice} twice; {len(died)} were being sent at a kill")
