"""Answers to previews are kept, and the costly ones are made aside."""

import asyncio
from threading import Thread
from time import perf_counter

import httpx
from fastapi import Request

from api.previews import Previews
from tests.api.problems import refusals

CONSTANT = "/schedules/preview?kind=constant&learning_rate=0.1&steps=3"
COSTLY = (
    "/schedules/preview?kind=time_based&initial_learning_rate=0.1&decay=0&form=recurrence"
    "&at=9999999"
)


def asked(path: str) -> Request:
    """Return the request for a path with a query."""
    query = path.partition("?")[2].encode()
    return Request({"type": "http", "query_string": query, "headers": []})


def test_the_same_question_has_the_same_answer(client: httpx.Client) -> None:
    made, made_again, kept = (client.get(CONSTANT) for _ in range(3))
    for again in (made_again, kept):
        assert (again.status_code, again.content) == (200, made.content)
        assert again.headers["etag"] == made.headers["etag"]
    assert len({one.headers["x-request-id"] for one in (made, made_again, kept)}) == 3


def test_a_kept_answer_is_for_those_who_accept_it(client: httpx.Client) -> None:
    assert client.get(CONSTANT).headers["content-type"] == "application/json"
    table = client.get(CONSTANT, headers={"Accept": "text/csv"})
    assert table.text.startswith("step,learning_rate")


def test_a_client_that_has_a_kept_answer_is_told_so(client: httpx.Client) -> None:
    etag = client.get(CONSTANT).headers["etag"]
    known = client.get(CONSTANT, headers={"If-None-Match": etag})
    assert (known.status_code, known.content) == (304, b"")
    assert client.get(CONSTANT).status_code == 200


def test_an_answer_is_kept_once_it_is_asked_for_again() -> None:
    previews = Previews()
    made, made_again, kept = (asyncio.run(previews.answer(asked(CONSTANT))) for _ in range(3))
    assert made is not made_again
    assert kept is made_again


def test_a_refusal_is_not_kept_as_an_answer(client: httpx.Client) -> None:
    for _ in range(2):
        assert "/steps" in refusals(client.get(CONSTANT.replace("=3", "=x")))


def test_a_costly_preview_lets_others_pass(client: httpx.Client) -> None:
    ended: dict[str, float] = {}

    def ask(path: str) -> None:
        assert client.get(path).status_code == 200
        ended[path] = perf_counter()

    costly = Thread(target=ask, args=[COSTLY])
    costly.start()
    ask("/health/live")
    costly.join()
    assert ended["/health/live"] < ended[COSTLY]


def test_another_method_is_refused_with_those_there_are(client: httpx.Client) -> None:
    answer = client.put("/schedules/preview", json={})
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) >= {"GET", "POST"}
