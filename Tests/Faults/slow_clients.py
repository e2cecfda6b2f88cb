"""Slow and endless clients: a header at a byte a second, idle connections, a body without end."""
import pathlib
import random
import resource
import socket
import threading
import time

from calls import Client
from installation import Installation
from people import graduate

DRIP = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: " + b"a" * 10_000
USUAL, LONGEST = 1.0, 5.0  # seconds that 99 of 100 requests of the others, and all, may take on a busy machine
MEGABYTE = bytes(1 << 20)


class Nuisance:
    """Everything that misbehaves, until `stopping` is set."""

    def __init__(self, installation, slow, idle, body):
        self.address = ("127.0.0.1", installation.port)
        self.api_key = installation.api_key
        self.stopping = threading.Event()
        self.slow = [socket.create_connection(self.address) for _ in range(slow)]
        self.idle = [socket.create_connection(self.address) for _ in range(idle)]
        self.body = body
        self.closed = 0
        self.taken = 0
        self.answer = b""
        self.threads = [threading.Thread(target=self.drip), threading.Thread(target=self.pour)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join()
        for connection in self.slow + self.idle:
            connection.close()

    def drip(self):
        """A byte a second on each slow connection."""
        alive, index = list(self.slow), 0
        while not self.stopping.wait(1):
            for connection in list(alive):
                try:
                    connection.send(DRIP[index : index + 1])
                    connection.setblocking(False)
                    if connection.recv(1000) == b"":
                        raise ConnectionResetError
                except BlockingIOError:
                    continue
                except OSError:
                    alive.remove(connection)
                    self.closed += 1
            index += 1

    def pour(self):
        """A body that says nothing about its end."""
        connection = socket.create_connection(self.address, timeout=20)
        head = (
            "POST /api/v1/uploads HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/csv\r\n"
            f"Authorization: Bearer {self.api_key}\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        try:
            connection.sendall(head.encode())
            while self.taken < self.body and not self.stopping.is_set():
                connection.sendall(b"100000\r\n" + MEGABYTE + b"\r\n")
                self.taken += len(MEGABYTE)
        except OSError:
            pass
        try:
            self.answer = connection.recv(4000)
        except OSError:
            pass
        connection.close()


def run(figures, scratch, seconds, slow=200, idle=1000, body=1 << 30):
    allow_descriptors(slow + idle + 200)
    installation = Installation(pathlib.Path(scratch) / "slow").found()
    # Everyone here has one address, as people behind an operator have.
    installation.start("--set", "limits.header-time=5s", "--set", "limits.connections-per-network=0")
    client = Client(installation)
    codes = [client.issue(graduate(number))[2]["code"] for number in range(50)]
    memory = resident(installation)
    with Nuisance(installation, slow, idle, body) as nuisance:
        times = serve_others(figures, installation, codes, seconds)
        grown = resident(installation) - memory
    figures.promise(nuisance.closed == slow, f"slow clients: {slow - nuisance.closed} of {slow} were not closed")
    figures.promise(nuisance.taken < body, "slow clients: the endless body was taken whole")
    answer = nuisance.answer.split(b"\r\n")[0].decode() or "closed"
    figures.promise("413" in answer or answer == "closed", f"slow clients: the endless body got {answer}")
    times.sort()
    usual = times[len(times) * 99 // 100]
    figures.promise(
        usual < USUAL and times[-1] < LONGEST,
        f"slow clients: one in a hundred others waited {usual:.2f} s, one {times[-1]:.2f} s",
    )
    figures.add(
        f"{slow} slow, {idle} idle, one of {body >> 20} MiB",
        f"{seconds} s",
        f"others: {len(times)} requests, p99 {usual * 1000:.0f} ms; endless body: {answer} "
        f"after {nuisance.taken >> 20} MiB; memory +{grown >> 20} MiB",
    )
    installation.stop()


def serve_others(figures, installation, codes, seconds):
    """Verifies on new and kept connections; how long each request took."""
    times, end = [], time.monotonic() + seconds
    kept, chance = Client(installation), random.Random(1)
    while time.monotonic() < end:
        for client in (kept, Client(installation)):
            began = time.monotonic()
            verdict = client.verdict(chance.choice(codes))
            times.append(time.monotonic() - began)
            figures.promise(verdict == "VALID", f"slow clients: another client got {verdict}")
        client.close()
        time.sleep(0.002)
    return times


def resident(installation):
    """The daemon's memory in bytes."""
    with open(f"/proc/{installation.daemon.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def allow_descriptors(count):
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, max(count, 4096)), most))
