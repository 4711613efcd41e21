"""What a preview costs beside a route that answers constant bytes: `make bench-preview`."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, repeat
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from load import Load, run

from lehr.dialects import ScheduleEntry, catalogue
from lehr.local.children import Program
from lehr.store.migrating import upgrade
from lehr.testing.servers import embedded_postgres, embedded_valkey, running
from lehr.testing.service import free_port

ROUNDS = 21
"""Many and short: what else the machine does then meets all paths alike."""
SECONDS = 0.5
STEPS = 10_000
QUERIES = 20_000
"""So many different ones are more than any cache of the service holds."""


def main() -> None:
    """Print medians over some rounds, each of which asks for everything in turn."""
    fresh = list(queries())
    asked = {
        "constant": repeat("/constant/small"),
        "constant of the same size": repeat("/constant/large"),
        # A round goes on where the one before has ended: what it asks for is not kept.
        "preview, fresh": cycle(fresh),
        "preview, repeated": repeat(fresh[0]),
    }
    with serving() as port:
        for paths in asked.values():
            run(port, paths, SECONDS)
        rounds = [
            {name: run(port, paths, SECONDS) for name, paths in asked.items()}
            for _ in range(ROUNDS)
        ]
    for name in asked:
        show(name, [(one[name], one["constant"]) for one in rounds])


def queries() -> Iterator[str]:
    """Yield previews of 1,000 points of every flat kind in turn, no two of them alike."""
    flat = [entry.example for entry in catalogue() if is_flat(entry)]
    for number in range(QUERIES):
        turn, kind = divmod(number, len(flat))
        options = {"steps": STEPS + turn}
        yield f"/schedules/preview?{urlencode({**flat[kind], **options}, doseq=True)}"


def is_flat(entry: ScheduleEntry) -> bool:
    """Tell whether a query can hold it: no schedule stands inside, and it needs no metric."""
    return "{" not in str(list(entry.example.values())) and not entry.feedback


def show(name: str, loads: list[tuple[Load, Load]]) -> None:
    """Print one line: the rate, and how rate and p99 compare with the constant's."""
    rate = median(load.rate for load, _ in loads)
    rates = median(load.rate / constant.rate for load, constant in loads)
    slowest = median(load.p99 / constant.p99 for load, constant in loads)
    print(f"{name:26} {rate:7.0f} requests/s {rates:6.2f} of constant; p99 {slowest:5.2f} times")


@contextmanager
def serving() -> Iterator[int]:
    """Run the API in one process beside its servers, and give its port."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="lehr-bench-") as name:
        home = Path(name)
        for directory in ("postgres", "valkey"):
            (home / directory).mkdir()
        with embedded_postgres(home / "postgres") as database:
            upgrade(database)
            with embedded_valkey(home / "valkey") as broker:
                urls = {"DATABASE_URL": database, "REDIS_URL": broker}
                with running(program(port, urls, home / "log")):
                    yield port


def program(port: int, urls: dict[str, str], log: Path) -> Program:
    """Return the program that serves the API and the constants."""
    return Program(
        name="api",
        command=[sys.executable, str(Path(__file__).with_name("preview_app.py")), str(port)],
        environment={**os.environ, **urls},
        log=log,
        is_ready=lambda _: "Uvicorn running" in log.read_text(),
    )


if __name__ == "__main__":
    main()
