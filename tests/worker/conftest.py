"""A worker's heart, at rest and beating, and the chunks that it trains in."""

from collections.abc import Iterator

import pytest

from lehr.runs import Runs
from lehr.workers import Workers
from tests.worker.trainers import HERE
from worker.heart import Heart


@pytest.fixture
def heart(runs: Runs, workers: Workers) -> Heart:
    """A heart that beats when it is told to."""
    return Heart(runs, workers, HERE)


@pytest.fixture
def beating(heart: Heart) -> Iterator[Heart]:
    heart.start()
    yield heart
    heart.stop()


@pytest.fixture
def long_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chunk that is not over before its training is, however busy the machine."""
    monkeypatch.setattr("worker.recorder.CHUNK_SECONDS", float("inf"))
    monkeypatch.setattr("worker.resting.CHUNK_SECONDS", float("inf"))
