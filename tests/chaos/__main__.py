"""Prints the table: `python -m tests.chaos 300 5` does 300 faults, drawn from the seed 5."""

import sys
from pathlib import Path
from secrets import randbelow
from tempfile import mkdtemp

from .campaign import Campaign
from .plan import drawn
from .report import report


def main(count: int, seed: int) -> bool:
    """Do `count` faults, print what came of it, and return whether everything held."""
    directory = Path(mkdtemp(prefix="lehr-chaos-"))
    say(f"{count} faults of seed {seed}; the logs are in {directory}.\n")
    aftermath = Campaign(directory, seed).run(drawn(seed, count))
    for line in report(aftermath.hits, aftermath.jobs, aftermath.violations):
        say(line)
    return not aftermath.violations


def say(line: str) -> None:
    """Print at once, for those who watch a long round."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(not main(int(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else randbelow(1_000)))
