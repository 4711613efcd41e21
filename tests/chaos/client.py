"""A client that hands in jobs at a steady rate and keeps a log of its own of what it was told."""

from collections.abc import Callable, Sequence
from itertools import count
from threading import Event, Thread
from typing import Any, NamedTuple

import httpx
import numpy as np
from typing_extensions import override

from lehr.testing.service import ionosphere

from .journal import Journal
from .observed import LABEL
from .waiting import within

ACCEPTED = 202
CONFLICT = 409
PATIENCE = 180
"""Seconds in which the last cancellation must be answered."""
EXPERIMENTS: Sequence[dict[str, Any]] = (
    ionosphere(epochs=3, seed=7),
    ionosphere(epochs=40, seed=8),
    ionosphere(epochs=4_000, seed=9),
    ionosphere(epochs=6_000, seed=9),
    ionosphere(epochs=10, seed=7, optimizer={"name": "Adam"}),
    {key: value for key, value in ionosphere(epochs=12).items() if key != "seed"}
    | {"seeds": [1, 2, 3], "sweep": {"optimizer.momentum": [0.5, 0.8]}},
)
"""Few, so that equal ones recur; the long one is likely to be in hand when something happens."""
ENDLESS = ionosphere(epochs=200_000, seed=10)
"""Cancelled by the client long before it could succeed."""
CANCELLED_SHARE = 0.1


class Pace(NamedTuple):
    """How often a client asks, and whether it asks at all for the time being."""

    seconds: float
    goes_on: Callable[[], bool]


class Client(Thread):
    """Posts a job at each step of its pace; what is never answered is not asked for again."""

    def __init__(self, url: str, journal: Journal, *, seed: int, pace: Pace) -> None:
        super().__init__(name="client")
        self._http = httpx.Client(base_url=url, timeout=10)
        self._journal = journal
        self._random = np.random.default_rng(seed)
        self._pace = pace
        self._numbers = count(1)
        self._stopped = Event()
        self._unwanted: list[str] = []

    @override
    def run(self) -> None:
        """Hand in jobs until stopped."""
        while not self._stopped.wait(self._pace.seconds):
            self._has_cancelled_all()
            if not self._pace.goes_on():
                continue
            if self._random.random() < CANCELLED_SHARE:
                self._unwanted.append(self.submit(ENDLESS, expects="cancelled"))
            else:
                self.submit(EXPERIMENTS[int(self._random.integers(len(EXPERIMENTS)))])

    def close(self) -> None:
        """Hand in nothing more, and cancel what is still to be cancelled."""
        self._stopped.set()
        self.join()
        within(PATIENCE, self._has_cancelled_all)
        self._http.close()

    def submit(self, body: dict[str, Any], expects: str = "succeeded") -> str:
        """Ask for a job once, and return the number of the request."""
        number = str(next(self._numbers))
        body = body | {"labels": {LABEL: number}}
        self._journal.write(asks=number, body=body, expects=expects)
        try:
            answer = self._http.post("/jobs", json=body)
        except httpx.TransportError:
            self._journal.write(unanswered=number)
        else:
            self._note(number, answer)
        return number

    def _note(self, number: str, answer: httpx.Response) -> None:
        if answer.status_code == ACCEPTED:
            self._journal.write(accepted=number, id=answer.json()["id"])
        else:
            self._journal.write(refused=number, status=answer.status_code)

    def _has_cancelled_all(self) -> bool:
        self._unwanted = [number for number in self._unwanted if not self._has_cancelled(number)]
        return not self._unwanted

    def _has_cancelled(self, number: str) -> bool:
        """Cancel what has become of a request; tell whether that, or its end, is certain."""
        try:
            page = self._http.get("/jobs", params={"label": f"{LABEL}:{number}"})
            page.raise_for_status()
            answers = [self._http.post(f"/jobs/{job['id']}/cancel") for job in page.json()["jobs"]]
        except httpx.HTTPError:
            return False
        return all(answer.status_code in {ACCEPTED, CONFLICT} for answer in answers)
