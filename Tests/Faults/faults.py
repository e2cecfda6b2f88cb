"""Injects faults and checks the promises afterwards: `make faults`, or `scripts/faults --quick` in CI.

Parts: powercut, kills, cases, cases-postgres, roles, sign-in, disk, idempotency, rotation, slow, starts, messages, cluster-upload,
cluster-key, cluster-promote, cluster-commit. Exit code 1 when a promise was broken; the installation is then kept in the directory that is named at the end.
"""
import argparse
import dataclasses
import os
import pathlib
import shutil
import signal
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import cases
import cluster
import cluster_keys
import full_disk
import idempotency
import kills
import messages
import powercut
import roles
import rotation
import sign_in
import slow_clients
import starts
from figures import Figures, say
from ledger import NotAsked


@dataclasses.dataclass
class Counts:
    """How often each fault is made."""

    deaths: int = 200
    control: int = 20
    case_deaths: int = 200
    sign_ins: int = 100
    sign_in_seconds: int = 600
    rehearsals: int = 100
    disks: int = 10
    posts: int = 10_000
    post_kills: int = 10
    rotations: int = 50
    rotation_kills: int = 50
    slow_seconds: int = 30
    starts: int = 200
    messages: int = 200
    message_kills: int = 40
    daemons: int = 10
    daemon_rows: int = 20_000
    key_kills: int = 5
    key_seconds: int = 30
    primaries: int = 5
    primary_seconds: int = 5
    commits: int = 10_000
    cut_one_in: int = 20


QUICK = Counts(
    deaths=8, control=3, case_deaths=8, sign_ins=12, sign_in_seconds=40, rehearsals=12, disks=1, posts=300, post_kills=2, rotations=3, rotation_kills=4, slow_seconds=12, starts=16,
    messages=24, message_kills=8,
    daemons=1, daemon_rows=3_000, key_kills=1, key_seconds=15, primaries=1, primary_seconds=3, commits=300, cut_one_in=6,
)


def parts(counts, figures, scratch, seed):
    """The faults, by name."""

    def power_cut():
        rows, wrong = powercut.rehearse(scratch, counts.rehearsals, seed)
        for row in rows:
            figures.add(*row)
        for text in wrong:
            figures.promise(False, text)
        kills.run(figures, scratch, counts.deaths, seed, power=True)
        kills.control(figures, scratch, counts.control, seed)

    return {
        "powercut": power_cut,
        "kills": lambda: kills.run(figures, scratch, counts.deaths, seed, power=False),
        "cases": lambda: cases.sqlite(figures, scratch, counts.case_deaths, seed),
        "cases-postgres": lambda: cases.postgres(figures, scratch, counts.case_deaths, seed),
        "roles": lambda: roles.run(figures, scratch, counts.deaths, seed),
        "sign-in": lambda: sign_in.run(figures, scratch, counts.sign_ins, counts.sign_in_seconds, seed),
        "disk": lambda: full_disk.run(figures, scratch, counts.disks),
        "idempotency": lambda: idempotency.run(figures, scratch, counts.posts, counts.post_kills, seed),
        "rotation": lambda: rotation.run(figures, scratch, counts.rotations, counts.rotation_kills, seed),
        "slow": lambda: slow_clients.run(figures, scratch, counts.slow_seconds),
        "starts": lambda: starts.run(figures, scratch, counts.starts, seed),
        "messages": lambda: messages.run(figures, scratch, counts.messages, counts.message_kills, seed),
        "cluster-upload": lambda: cluster.upload(figures, scratch, counts.daemons, counts.daemon_rows, seed),
        "cluster-key": lambda: cluster_keys.run(figures, scratch, counts.key_kills, counts.key_seconds),
        "cluster-promote": lambda: cluster.promote(figures, scratch, counts.primaries, counts.primary_seconds, seed),
        "cluster-commit": lambda: cluster.commit(figures, scratch, counts.commits, counts.cut_one_in, seed),
    }


def make_scratch():
    """A directory for this run; those of runs that were killed are removed first."""
    temporary = pathlib.Path(tempfile.gettempdir())
    for left in temporary.glob("sehat-faults-run-*"):
        if not pathlib.Path("/proc", left.name.split("-")[3]).exists():
            shutil.rmtree(left, ignore_errors=True)
    return pathlib.Path(tempfile.mkdtemp(prefix=f"sehat-faults-run-{os.getpid()}-"))


def keep(scratch):
    """Keeps the installation under a name that no later run removes."""
    print(f"what is left is in {scratch.rename(scratch.with_name(scratch.name.replace('-run-', '-found-')))}")


def main():
    # An end from outside runs what unmounts, ends daemons and removes directories, like any other end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("part", nargs="*", help="only these parts")
    arguments.add_argument("--quick", action="store_true", help="fewer of each, for CI")
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    figures = Figures()
    scratch = make_scratch()
    # A caller that ends early has tested less than was planned.
    threading.excepthook = lambda end: figures.promise(False, f"a caller ended by {end.exc_type.__name__}: {end.exc_value}")
    try:
        every = parts(QUICK if chosen.quick else Counts(), figures, scratch, chosen.seed)
        for name in chosen.part or every:
            if name not in every:
                arguments.error(f"there is no part {name}; there are {', '.join(every)}")
            say(f"== {name}")
            try:
                every[name]()
            except NotAsked as error:
                figures.promise(False, f"{name}: whether anything is lost is not known: {error}")
        figures.print()
        if figures.broken:
            keep(scratch)
            sys.exit(1)
    except Exception:
        keep(scratch)
        raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
