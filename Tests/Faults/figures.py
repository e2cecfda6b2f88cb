"""What was found, as a table, and what was promised but not kept."""
import sys
import time


class Figures:
    """Rows of a table, and the promises that were broken."""

    def __init__(self):
        self.rows = []
        self.broken = []
        self.began = time.monotonic()

    def add(self, what, times, found):
        """Adds a row, and prints it immediately too, because the whole run takes long."""
        self.rows.append((what, str(times), found))
        say(f"{what}: {times}: {found}")

    def promise(self, kept, text):
        """Remembers a broken promise; returns whether it was kept."""
        if not kept:
            text = text if len(text) < 400 else text[:400] + "…"
            self.broken.append(text)
            say(f"BROKEN: {text}")
        return kept

    def print(self):
        titles = ("fault", "times", "found")
        widths = [max(len(row[column]) for row in [titles, *self.rows]) for column in range(3)]
        print()
        for row in [titles, tuple("-" * width for width in widths), *self.rows]:
            print(f"{row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]}")
        print(f"\n{time.monotonic() - self.began:.0f} s, {len(self.broken)} promises broken")
        for text in self.broken:
            print(f"  {text}")


def say(text):
    print(text, file=sys.stderr, flush=True)
