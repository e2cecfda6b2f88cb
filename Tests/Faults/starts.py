"""Daemons that cannot start, or are stopped while they start: each one ends by itself, soon.

| fault | what must be true |
|---|---|
| taken | the port of the metrics is another program's: exit code 69, and the port is named |
| SIGTERM | at a random moment of the start: the daemon ends |
"""
import concurrent.futures
import pathlib
import random
import signal
import socket
import subprocess
import time

from installation import BIN, Installation, free_port

AT_ONCE = 8
ENDS_WITHIN = 60  # seconds; a start takes two
TAKEN = 69


def run(figures, scratch, starts, seed):
    installation = Installation(pathlib.Path(scratch) / "starts")
    installation.cli("keys", "init")
    installation.cli("db", "migrate")
    chance = random.Random(seed)
    with socket.create_server(("127.0.0.1", 0)) as listener, concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        taken = listener.getsockname()[1]
        refused = list(pool.map(lambda _: start(installation, taken, None), range(starts)))
        stopped = list(pool.map(lambda after: start(installation, free_port(), after), [chance.uniform(0, 1.5) for _ in range(starts)]))
    for code, text in refused:
        figures.promise(code == TAKEN and f"127.0.0.1:{taken}: Address already in use" in text, f"a daemon whose port is taken: {code}: {text}")
    figures.add("port of the metrics is taken", starts, f"{sum(code == TAKEN for code, _ in refused)} ended and reported it")
    for code, text in stopped:
        # Before it listens to signals, SIGTERM ends it as it ends any program.
        figures.promise(code in (0, -signal.SIGTERM), f"a daemon that was stopped while it started: {code}: {text}")
    figures.add("SIGTERM while it starts", starts, f"{sum(code is not None for code, _ in stopped)} ended")


def start(installation, metrics, stop_after):
    """Starts a daemon; returns its exit code, None when it had to be killed, and what it said."""
    daemon = subprocess.Popen(
        [BIN / "verifyd", "serve", "--listen", f"127.0.0.1:{free_port()}", "--metrics-listen", f"127.0.0.1:{metrics}"],
        env=installation.environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )
    if stop_after is not None:
        time.sleep(stop_after)
        daemon.terminate()
    try:
        text = daemon.communicate(timeout=ENDS_WITHIN)[1]
    except subprocess.TimeoutExpired:
        daemon.kill()
        return None, daemon.communicate()[1].decode()[-300:]
    return daemon.returncode, text.decode()[-300:]
