"""How a Lehr takes 50 jobs a second for half a minute, and ends them: `make bench-post`."""

import asyncio
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

import uvloop

from lehr.testing import wait_until
from lehr.testing.service import Service, ionosphere, serving

RATE = 50
SECONDS = 30
LABEL = "bench"
EPOCHS = 5
UNFINISHED = ("queued", "running")
PATIENCE_SECONDS = 600
"""In which all jobs must have ended."""


@dataclass
class Posts:
    """What became of the requests: seconds from when each was due to its answer."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def post(self, port: int, due: float, seed: int) -> None:
        """Post a job when it is due, on a connection of its own, however the others fare."""
        await asyncio.sleep(due - perf_counter())
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(_request(ionosphere(epochs=EPOCHS, seed=seed, labels={LABEL: "post"})))
        status = await reader.readline()
        self.seconds.append(perf_counter() - due)
        if b" 202 " not in status:
            self.errors.append(status.decode().strip())
        writer.close()


def main(seconds: int = SECONDS) -> None:
    """Print the seconds to the 202, the errors, and how soon after the last one all had ended."""
    with (
        tempfile.TemporaryDirectory(prefix="lehr-bench-") as directory,
        serving(Path(directory) / "home") as service,
    ):
        service.finished(service.submit(epochs=EPOCHS)["id"])
        api = service.process("api")
        spent = api.cpu_times().user
        posts = uvloop.run(posted(service.client.base_url.port or 0, seconds * RATE))
        spent, began = api.cpu_times().user - spent, perf_counter()
        wait_until(lambda: not any(counted(service, *UNFINISHED)), PATIENCE_SECONDS)
        ended = perf_counter() - began
        [succeeded] = counted(service, "succeeded")
    show("POST /jobs to 202", posts.seconds)
    print(f"CPU time of the API process {1000 * spent / len(posts.seconds):.1f} ms a job")
    print(f"{len(posts.errors)} errors {' '.join(posts.errors[:3])}")
    print(f"{succeeded} jobs have succeeded, the last {ended:.1f} s after all were posted")


async def posted(port: int, count: int) -> Posts:
    """Post so many jobs, each at its time."""
    posts, began = Posts(), perf_counter() + 1
    due = (began + number / RATE for number in range(count))
    await asyncio.gather(*[posts.post(port, at, seed) for seed, at in enumerate(due)])
    return posts


def counted(service: Service, *statuses: str) -> list[int]:
    """Count the posted jobs of each status."""
    return [_count(service, {"label": f"{LABEL}:post", "status": each}) for each in statuses]


def show(what: str, seconds: Sequence[float]) -> None:
    """Print one line."""
    percentiles = quantiles(seconds, n=100)
    median, late = (1000 * percentiles[at] for at in (49, 98))
    told = f"{late:7.1f} ms at the 99th percentile {1000 * max(seconds):7.1f} ms worst"
    print(f"{what:20} {median:7.1f} ms median {told} of {len(seconds)}")


def _count(service: Service, query: dict[str, str]) -> int:
    page = service.client.get("/jobs", params=query | {"limit": "100"}).json()
    count = len(page["jobs"])
    while page["next"] is not None:
        page = service.client.get("/jobs", params=query | {"cursor": page["next"]}).json()
        count += len(page["jobs"])
    return count


def _request(body: dict[str, Any]) -> bytes:
    text = json.dumps(body).encode()
    head = f"Host: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(text)}"
    return f"POST /jobs HTTP/1.1\r\n{head}\r\n\r\n".encode() + text


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
