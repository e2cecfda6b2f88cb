"""Every POST three times with the same Idempotency-Key, with impatient clients and a daemon that is killed."""
import pathlib
import queue
import random
import threading
import time

from calls import Client, NoAnswer
from installation import Installation
from people import graduate

CALLERS = 24
COPIES = 3
PATIENCE = 120  # seconds that one POST is repeated until it is answered


class Storm:
    """The POSTs of one run and what became of them."""

    def __init__(self, installation, count, seed):
        self.installation = installation
        self.work = queue.Queue()
        self.lock = threading.Lock()
        self.answers = {}  # number: the bodies of its copies
        self.seen = {}  # what was answered on the way: how often
        self.wrong = []
        chance = random.Random(seed)
        # The copies of a key come close together, so that they meet.
        order = sorted((number + chance.random() * 12, number) for number in range(count) for _ in range(COPIES))
        for _, number in order:
            self.work.put(number)
        self.total = len(order)

    def caller(self, seed):
        chance = random.Random(seed)
        client = Client(self.installation)
        while True:
            try:
                number = self.work.get_nowait()
            except queue.Empty:
                return
            self.insist(client, number, chance)

    def insist(self, client, number, chance):
        """Repeats a POST until it is answered."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            # One in ten hangs up while the daemon still works.
            timeout = chance.uniform(0.0005, 0.02) if chance.random() < 0.1 else 20
            try:
                status, _, answer = client.issue(graduate(number), timeout=timeout, Idempotency_Key=f"key-{number}")
            except NoAnswer:
                self.note("no answer")
                time.sleep(chance.uniform(0, 0.02))
                continue
            self.note(status)
            # 200: it was issued by a daemon that was killed before it could say so.
            if status in (200, 201):
                with self.lock:
                    self.answers.setdefault(number, []).append(answer["code"])
                return
            if status not in (409, 503):
                self.wrong.append(f"graduate {number}: {status} {answer}")
                return
            time.sleep(0.01)
        self.wrong.append(f"graduate {number}: not answered within {PATIENCE} s")

    def note(self, what):
        with self.lock:
            self.seen[what] = self.seen.get(what, 0) + 1


def run(figures, scratch, count, kills, seed):
    installation = Installation(pathlib.Path(scratch) / "idempotency").found()
    installation.start()
    storm = Storm(installation, count, seed)
    threads = [threading.Thread(target=storm.caller, args=(seed + index,)) for index in range(CALLERS)]
    for thread in threads:
        thread.start()
    for kill in range(1, kills + 1):
        # Spread over the work, not over time.
        while storm.work.qsize() > storm.total * (1 - kill / (kills + 1)):
            time.sleep(0.005)
        installation.kill()
        figures.promise(installation.start(), "idempotency: the daemon did not start again")
    for thread in threads:
        thread.join()
    examine(figures, installation, storm, count, kills)
    installation.stop()


def examine(figures, installation, storm, count, kills):
    for text in storm.wrong[:5]:
        figures.promise(False, f"idempotency: {text}")
    copies = sum(len(codes) for codes in storm.answers.values())
    codes = {code for codes in storm.answers.values() for code in codes}
    torn = [number for number, codes in storm.answers.items() if len(set(codes)) != 1]
    figures.promise(copies == count * COPIES, f"idempotency: {copies} answers to {count * COPIES} POSTs")
    figures.promise(not torn, f"idempotency: {len(torn)} keys got different codes")
    figures.promise(len(codes) == count, f"idempotency: {len(codes)} codes for {count} keys")
    rows = installation.degrees()[0]
    figures.promise(rows == count, f"idempotency: {rows} degrees for {count} keys")
    figures.promise(storm.seen.get(409, 0) > 0, "idempotency: no two copies met (409 was never seen)")
    client = Client(installation)
    status, _, answer = client.issue(graduate(count + 1), Idempotency_Key="key-0")
    figures.promise(
        status == 422 and answer.get("code"), f"idempotency: another body with a used key got {status} {answer}"
    )
    figures.promise(installation.degrees()[0] == count, "idempotency: the other body was issued")
    seen = ", ".join(f"{what} × {times}" for what, times in sorted(storm.seen.items(), key=str))
    figures.add(f"{COPIES} copies of a POST, {kills} kills", count, f"{len(codes)} codes; answers: {seen}")
