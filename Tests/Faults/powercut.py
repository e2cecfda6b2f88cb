"""Simulated power cuts: builds powercut.c, runs programs under it and puts the flushed state back."""
import pathlib
import random
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
BLOCK = 512  # what a disk writes whole


class PowerCut:
    """A directory tree whose power can be cut."""

    def __init__(self, tree, scratch, torn=None):
        """`torn` is a random.Random: then some of the blocks that were not flushed stay, others do not."""
        self.tree = pathlib.Path(tree)
        self.shadow = pathlib.Path(scratch) / "shadow"
        self.torn = torn

    def environment(self, at=None):
        """What a program needs in its environment; `at` cuts the power at its so-many-th change."""
        shutil.rmtree(self.shadow, ignore_errors=True)
        self.shadow.mkdir(parents=True)
        variables = {
            "LD_PRELOAD": str(library()),
            "POWERCUT_TREE": str(self.tree),
            "POWERCUT_SHADOW": str(self.shadow),
        }
        if at is not None:
            variables["POWERCUT_AT"] = str(at)
        return variables

    def restore(self):
        """Leaves in the tree what had been flushed; returns how many files that changed."""
        changed = 0
        for manifest in sorted(self.shadow.glob("names/*.dir")):
            directory, *lines = manifest.read_text().splitlines()
            directory = pathlib.Path(directory)
            flushed = {name: (identity, mode) for identity, mode, name in (line.split(" ", 2) for line in lines)}
            contents = {name: self._content(directory / name, identity) for name, (identity, _) in flushed.items()}
            for path in directory.iterdir():
                if path.is_file() and path.name not in flushed:
                    path.unlink()
                    changed += 1
            for name, (_, mode) in flushed.items():
                path = directory / name
                if not path.exists() or path.read_bytes() != contents[name]:
                    changed += 1
                    # A new inode, as the former one may have been removed and be another file by now.
                    path.unlink(missing_ok=True)
                    path.write_bytes(contents[name])
                path.chmod(int(mode, 8))
        return changed

    def _content(self, path, identity):
        flushed = (self.shadow / "files" / identity).read_bytes()
        if self.torn is None or not path.exists():
            return flushed
        latest = path.read_bytes()
        length = self.torn.randint(min(len(flushed), len(latest)), max(len(flushed), len(latest)))
        share = self.torn.random()
        blocks = bytearray()
        for start in range(0, length, BLOCK):
            old, new = flushed[start : start + BLOCK], latest[start : start + BLOCK]
            blocks += (new if old == new or self.torn.random() < share else old).ljust(BLOCK, b"\0")
        return bytes(blocks[:length])


def library():
    """The compiled library, made again when its source is newer."""
    built = HERE.parent.parent / ".build" / "powercut.so"
    sources = [HERE / "powercut.c", HERE / "powercut_shadow.h"]
    if not built.exists() or built.stat().st_mtime < max(source.stat().st_mtime for source in sources):
        built.parent.mkdir(exist_ok=True)
        subprocess.run(
            [shutil.which("cc") or "clang", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", built, sources[0], "-ldl", "-lpthread"],
            check=True,
        )
    return built


WRITER = """
import os, sqlite3, sys
path, synchronous = sys.argv[1:]
db = sqlite3.connect(path, isolation_level=None)
db.execute("PRAGMA journal_mode = WAL")
db.execute("PRAGMA synchronous = " + synchronous)
db.execute("PRAGMA wal_autocheckpoint = 20")
db.execute("CREATE TABLE IF NOT EXISTS n (i INTEGER PRIMARY KEY, filling TEXT)")
i = db.execute("SELECT coalesce(max(i), 0) FROM n").fetchone()[0]
while True:
    i += 1
    db.execute("INSERT INTO n VALUES (?, hex(randomblob(200)))", (i,))
    os.write(1, b"%d\\n" % i)
"""


def rehearse(scratch, cuts, seed):
    """Cuts the power of a bare sqlite3: nothing acknowledged may be lost with FULL, something must be with NORMAL.

    Returns the rows of figures and what went wrong.
    """
    import sqlite3
    import sys

    chance = random.Random(seed)
    rows, wrong = [], []
    for synchronous in ["FULL", "NORMAL"]:
        tree = pathlib.Path(scratch) / f"rehearsal-{synchronous}"
        tree.mkdir(parents=True)
        acknowledged, lost, cut = 0, 0, 0
        while cut < cuts:
            power = PowerCut(tree, tree.parent / f"{tree.name}-shadow", torn=chance if cut % 2 else None)
            run = subprocess.run(
                [sys.executable, "-c", WRITER, tree / "n.db", synchronous],
                env=power.environment(at=chance.randint(1, 400)),
                stdout=subprocess.PIPE,
                check=False,
            )
            lines = run.stdout.split()
            acknowledged = max([acknowledged, *map(int, lines)])
            power.restore()
            found = 0
            if (tree / "n.db").exists() and (tree / "n.db").stat().st_size:
                db = sqlite3.connect(tree / "n.db")
                if db.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                    wrong.append(f"rehearsal {synchronous}: the file is damaged after cut {cut}")
                if db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                    found = db.execute("SELECT count(*) FROM n").fetchone()[0]
                db.close()
            lost += max(0, acknowledged - found)
            acknowledged = found
            cut += 1
        rows.append((f"power cuts, bare sqlite3, {synchronous}", cuts, f"{lost} rows lost"))
        if synchronous == "FULL" and lost:
            wrong.append(f"rehearsal: {lost} acknowledged rows lost with FULL")
        if synchronous == "NORMAL" and not lost:
            wrong.append("rehearsal: nothing lost with NORMAL, so the power cut is blind")
    return rows, wrong
