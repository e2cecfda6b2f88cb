"""Two daemons on one PostgreSQL: a daemon dies over an upload, the primary dies under load, commits are cut.

Nothing acknowledged may be lost, nothing may be doubled.
"""
import pathlib
import random
import shutil
import socket
import subprocess
import threading
import time

from calls import Client, NoAnswer
from cut import Cutter
from installation import Installation, free_port
from ledger import Ledger
from people import graduate, table
from postgres import Servers

CALLERS = 8
PATIENCE = 90  # seconds that one question is repeated until it is answered


class Member(Installation):
    """One of several daemons on a database; its keys are a separate copy."""

    def __init__(self, home, location, server, first=None):
        super().__init__(home)
        self.location = location
        self.server = server
        if first:
            shutil.copytree(first.keys, self.keys)
            self.api_key = first.api_key

    def degrees(self):
        counts = self.server.sql("SELECT count(*), count(DISTINCT graduate) FROM degree")
        return tuple(int(count) for count in counts.split("|"))


class Balancer:
    """HAProxy before the daemons, which it asks whether they are ready."""

    def __init__(self, home, members):
        self.port, self.api_key = free_port(), members[0].api_key
        servers = "\n".join(
            f"    server s{member.port} 127.0.0.1:{member.port}\n"
            f"    server s{member.port}-anyway 127.0.0.1:{member.port} no-check backup" for member in members)
        configuration = pathlib.Path(home) / "haproxy.cfg"
        configuration.write_text(f"""
defaults
    mode http
    timeout connect 2s
    timeout client 65s
    timeout server 65s
    retries 2
    option redispatch
frontend all
    bind 127.0.0.1:{self.port}
    default_backend daemons
backend daemons
    balance roundrobin
    option httpchk
    http-check send meth GET uri /readyz ver HTTP/1.1 hdr Host localhost
    http-check expect status 200
    default-server check inter 500ms fall 2 rise 1
    option allbackups
{servers}
""")
        program = shutil.which("haproxy") or "/usr/sbin/haproxy"
        self.process = subprocess.Popen([program, "-db", "-q", "-f", configuration], stdin=subprocess.DEVNULL)

    def end(self):
        self.process.terminate()
        self.process.wait()


def settled(figures, name, ledger, members):
    """After the fault: what was acknowledged is there, once each, and the database is in order."""
    lost = ledger.lost()
    figures.promise(
        not lost, f"{name}: {len(lost)} of {len(ledger.codes)} acknowledged codes are lost: {tally(ledger.verdicts)}")
    rows, graduates = members[0].degrees()
    figures.promise(rows == graduates, f"{name}: {rows} degrees for {graduates} graduates")
    figures.promise(
        len(ledger.codes) <= rows <= len(ledger.attempted),
        f"{name}: {rows} degrees, {len(ledger.codes)} acknowledged, {len(ledger.attempted)} asked for",
    )
    problem = members[0].check()
    figures.promise(problem is None, f"{name}: db check: {problem}")
    for text in ledger.wrong[:5]:
        figures.promise(False, f"{name}: {text}")
    return rows


