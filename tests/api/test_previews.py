"""Answers to previews are kept, and the costly ones are made aside."""

from threading import Thread
from time import perf_counter

import httpx

from tests.api.problems import refusals

CONSTANT = "/schedules/preview?kind=constant&learning_rate=0.1&steps=3"
COSTLY = (
    "/schedules/preview?kind=time_based&initial_learning_rate=0.1&decay=0&form=recurrence"
    "&at=9999999"
)


def test_the_same_question_has_the_same_answer(client: httpx.Client) -> None:
    first, again = client.get(CONSTANT), client.get(CONSTANT)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["x-request-id"] != first.headers["x-request-id"]


def test_a_kept_answer_is_for_those_who_accept_it(client: httpx.Client) -> None:
    assert client.get(CONSTANT).headers["content-type"] == "application/json"
    table = client.get(CONSTANT, headers={"Accept": "text/csv"})
    assert table.text.startswith("step,learning_rate")


def test_a_client_that_has_a_kept_answer_is_told_so(client: httpx.Client) -> None:
    etag = client.get(CONSTANT).headers["etag"]
    known = client.get(CONSTANT, headers={"If-None-Match": etag})
    assert (known.status_code, known.content) == (304, b"")
    assert client.get(CONSTANT).status_code == 200


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
