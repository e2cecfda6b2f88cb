"""Keys are rotated while others verify, killed in the middle, and marked compromised."""
import csv
import io
import pathlib
import random
import re
import threading
import time

from calls import Client
from installation import Installation
from ledger import check
from people import graduate

CALLERS = 6
COMPROMISED_WITHIN = 60  # seconds
WATCH = 0.2  # seconds between the daemon's looks at its keys, while they are rotated


class Load:
    """Callers that issue and verify until the context ends; every response must be right."""

    def __init__(self, installation):
        self.installation = installation
        self.lock = threading.Lock()
        self.issued = []  # (code, token)
        self.requests = 0
        self.wrong = []
        self.following = 0
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self.caller, args=(index,)) for index in range(CALLERS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def caller(self, seed):
        chance = random.Random(seed)
        client = Client(self.installation)
        while not self.stopping.is_set():
            try:
                self.issue(client)
                for _ in range(10):
                    self.verify(client, *chance.choice(self.issued))
            except Exception as error:  # whatever breaks is a failed request
                self.wrong.append(f"{type(error).__name__}: {error}")
                client.close()

    def issue(self, client):
        with self.lock:
            self.following += 1
            number = self.following
        status, _, answer = client.issue(graduate(number))
        self.expect(status == 201, f"issuing got {status} {answer}")
        if status == 201:
            with self.lock:
                self.issued.append((answer["code"], answer["token"]))

    def verify(self, client, code, token):
        verdict = client.verdict(code)
        self.expect(verdict == "VALID", f"a code got {verdict}")
        verdict = client.verdict(token=token)
        self.expect(verdict == "VALID", f"a token got {verdict}")

    def expect(self, right, text):
        with self.lock:
            self.requests += 1
            if not right:
                self.wrong.append(text)


def run(figures, scratch, times, kills, seed):
    installation = Installation(pathlib.Path(scratch) / "rotation").found()
    installation.start("--set", f"keys-watch={WATCH * 1000:.0f}ms")
    with Load(installation) as load:
        time.sleep(0.5)
        for index in range(times):
            for purpose in ("code", "token"):
                installation.cli("keys", "rotate", "--purpose", purpose)
                one_active(figures, installation, f"rotation {index}")
            time.sleep(2 * WATCH)  # so that the daemon takes up each
        time.sleep(1)
    figures.promise(not load.wrong, f"rotation: {len(load.wrong)} failed requests, e.g. {load.wrong[:3]}")
    client = Client(installation)
    old = [(client.verdict(code), client.verdict(token=token)) for code, token in load.issued]
    bad = [verdicts for verdicts in old if verdicts != ("VALID", "VALID")]
    figures.promise(not bad, f"rotation: {len(bad)} of {len(old)} old codes or tokens fail, e.g. {bad[:3]}")
    epochs = len({code[:2] for code, _ in load.issued})
    figures.promise(epochs > 1, "rotation: no code was issued with a new key")
    figures.add(
        "rotations of both keys under load", times,
        f"{len(load.wrong)} of {load.requests} requests failed; codes of {epochs} keys verify",
    )
    installation.stop()
    installation.start()
    killed(figures, installation, kills, seed)
    compromised(figures, installation, load)
    installation.stop()


def keys(installation):
    """The keys as `keys list --json` shows them."""
    listed = installation.json("keys", "list")
    return listed["keys"] if isinstance(listed, dict) else listed


def one_active(figures, installation, name):
    active = [key["purpose"] for key in keys(installation) if key["state"] == "active"]
    figures.promise(
        sorted(active) == ["code", "data", "token"], f"{name}: active keys are {sorted(active)}, not one a purpose"
    )


def killed(figures, installation, kills, seed):
    """`kill -9` in the middle of a rotation leaves one active key a purpose, and everything verifies."""
    chance = random.Random(seed)
    began = time.monotonic()
    keys(installation)
    usual = time.monotonic() - began
    for index in range(kills):
        process = installation.command("keys", "rotate", "--purpose", ("token", "code")[index % 10 == 0])
        time.sleep(chance.uniform(0, 1.5 * usual))
        process.kill()
        process.communicate()
        one_active(figures, installation, f"killed rotation {index}")
    client = Client(installation)
    time.sleep(3)
    status, _, answer = client.issue(graduate(1_000_001))
    figures.promise(status == 201, f"after killed rotations issuing got {status} {answer}")
    figures.promise(client.verdict(answer.get("code")) == "VALID", "after killed rotations a new code is not VALID")
    figures.add("kill -9 in the middle of a rotation", kills, "one active key a purpose each time")


def compromised(figures, installation, load):
    """Of each kind the first key is marked; whatever it made is refused on every path within a minute."""
    code, token = load.issued[0]
    client = Client(installation)
    first = {purpose: next(key for key in keys(installation) if key["purpose"] == purpose) for purpose in ("code", "token")}
    paths = {
        "code by API": lambda: client.verdict(code),
        "token by API": lambda: client.verdict(token=token),
        "page of the code": lambda: page(client, "POST", "/en/verification", f"code={code.replace(' ', '+')}".encode()),
        "batch of codes": lambda: batch(client, code),
        "verify-cli at the server": lambda: at_server(installation, code),
        "verify-cli at the database": lambda: check(installation, [code.replace(" ", "")])[0],
        "page of the QR": lambda: page(client, "GET", f"/en/Q/{token}", None),
    }
    before = {name: ask() for name, ask in paths.items()}
    figures.promise(
        all(verdict == "VALID" for name, verdict in before.items() if not name.startswith("page"))
        # A code alone says that the name was not compared; a QR code shows it.
        and before["page of the code"] == "200 A degree with this code is valid"
        and before["page of the QR"] == "200 Registered and valid",
        f"before the compromise: {before}",
    )
    began = time.monotonic()
    for purpose, key in first.items():
        installation.cli("keys", "compromise", key["id"], "--since", "2020-01-01T00:00:00Z", "--yes")
    waiting, took = set(paths), {}
    while waiting and time.monotonic() < began + COMPROMISED_WITHIN:
        for name in sorted(waiting):
            now = paths[name]()
            if now != before[name]:
                took[name] = time.monotonic() - began
                waiting.discard(name)
        time.sleep(0.1)
    figures.promise(not waiting, f"compromised keys are still believed after a minute: {sorted(waiting)}")
    figures.add("a compromised key on each path", len(paths), f"refused after {max(took.values(), default=0):.1f} s")


def batch(client, code):
    """The verdict in the results of a batch of one code."""
    status, headers, answer = client.call("POST", "/api/v1/batches", f"code\r\n{code}\r\n".encode(), kind="text/csv")
    if status != 202:
        return f"HTTP {status} {answer}"
    while client.call("GET", headers["location"])[2]["state"] not in ("done", "failed"):
        time.sleep(0.02)
    results = client.call("GET", headers["location"] + "/results.csv")[2].decode("utf-8-sig")
    return next(csv.DictReader(io.StringIO(results)))["verdict"]


def at_server(installation, code):
    """The verdict that `verify-cli check --server` prints."""
    server = f"http://127.0.0.1:{installation.port}"
    return installation.json("check", code.replace(" ", ""), "--server", server, allowed=(0, 1, 3))[0]["verdict"]


def page(client, method, path, body):
    """The headline of a result's page."""
    origin = f"http://127.0.0.1:{client.installation.port}"
    status, _, content = client.call(method, path, body, kind="application/x-www-form-urlencoded", Origin=origin)
    headline = re.search(r"<h1[^>]*>(.*?)</h1>", content.decode(), re.DOTALL)
    return f"{status} {headline[1] if headline else 'no headline'}"
