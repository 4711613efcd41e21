"""What is sent again, when, and what is not."""

from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from lehr.client.errors import Unreachable
from lehr.client.exchange import Call, Deed, End, Lost, Outcome, Pause, Request, advanced, answered
from lehr.client.problems import QueueFull

ASKED = httpx.Request("GET", "http://lehr.example/jobs")
GET = Request("GET", "/jobs")
ONCE = Request("POST", "/jobs/1/extend", once=True)
NEVER_SENT = Lost("Lehr does not answer", arrived=False)
HEARD = Lost("Lehr does not answer", arrived=True)


def answer(status: int, **headers: str) -> httpx.Response:
    return httpx.Response(status, headers=headers, request=ASKED, text="a page")


def full(seconds: int) -> httpx.Response:
    problem = {"type": "/problems/queue-full", "title": "", "detail": "full", "instance": ""}
    return httpx.Response(
        503,
        headers={"Retry-After": str(seconds), "Content-Type": "application/problem+json"},
        json=problem | {"status": 503},
        request=ASKED,
    )


def deeds(call: Call[Any], outcomes: Sequence[Outcome]) -> list[Deed]:
    """Drive a call with what comes of its requests, and return what it did."""
    coming, done = iter(outcomes), []
    step = advanced(call)
    while not isinstance(step, End):
        done.append(step)
        step = advanced(call, next(coming) if isinstance(step, Request) else None)
    return done


def pauses(call: Call[Any], outcomes: Sequence[Outcome]) -> list[float]:
    return [deed.seconds for deed in deeds(call, outcomes) if isinstance(deed, Pause)]


def test_what_is_answered_is_asked_once() -> None:
    assert deeds(answered(GET, 3), [answer(200)]) == [GET]


@pytest.mark.parametrize("trouble", [NEVER_SENT, HEARD, answer(502), answer(429)])
def test_trouble_is_sat_out_with_pauses_that_double(trouble: Outcome) -> None:
    first, second, third = pauses(answered(GET, 3), [trouble, trouble, trouble, answer(200)])
    assert 0.25 <= first <= 0.25 * 1.25
    assert 0.5 <= second <= 0.5 * 1.25
    assert 1 <= third <= 1.25


def test_pauses_are_as_long_as_the_service_asks_and_a_little_longer_not_to_come_all_at_once() -> (
    None
):
    drawn = [pauses(answered(GET, 1), [full(7), answer(200)])[0] for _ in range(20)]
    assert all(7 <= pause <= 7 * 1.25 for pause in drawn)
    assert len(set(drawn)) > 1


def test_a_service_that_wants_to_be_left_alone_for_long_is_not_asked_again() -> None:
    with pytest.raises(QueueFull):
        deeds(answered(GET, 3), [full(3600)])


def test_after_the_last_retry_the_trouble_is_raised() -> None:
    with pytest.raises(QueueFull, match="full"):
        deeds(answered(GET, 1), [NEVER_SENT, full(1)])
    with pytest.raises(Unreachable, match="Lehr does not answer"):
        deeds(answered(GET, 1), [full(1), NEVER_SENT])


def test_without_retries_nothing_is_asked_twice() -> None:
    with pytest.raises(Unreachable):
        deeds(answered(GET, 0), [NEVER_SENT])


def test_what_would_act_twice_is_sent_again_only_if_it_never_arrived() -> None:
    done = deeds(answered(ONCE, 1), [NEVER_SENT, answer(202)])
    assert done[::2] == [ONCE, ONCE]
    for trouble in (HEARD, full(1)):
        with pytest.raises((Unreachable, QueueFull)):
            deeds(answered(ONCE, 1), [trouble])


def test_a_date_to_come_again_at_is_no_count_of_seconds() -> None:
    dated = answer(503, **{"Retry-After": "Fri, 31 Dec 2027 23:59:59 GMT"})
    [pause] = pauses(answered(GET, 1), [dated, answer(200)])
    assert pause < 1
