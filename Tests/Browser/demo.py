"""The server of `make run`: seeded by scripts/demo/seed, with a past in which its staff has proven itself."""

import contextlib
import os
import pathlib
import re
import socket
import subprocess
import time
import urllib.request

from people import logins
from seeded_app import CLI, ROOT


class Demo:
    """A running demonstration: its address, and how its people sign in."""

    def __init__(self, server, people):
        self.server, self.logins = server, logins(people)
        self.cases = dict(re.findall(r"^case (.*): (/cases/\S+)$", people, re.M))

    def base(self, language):
        return self.server + ("" if language == "fa" else "/en")

    def sign_in(self, page, role, language):
        """Signs a member of staff in with a recovery code that was not used."""
        login = self.logins[role]
        code, _, login["recovery"] = login["recovery"].partition(" ")
        page.goto(self.base(language) + "/sign-in/staff")
        page.check("input[value=national]")
        page.fill("#number", login["number"])
        page.fill("#password", login["password"])
        page.fill("#factor", code)
        page.click("main form:has(#factor) button")
        assert page.url.endswith("/account")


def free_address():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{taken.getsockname()[1]}"


def environment():
    """The variables of with-server are not the settings of this daemon."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("SEHAT_")}
    return kept | {"PATH": f"{pathlib.Path(CLI).parent.resolve()}:{os.environ['PATH']}"}


@contextlib.contextmanager
def demo_server(directory):
    """Seeds a directory, runs verifyd on it as scripts/run does, and ends it by its process."""
    seeded = subprocess.run([ROOT / "scripts/demo/seed", directory], env=environment(), capture_output=True, text=True)
    assert seeded.returncode == 0, seeded.stderr
    address = free_address()
    with open(directory / "verifyd.log", "w") as log:
        daemon = subprocess.Popen(
            ["verifyd", "serve", "--database", f"sqlite:{directory}/sehat.db", "--keys", directory / "keys",
             "--listen", address, "--metrics-listen", free_address(), "--public-url", f"http://{address}",
             "--environment", "development", "--rate-limits", "off", "--set", "people.identity-check=sandbox"],
            env=environment(), stdout=log, stderr=log,
        )
    try:
        wait(f"http://{address}/readyz", daemon, directory)
        yield Demo(f"http://{address}", (directory / "people").read_text())
    finally:
        daemon.terminate()
        daemon.wait(timeout=30)


def wait(address, daemon, directory):
    for _ in range(200):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address, timeout=1)
            return
        assert daemon.poll() is None, (directory / "verifyd.log").read_text()[-2000:]
        time.sleep(0.1)
    raise AssertionError("verifyd did not start")
