"""Cursors lead back to where they were made, and nothing else is one."""

from base64 import urlsafe_b64encode
from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis.strategies import datetimes, integers, just, text, uuids

from lehr.errors import InvalidRequest
from lehr.experiments.cursor import (
    after_job,
    after_run,
    before_delivery,
    delivery_cursor,
    job_cursor,
    run_cursor,
)

MOMENTS = datetimes(timezones=just(UTC))


@given(MOMENTS, uuids())
def test_a_jobs_cursor_leads_back_to_it(created_at: datetime, job_id: UUID) -> None:
    assert after_job(job_cursor(created_at, job_id)) == (created_at, job_id)


@given(integers(0, 2**31 - 1))
def test_a_runs_cursor_leads_back_to_it(position: int) -> None:
    assert after_run(run_cursor(position)) == position


@given(integers(0, 2**63 - 1))
def test_a_deliverys_cursor_leads_back_to_it(key: int) -> None:
    assert before_delivery(delivery_cursor(key)) == key


def test_no_cursor_is_the_beginning() -> None:
    assert after_job(None) is None
    assert after_run(None) == -1
    assert before_delivery(None) is None


@given(text(max_size=60))
def test_any_text_is_refused_or_read(cursor: str) -> None:
    for read in (after_job, after_run, before_delivery):
        with suppress(InvalidRequest):
            read(cursor)


def test_a_refusal_points_to_the_cursor() -> None:
    with pytest.raises(InvalidRequest) as refusal:
        after_run("?")
    assert [violation.pointer for violation in refusal.value.violations] == ["/cursor"]


@pytest.mark.parametrize(
    "place", ["", "x", "1.5", "-1", "2147483648", "99999999999999999999", "9" * 5000]
)
def test_a_place_that_no_run_has_is_refused(place: str) -> None:
    with pytest.raises(InvalidRequest, match="`cursor` must be the `next` of an earlier page"):
        after_run(urlsafe_b64encode(place.encode()).decode())


@pytest.mark.parametrize("place", ["", "x", "-1", str(2**63), "9" * 5000])
def test_a_place_that_no_delivery_has_is_refused(place: str) -> None:
    with pytest.raises(InvalidRequest, match="`cursor` must be the `next` of an earlier page"):
        before_delivery(urlsafe_b64encode(place.encode()).decode())


@pytest.mark.parametrize(
    "place",
    [
        "2026-01-01T00:00:00+00:00",
        "yesterday 7b9c1a52-6c1c-4a86-9d3a-3c2f4a1de111",
        "2026-01-01T00:00:00+00:00 7",
        "0001-01-01T00:00:00+23:59 7b9c1a52-6c1c-4a86-9d3a-3c2f4a1de111",
        "9999-12-31T23:59:59-23:59 7b9c1a52-6c1c-4a86-9d3a-3c2f4a1de111",
    ],
)
def test_a_place_that_no_job_has_is_refused(place: str) -> None:
    with pytest.raises(InvalidRequest, match="`cursor` must be the `next` of an earlier page"):
        after_job(urlsafe_b64encode(place.encode()).decode())


def test_a_long_cursor_is_not_repeated_in_full() -> None:
    with pytest.raises(InvalidRequest) as refusal:
        after_run("!" * 10_000)
    assert len(refusal.value.detail) < 200
