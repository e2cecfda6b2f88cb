"""One installation: a directory with database and keys, its daemon and its command line."""
import atexit
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
READY_WITHIN = 20  # seconds


def pinned(source):
    """Copies the programs, so that a build during the run does not change what is tested."""
    place = pathlib.Path(tempfile.mkdtemp(prefix=f"sehat-faults-run-{os.getpid()}-programs-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    for program in ("verifyd", "verify-cli", "bench"):
        shutil.copy2(source / program, place)
    return place


BIN = pinned(pathlib.Path(os.environ.get("SEHAT_BIN", ROOT / ".build" / "release")))


class Refused(Exception):
    """The command line ended with an error."""


class Installation:
    """Database and keys below `home`/data; everything else in `home`."""

    def __init__(self, home, synchronous="full"):
        self.home = pathlib.Path(home)
        self.data = self.home / "data"
        self.data.mkdir(parents=True)
        self.path = self.data / "sehat.db"
        self.location = f"sqlite:{self.path}" + ("" if synchronous == "full" else f"?synchronous={synchronous}")
        self.keys = self.data / "keys"
        self.daemon = None
        self.port = free_port()
        self.api_key = None
        atexit.register(self.end)

    def found(self):
        """Makes keys, database, the institution and an API key, and sees the daemon start once."""
        self.cli("keys", "init")
        self.cli("db", "migrate")
        self.cli("institutions", "import", ROOT / "scripts" / "demo" / "institutions.csv")
        self.cli("institutions", "window", "9001", "--until", "2099-12-31")
        secret = self.home / "api-key"
        self.cli("api-keys", "create", "--organisation", "Faults", "--scope", "admin", "--out", secret)
        self.api_key = secret.read_text().strip()
        if not self.start():
            raise Refused(f"verifyd does not start:\n{(self.home / 'verifyd.log').read_text()[-2000:]}")
        self.stop()
        return self

    def environment(self, more=None):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SEHAT_")}
        return {
            **kept,
            "SEHAT_DATABASE": self.location,
            "SEHAT_KEYS": str(self.keys),
            "SEHAT_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            **(more or {}),
        }

    def command(self, *words, program="verify-cli", more=None, **options):
        """Starts verify-cli, or another program."""
        return subprocess.Popen(
            [BIN / program, *map(str, words)],
            env=self.environment(more),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **options,
        )

    def cli(self, *words, allowed=(0,)):
        """Runs verify-cli to its end; returns what it printed."""
        process = self.command(*words)
        out, err = process.communicate(timeout=300)
        if process.returncode not in allowed:
            raise Refused(f"verify-cli {' '.join(map(str, words))}: {process.returncode}\n{err.decode()}")
        return out.decode()

    def json(self, *words, allowed=(0,)):
        """Runs verify-cli --json; returns the objects it printed, one a line."""
        return [json.loads(line) for line in self.cli(*words, "--json", allowed=allowed).splitlines()]

    def start(self, *words, more=None, wait=True, limits="off"):
        """Starts verifyd and waits until it is ready."""
        with (self.home / "verifyd.log").open("ab") as log:
            self.said = log.tell()
            self.daemon = subprocess.Popen(
                [BIN / "verifyd", "serve", "--listen", f"127.0.0.1:{self.port}", "--rate-limits", limits]
                + ["--set", "metrics=off", "--set", "log.requests=off", "--set", "drain.delay=0s", *words],
                env=self.environment(more),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        return self.wait_until_ready() if wait else True

    def serves(self):
        """Returns whether this daemon, and no other process, has the port."""
        with (self.home / "verifyd.log").open("rb") as log:
            log.seek(self.said)
            return b'"message":"serving"' in log.read()

    def wait_until_ready(self):
        """False when the daemon ended before it was ready."""
        end = time.monotonic() + READY_WITHIN
        while time.monotonic() < end:
            if self.daemon.poll() is not None:
                return False
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=1)
                connection.request("GET", "/readyz")
                if self.serves() and connection.getresponse().status == 200:
                    connection.close()
                    return True
            except OSError:
                pass
            time.sleep(0.02)
        raise TimeoutError(f"verifyd was not ready in {READY_WITHIN} s, see {self.home}/verifyd.log")

    def kill(self):
        """kill -9."""
        self.daemon.kill()
        self.daemon.wait()

    def stop(self):
        """Ends the daemon by SIGTERM; kills it after a minute."""
        if self.daemon and self.daemon.poll() is None:
            self.daemon.send_signal(signal.SIGTERM)
            try:
                self.daemon.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()

    def end(self):
        """Leaves no daemon behind, whatever stopped these programs."""
        if self.daemon and self.daemon.poll() is None:
            self.kill()

    def check(self):
        """`verify-cli db check`: what is wrong, or nothing."""
        try:
            self.cli("db", "check")
            return None
        except Refused as refusal:
            return str(refusal)

    def degrees(self):
        """Degrees and the graduates they belong to, counted past the programs."""
        db = sqlite3.connect(self.path)
        counts = db.execute("SELECT count(*), count(DISTINCT graduate) FROM degree").fetchone()
        db.close()
        return counts


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
