"""A worker's heart, at rest and beating."""

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
