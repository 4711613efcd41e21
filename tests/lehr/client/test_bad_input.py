"""Whatever is wrong is told in one sentence."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from pydantic import SecretStr

from api.main import create_app
from lehr.client import (
    Client,
    InvalidArgument,
    Job,
    LehrProblem,
    UnexpectedAnswer,
    Unreachable,
)
from lehr.client.problems import IllegalMove, InvalidRequest, Unauthorized, UnknownJob, UnknownRun
from lehr.store.engine import Sessions
from lehr.testing.service import free_port
from tests.api.serving import serving, settings_on
from tests.receivers import Receiver, Reply, misbehaving

KEY = "lehr_a-key"
PAGE = {"Content-Type": "text/html; charset=utf-8"}


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://lehr.example", "http://", "http://a:b"])
def test_a_url_must_lead_somewhere(url: str) -> None:
    with pytest.raises(InvalidArgument, match=r"`url` must be .+; received '"):
        Client(url)


def test_a_url_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEHR_URL", "lehr.example")
    with pytest.raises(ValueError, match=r"received 'lehr\.example'"):
        Client()


def test_nobody_answers() -> None:
    url = f"http://127.0.0.1:{free_port()}"
    with Client(url, retries=0) as client, pytest.raises(Unreachable) as caught:
        client.kinds()
    assert str(caught.value) == f"Lehr does not answer at {url}: [Errno 111] Connection refused"


def test_a_password_in_the_address_is_not_told() -> None:
    place = f"127.0.0.1:{free_port()}"
    with (
        Client(f"http://me:secret@{place}", retries=0) as client,
        pytest.raises(Unreachable, match=f"answer at http://{place}:"),
    ):
        client.kinds()


def test_an_answer_that_does_not_come_in_time() -> None:
    given_up = Event()
    with (
        misbehaving(b"", then=given_up.wait) as url,
        Client(url, timeout=0.1, retries=0) as client,
    ):
        with pytest.raises(Unreachable, match=f"{url}: nothing came within 0.1 s"):
            client.kinds()
        given_up.set()


def test_another_program_on_the_port() -> None:
    greeting = b"220 mail.example ESMTP\r\n"
    with (
        misbehaving(greeting) as url,
        Client(url, retries=0) as client,
        pytest.raises(Unreachable, match=f"Lehr does not answer at {url}: "),
    ):
        client.kinds()


@pytest.mark.parametrize(
    ("status", "told"),
    [(200, "200 OK"), (302, "302 Found"), (404, "404 Not Found"), (502, "502 Bad Gateway")],
)
def test_a_proxys_page_is_not_taken_for_an_answer(
    receiver: Receiver, status: int, told: str
) -> None:
    receiver.replies.append(Reply(status, PAGE, b"<title>Please sign in</title>"))
    with Client(receiver.address, retries=0) as client, pytest.raises(UnexpectedAnswer) as caught:
        client.translate("constant", "keras")
    place = f"{receiver.address}/schedules/translate"
    assert str(caught.value) == f"{place} answered {told} with text/html: that is not Lehr's"


@pytest.fixture
def locked(sessions: Sessions, redis_url: str) -> Iterator[str]:
    """Where a service is that wants a key."""
    keyed = {"api_keys": SecretStr(KEY)}
    settings = settings_on(sessions, redis_url).model_copy(update=keyed)
    with serving(create_app(settings)) as http:
        yield str(http.base_url)


@pytest.mark.parametrize("wrong", [None, "lehr_another"])
def test_without_the_right_key_nobody_gets_in(locked: str, wrong: str | None) -> None:
    with (
        Client(locked, api_key=wrong) as client,
        pytest.raises(Unauthorized, match="with a known key"),
    ):
        client.kinds()


def test_a_key_may_be_told_or_come_from_the_environment(
    locked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Client(locked, api_key=KEY) as client:
        assert client.datasets()
    monkeypatch.setenv("LEHR_API_KEY", KEY)
    with Client(locked) as client:
        assert client.datasets()


@pytest.mark.parametrize(
    ("status", "kind", "said"),
    [
        (200, "application/json", b"[]"),
        (404, "application/json", b'{"detail": "Not Found"}'),
        (404, "application/problem+json", b'{"detail": "Not Found"}'),
    ],
)
def test_another_programs_json_is_not_taken_for_an_answer(
    receiver: Receiver, status: int, kind: str, said: bytes
) -> None:
    receiver.replies.append(Reply(status, {"Content-Type": kind}, said))
    with (
        Client(receiver.address, retries=0) as client,
        pytest.raises(
            UnexpectedAnswer, match=rf"with {kind.replace('+', '.')}: that is not Lehr's"
        ),
    ):
        client.translate("constant", "keras")


def test_a_key_that_no_header_can_hold_is_not_told(client: Client) -> None:
    with pytest.raises(InvalidArgument) as caught:
        Client(api_key="lehr_s3cret\n")
    assert str(caught.value) == r"`api_key` must be printable ASCII; received '\n' in it"
    with pytest.raises(InvalidArgument, match="`idempotency_key` must be printable ASCII"):
        client.submit({}, idempotency_key="Dienstag, früh")


@pytest.mark.parametrize("job_id", ["nobody", "../studies", "", "a/b?c#d"])
def test_a_job_that_nobody_knows(client: Client, job_id: str) -> None:
    with pytest.raises(LehrProblem) as caught:
        client.job(job_id)
    assert caught.value.status == 404


def test_a_run_that_nobody_knows(handed_in: Job) -> None:
    with pytest.raises(UnknownRun):
        handed_in.history(handed_in.id)


def test_a_job_that_is_gone_cannot_be_followed(handed_in: Job) -> None:
    handed_in.cancel().delete()
    for follow in (handed_in.wait, lambda: list(handed_in.stream())):
        handed_in.state = handed_in.state | {"status": "running"}
        with pytest.raises(UnknownJob):
            follow()


def test_a_move_that_the_state_forbids(handed_in: Job) -> None:
    with pytest.raises(IllegalMove, match="a job that is queued cannot be resumed") as caught:
        handed_in.resume()
    assert (caught.value.status, caught.value.type) == (409, "/problems/illegal-move")


def test_every_broken_rule_is_named(client: Client, body: dict[str, Any]) -> None:
    with pytest.raises(InvalidRequest, match="/epochs") as caught:
        client.submit(body | {"epochs": 0, "seed": -1})
    assert [error.pointer for error in caught.value.errors] == ["/epochs", "/seed"]


def test_a_number_that_json_cannot_write_is_refused_by_the_service(client: Client) -> None:
    with pytest.raises(InvalidRequest, match="/schedule/learning_rate"):
        client.preview({"kind": "constant", "learning_rate": float("nan")}, steps=1)


def test_a_value_that_json_has_nothing_for(client: Client) -> None:
    with pytest.raises(TypeError, match="object is not JSON serializable"):
        client.plan({"dataset": object()})