def insist(ledger, client, number, name, seen):
    """Issues a degree, asking again until it is answered."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            status, _, answer = client.issue(graduate(number), Idempotency_Key=f"{name}-{number}")
        except NoAnswer:
            status = "no answer"
        seen[status] = seen.get(status, 0) + 1
        if status in (200, 201):
            ledger.acknowledge(number, answer["code"])
            return True
        if status not in ("no answer", 409, 502, 503, 504):
            ledger.wrong.append(f"graduate {number}: {status} {answer}")
            return False
        time.sleep(0.02)
    ledger.wrong.append(f"graduate {number}: not answered within {PATIENCE} s")
    return False


def upload(figures, scratch, kills, rows, seed):
    """kill -9 of the daemon that works on an upload, and of one that receives it: the other one does it."""
    chance = random.Random(seed)
    servers = Servers()
    server = servers.primary()
    first = Member(pathlib.Path(scratch) / "upload-1", servers.address(server.port), server).found()
    second = Member(pathlib.Path(scratch) / "upload-2", servers.address(server.port), server, first)
    members = [first, second]
    ledger = Ledger(first)
    times = []
    for member in members:
        figures.promise(member.start(), "cluster-upload: a daemon does not start")
    for turn in range(kills):
        dying, living = members if turn % 2 == 0 else reversed(members)
        numbers = ledger.next(rows)
        half_received(dying, table(numbers))
        location = Client(dying).upload(table(numbers))
        other = Client(living)
        began = time.monotonic()
        until = chance.randrange(rows // 2)
        while other.call("GET", location)[2]["records"] <= until and time.monotonic() < began + PATIENCE:
            time.sleep(0.005)
        dying.kill()
        died = time.monotonic()
        done = other.call("GET", location)[2]["records"]
        figures.promise(done < rows, f"cluster-upload: the upload was done before its daemon died ({done} of {rows})")
        ledger._finish(other, location, list(numbers), died + PATIENCE)
        times.append(time.monotonic() - died)
        figures.promise(dying.start(), "cluster-upload: the daemon did not start again")
    issued = settled(figures, "cluster-upload", ledger, members)
    figures.promise(issued == kills * rows, f"cluster-upload: {issued} degrees of {kills * rows} rows")
    for member in members:
        member.stop()
    servers.end()
    figures.add("daemon killed in an upload, the other ends it", kills,
                f"{issued} of {kills * rows} rows once each; taken over and done after {min(times):.0f}–{max(times):.0f} s")


def half_received(member, content):
    """Sends half of an upload and leaves the connection open; nothing of it may be processed."""
    connection = socket.create_connection(("127.0.0.1", member.port))
    connection.sendall(
        f"POST /api/v1/uploads?issue=true HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {member.api_key}\r\n"
        f"Content-Type: text/csv\r\nContent-Length: {len(content)}\r\n\r\n".encode() + content[: len(content) // 2])
    # Left open: the daemon dies while it waits for the rest.
    member.held = connection


def promote(figures, scratch, deaths, seconds, seed):
    """kill -9 of the primary under load; its synchronous follower becomes the primary."""
    servers = Servers()
    primary = servers.primary()
    ports = [primary.port + index for index in range(deaths + 1)]
    address = servers.address(*ports)
    first = Member(pathlib.Path(scratch) / "promote-1", address, primary).found()
    second = Member(pathlib.Path(scratch) / "promote-2", address, primary, first)
    members = [first, second]
    follower = servers.follower(primary)
    for member in members:
        figures.promise(member.start("--replica", servers.address(follower.port)), "cluster-promote: a daemon does not start")
    balancer = Balancer(scratch, members)
    time.sleep(1)
    ledger, seen, verdicts, moments = Ledger(first), {}, {}, []
    stop = threading.Event()

    def issuing():
        client = Client(balancer)
        while not stop.is_set():
            if insist(ledger, client, ledger.next()[0], "promote", seen):
                moments.append(time.monotonic())

    def looking(chance):
        client = Client(balancer)
        while not stop.is_set():
            with ledger.lock:
                code = chance.choice(list(ledger.codes.values())) if ledger.codes else None
            try:
                verdict = client.verdict(code) if code else "nothing yet"
            except NoAnswer:
                verdict = "no answer"
            verdicts[verdict] = verdicts.get(verdict, 0) + 1
            time.sleep(0.002)

    threads = [threading.Thread(target=issuing) for _ in range(CALLERS)]
    threads += [threading.Thread(target=looking, args=(random.Random(seed + index),)) for index in range(2)]
    for thread in threads:
        thread.start()
    recoveries = []
    for turn in range(deaths):
        time.sleep(seconds)
        died = time.monotonic()
        primary.kill()
        follower.promote()
        primary = follower
        while not any(moment > died + 0.05 for moment in moments[-64:]) and time.monotonic() < died + PATIENCE:
            time.sleep(0.01)
        recoveries.append(next((moment for moment in moments if moment > died + 0.05), died + PATIENCE) - died)
        if turn + 1 < deaths:
            follower = servers.follower(primary)
    time.sleep(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    for member in members:
        member.server = primary
    issued = settled(figures, "cluster-promote", ledger, members)
    strange = {verdict: times for verdict, times in verdicts.items()
               if verdict not in ("VALID", "no answer", "nothing yet") and not verdict.startswith("HTTP 5")}
    figures.promise(not strange, f"cluster-promote: genuine codes were answered {strange}")
    balancer.end()
    for member in members:
        member.stop()
    servers.end()
    figures.add("primary killed, its follower promoted", deaths,
                f"0 of {len(ledger.codes)} acknowledged lost, {issued} degrees once each; "
                f"issuing again after {min(recoveries):.1f}–{max(recoveries):.1f} s; issues {tally(seen)}; looks {tally(verdicts)}")


def commit(figures, scratch, count, one_in, seed):
    """Connections that break in the middle of COMMIT, before, while and after the server receives it."""
    servers = Servers()
    server = servers.primary()
    direct = servers.address(server.port)
    first = Member(pathlib.Path(scratch) / "commit-1", direct, server).found()
    second = Member(pathlib.Path(scratch) / "commit-2", direct, server, first)
    cutters = [Cutter(servers, server, 5600 + index, seed + index) for index in range(2)]
    members = [first, second]
    for index, member in enumerate(members):
        member.location = servers.address(5600 + index)
        figures.promise(member.start(), "cluster-commit: a daemon does not start")
    for cutter in cutters:
        cutter.one_in = one_in
    ledger, seen = Ledger(first), {}
    numbers = iter(range(count))
    lock = threading.Lock()

    def caller(client):
        while True:
            with lock:
                if next(numbers, None) is None:
                    return
            insist(ledger, client, ledger.next()[0], "commit", seen)

    began = time.monotonic()
    threads = [threading.Thread(target=caller, args=(Client(members[index % 2]),)) for index in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    for member in members:
        member.stop()
        member.location = direct
    issued = settled(figures, "cluster-commit", ledger, members)
    figures.promise(issued == count, f"cluster-commit: {issued} degrees for {count} graduates")
    cuts = {way: sum(cutter.cuts[way] for cutter in cutters) for way in cutters[0].cuts}
    figures.promise(min(cuts.values()) > 0, f"cluster-commit: not every way of cutting was tried: {cuts}")
    servers.end()
    figures.add("connection cut in the middle of COMMIT", sum(cuts.values()),
                f"{issued} of {count} issued, once each, in {took:.0f} s; cut {tally(cuts)}; answers {tally(seen)}")


def tally(counts):
    return ", ".join(f"{what} × {times}" for what, times in sorted(counts.items(), key=str))
