"""A request with an Idempotency-Key at two daemons on one PostgreSQL, while the one that works on it dies, hangs or is slow.

The other one does it soon after a death, and it is done once whatever happens.
"""
import pathlib
import signal
import subprocess
import threading
import time

from calls import Client, NoAnswer
from cluster import PATIENCE, Member, insist, settled, tally
from ledger import Ledger
from people import graduate
from postgres import PROGRAMS, Servers


class Held:
    """Locks the table of degrees against writes until it is released: requests stay in the middle of their work."""

    def __init__(self, server):
        self.server = server
        self.process = subprocess.Popen(
            [PROGRAMS / "psql", "-qX", "-h", server.home, "-p", str(server.port), "-U", "postgres", "sehat"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self.process.stdin.write("BEGIN;\nLOCK TABLE degree IN EXCLUSIVE MODE;\n")
        self.process.stdin.flush()
        wait(lambda: locks(server, "mode = 'ExclusiveLock' AND relation = 'degree'::regclass"))

    def let_go(self):
        self.process.stdin.close()
        self.process.wait()


def locks(server, condition):
    return int(server.sql(f"SELECT count(*) FROM pg_locks WHERE {condition}"))


def wait(until):
    end = time.monotonic() + PATIENCE
    while not until():
        if time.monotonic() > end:
            raise TimeoutError("what was waited for did not happen")
        time.sleep(0.02)


class Post(threading.Thread):
    """A running request, in a separate thread."""

    def __init__(self, member, number):
        super().__init__()
        self.member, self.number, self.answer = member, number, None
        self.start()

    def run(self):
        self.answer = issue(self.member, self.number)


def issue(member, number, timeout=PATIENCE):
    """Status, headers and body; None without an answer."""
    try:
        return Client(member).issue(graduate(number), timeout=timeout, Idempotency_Key=f"key-{number}")
    except NoAnswer:
        return None


class Pair:
    """Two daemons on one database."""

    def __init__(self, scratch):
        self.servers = Servers()
        self.server = self.servers.primary()
        address = self.servers.address(self.server.port)
        self.first = Member(pathlib.Path(scratch) / "key-1", address, self.server).found()
        self.second = Member(pathlib.Path(scratch) / "key-2", address, self.server, self.first)
        for member in (self.first, self.second):
            member.start()
        self.ledger = Ledger(self.first)

    def held(self, member):
        """A request that stays in the middle of its work at a daemon, and what holds it there."""
        held = Held(self.server)
        post = Post(member, self.ledger.next()[0])
        wait(lambda: locks(self.server, "NOT granted AND relation = 'degree'::regclass"))
        return held, post


def killed(figures, pair, dying, living):
    """Returns the seconds after which the other one has done it."""
    held, post = pair.held(dying)
    dying.kill()
    died = time.monotonic()
    held.let_go()
    post.join()
    seen = {}
    insist(pair.ledger, Client(living), post.number, "key", seen)
    figures.promise(seen.get(409), f"cluster-key: the key of a daemon that had just died was free immediately: {seen}")
    figures.promise(dying.start(), "cluster-key: the daemon did not start again")
    return time.monotonic() - died


def hung(figures, pair):
    """The other one takes the key, and waits for the rows that the first has written and not committed; then that wakes."""
    held, post = pair.held(pair.first)
    pair.first.daemon.send_signal(signal.SIGSTOP)
    held.let_go()
    try:
        wait(lambda: issue(pair.second, post.number, timeout=0.5) is None or locks(pair.server, "NOT granted"))
    finally:
        pair.first.daemon.send_signal(signal.SIGCONT)
    post.join()
    insist(pair.ledger, Client(pair.second), post.number, "key", {})
    status = post.answer and post.answer[0]
    figures.promise(status in (201, 409), f"cluster-key: the daemon that hung answered {post.answer}")
    return status


def slow(figures, pair, seconds):
    """Who lives keeps the key, however long the work is."""
    pair.server.sql("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                    f"PERFORM pg_sleep({seconds}); RETURN NEW; END $$")
    pair.server.sql("CREATE TRIGGER slow BEFORE INSERT ON degree FOR EACH ROW EXECUTE FUNCTION slow()")
    post, seen = Post(pair.first, pair.ledger.next()[0]), {}
    end = time.monotonic() + seconds - 1
    time.sleep(0.5)
    while time.monotonic() < end:
        answer = issue(pair.second, post.number)
        seen[answer and answer[0]] = seen.get(answer and answer[0], 0) + 1
        time.sleep(0.1)
    post.join()
    # With its function: what is left in the schema would end the start of a daemon.
    pair.server.sql("DROP FUNCTION slow() CASCADE")
    status, fields, again = issue(pair.second, post.number)
    figures.promise(set(seen) == {409}, f"cluster-key: while the first worked, the other answered {tally(seen)}")
    figures.promise(
        post.answer and post.answer[2] == again and fields.get("idempotency-replayed") == "true",
        f"cluster-key: the first was answered {post.answer}, the other one {status} {again}")
    pair.ledger.acknowledge(post.number, again.get("code"))


def run(figures, scratch, kills, seconds):
    pair = Pair(scratch)
    both = [(pair.first, pair.second), (pair.second, pair.first)]
    times = [killed(figures, pair, *both[turn % 2]) for turn in range(kills)]
    woken = [hung(figures, pair) for _ in range(kills)]
    slow(figures, pair, seconds)
    issued = settled(figures, "cluster-key", pair.ledger, [pair.first, pair.second])
    figures.promise(issued == 2 * kills + 1, f"cluster-key: {issued} degrees for {2 * kills + 1} requests")
    for member in (pair.first, pair.second):
        member.stop()
    pair.servers.end()
    figures.add("daemon killed in a request with a key", kills, f"the other did it, once, {min(times):.0f}–{max(times):.0f} s later")
    figures.add("daemon hung in a request with a key", kills,
                f"once; on waking it answered {tally({status: woken.count(status) for status in woken})}")
    figures.add("slow work under a key", 1, f"the other answered 409 for {seconds} s, then the same answer")
