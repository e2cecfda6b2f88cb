"""Repeats the attacks of the security review against a running daemon: `make attacks`, or `scripts/attacks NAME…`.

Each attack prints what it tried and what it got; one that succeeds is a broken promise and exit code 1. The tests of the modules
hold the same promises with gates in the writer, without luck; here the programs are attacked from outside, as they are shipped.
"""
import pathlib
import shutil
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Faults"))
sys.path.insert(0, str(HERE))

import edge
import files
import guesses
import stored
from figures import Figures, say

ATTACKS = {
    "birth-years": guesses.birth_years,
    "birth-years-cluster": guesses.birth_years_of_two_daemons,
    "tags": guesses.tags,
    "misses": guesses.misses,
    "batch-misses": guesses.batch_misses,
    "rows": stored.rows,
    "schema": stored.schema,
    "reissue": stored.reissue,
    "former-codes": stored.former_codes,
    "access-log": stored.access_log,
    "links": files.links,
    "special-files": files.special_files,
    "rollback": files.rollback,
    "flood": edge.flood,
    "unread": edge.unread,
    "requests": edge.requests,
}


def main():
    figures = Figures()
    names = sys.argv[1:] or list(ATTACKS)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="sehat-attacks-"))
    try:
        for name in names:
            if name not in ATTACKS:
                sys.exit(f"there is no attack {name}; there are {', '.join(ATTACKS)}")
            say(f"== {name}")
            place = scratch / name
            place.mkdir()
            ATTACKS[name](figures, place)
        figures.print()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    sys.exit(1 if figures.broken else 0)


if __name__ == "__main__":
    main()
