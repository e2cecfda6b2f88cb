"""A key directory of another user: links, special files, an older keyring."""
import os
import shutil
import threading

from calls import Client
from installation import Installation, Refused
from people import graduate


def links(figures, place):
    """Root rotates keys in a directory whose files are links to a file of root."""
    if os.geteuid() != 0:
        figures.add("links in a key directory", 0, "not tried: it needs root")
        return
    for name in ("ceremony.log", "lock"):
        for kind in ("symbolic", "hard"):
            home = place / f"{kind}-{name}"
            installation = Installation(home).found()
            target = home / "target"
            target.write_text("root's\n")
            target.chmod(0o600)
            (installation.keys / name).unlink(missing_ok=True)
            (os.symlink if kind == "symbolic" else os.link)(target, installation.keys / name)
            os.chown(installation.keys, 65534, 65534)
            try:
                installation.cli("keys", "rotate", "--purpose", "code")
                outcome = "rotated"
            except Refused as refusal:
                outcome = "refused: " + str(refusal).splitlines()[-1][:80]
            state = target.stat()
            unchanged = (target.read_text(), state.st_uid, state.st_mode & 0o777) == ("root's\n", 0, 0o600)
            figures.add(f"{name} is a {kind} link", 1, f"{outcome}; the target is unchanged: {unchanged}")
            figures.promise(unchanged and outcome != "rotated", f"{name}, {kind}: {outcome}, unchanged {unchanged}")


def special_files(figures, place):
    """A FIFO in place of a key file, while a daemon runs."""
    installation = Installation(place).found()
    installation.start("--set", "keys-watch=200ms")
    client = Client(installation)
    code = client.issue(graduate(1))[2]["code"].replace(" ", "")
    keyring = installation.keys / "keyring.json"
    keyring.rename(keyring.with_suffix(".aside"))
    os.mkfifo(keyring)
    answers = []
    for _ in range(50):
        answers.append(client.verdict(code))
        threading.Event().wait(0.1)
    keyring.unlink()
    keyring.with_suffix(".aside").rename(keyring)
    figures.add("a FIFO in place of keyring.json, for 5 s", 50, f"answers {set(answers)}")
    figures.promise(set(answers) == {"VALID"}, f"answers {set(answers)}")
    installation.stop()


def rollback(figures, place):
    """Puts the keyring of before a compromise back, with the log removed, cut, or put back too."""
    for kind in ("removed", "cut", "put back"):
        home = place / kind.replace(" ", "-")
        installation = Installation(home).found()
        installation.start()
        code = Client(installation).issue(graduate(1))[2]["code"].replace(" ", "")
        installation.stop()
        shutil.copytree(installation.keys, home / "before")
        key = next(key for key in installation.json("keys", "list") if key["purpose"] == "code" and key["state"] == "active")
        installation.cli("keys", "rotate", "--purpose", "code")
        installation.cli("keys", "compromise", key["id"], "--since", "2020-01-01T00:00:00Z", "--yes")
        log = installation.keys / "ceremony.log"
        for file in (home / "before").iterdir():
            if file.name != "ceremony.log" or kind == "put back":
                shutil.copy2(file, installation.keys / file.name)
        if kind == "removed":
            log.unlink()
        elif kind == "cut":
            log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
        starts = installation.start()
        verdict = Client(installation).verdict(code) if starts else "-"
        figures.add(f"an older keyring, the log {kind}", 1, f"a daemon starts: {starts}; the compromised key's code: {verdict}")
        figures.promise(not starts, f"rollback, log {kind}: starts, {verdict}")
        installation.stop()
