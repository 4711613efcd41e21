"""Attempts follow each other as the specification says, or later where the receiver asks."""

from datetime import UTC, datetime, timedelta

import pytest

from lehr.delivery.backoff import JITTER, PAUSES, judged
from lehr.delivery.records import Attempt, Receipt

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def receipt(status: int | None, retry_after: str | None = None) -> Receipt:
    attempt = Attempt(at=NOW, seconds=0.1, status=status, body=None, error=None)
    return Receipt(attempt=attempt, retry_after=retry_after)


def seconds(status: int, retry_after: str | None = None, number: int = 1) -> float:
    wait = judged(receipt(status, retry_after), number).wait
    assert wait is not None
    return wait.total_seconds()


def test_the_pauses_are_the_specifications() -> None:
    hours = [pause / timedelta(hours=1) for pause in PAUSES]
    assert hours == [5 / 3600, 5 / 60, 0.5, 2, 5, 10, 14, 20, 24]


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_2xx_is_delivered(status: int) -> None:
    verdict = judged(receipt(status), 1)
    assert (verdict.is_delivered, verdict.is_gone, verdict.wait) == (True, False, None)


@pytest.mark.parametrize("status", [300, 301, 302, 307, 308, 400, 401, 404, 422, 500, 504, None])
def test_anything_else_is_tried_again(status: int | None) -> None:
    verdict = judged(receipt(status), 1)
    assert not verdict.is_delivered
    assert verdict.wait is not None


def test_410_ends_the_webhook() -> None:
    verdict = judged(receipt(410), 1)
    assert (verdict.is_delivered, verdict.is_gone, verdict.wait) == (False, True, None)


@pytest.mark.parametrize("number", range(1, 10))
def test_each_pause_is_longer_by_a_little(number: int) -> None:
    pause = PAUSES[number - 1].total_seconds()
    waits = {seconds(500, number=number) for _ in range(50)}
    assert len(waits) > 1
    assert all(pause <= wait <= pause * (1 + JITTER) for wait in waits)


def test_the_tenth_attempt_is_the_last() -> None:
    assert judged(receipt(500), 10).wait is None


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("asked", ["120", "Sun, 22 Nov 2026 12:02:00 GMT"])
def test_a_receiver_may_ask_for_time(status: int, asked: str) -> None:
    assert seconds(status, asked) == 120


def test_other_answers_may_not_ask_for_time() -> None:
    assert seconds(500, "120") < 6


@pytest.mark.parametrize(
    "asked", ["1", "-5", "soon", "", "Sun, 22 Nov 2026 11:00:00 GMT", "Sun, 99 Nov 2026 1:00"]
)
def test_nothing_shortens_a_pause(asked: str) -> None:
    assert 5 <= seconds(503, asked) < 6


@pytest.mark.parametrize("asked", ["9" * 400, "Sun, 22 Nov 2099 12:00:00 GMT"])
def test_nobody_waits_for_more_than_a_day(asked: str) -> None:
    assert seconds(503, asked) == timedelta(hours=24).total_seconds()
