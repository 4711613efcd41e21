"""A message is taken for Lehr's own only if it is, and is new."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook

from lehr.client.errors import InvalidArgument, InvalidSignature
from lehr.client.webhooks import unwrap
from lehr.delivery.signature import new_secret, signature

BODY = '{"type":"job.succeeded","timestamp":"2026-11-22T12:00:00Z","data":{"job":"7","seq":57}}'
SECRET = new_secret()


def signed(secret: str = SECRET, *, age: float = 0, body: str = BODY) -> dict[str, str]:
    """Return the headers that the specification's own package gives a message."""
    at = datetime.now(UTC) - timedelta(seconds=age)
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign("msg_1", at, body),
    }


def test_a_message_is_its_event() -> None:
    event = unwrap(BODY.encode(), signed(), SECRET)
    assert (event["type"], event["data"]) == ("job.succeeded", {"job": "7", "seq": 57})


def test_a_text_and_headers_of_any_case_will_do() -> None:
    body = '{"type": "Übung"}'
    headers = {name.title(): value for name, value in signed(body=body).items()}
    assert unwrap(body, headers, SECRET) == {"type": "Übung"}


def test_what_lehr_signs_is_taken() -> None:
    now = int(datetime.now(UTC).timestamp())
    headers = {"webhook-id": "m", "webhook-timestamp": str(now)}
    headers["webhook-signature"] = signature(SECRET, "m", now, BODY.encode())
    assert unwrap(BODY, headers, SECRET)


def test_one_of_several_signatures_is_enough() -> None:
    old, new = signed(new_secret()), signed()
    both = f"v1a,e30= {old['webhook-signature']} v1,!! {new['webhook-signature']}"
    assert unwrap(BODY, new | {"webhook-signature": both}, SECRET)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (BODY.replace("57", "58"), {}),
        (BODY, {"webhook-id": "msg_2"}),
        (BODY, {"webhook-signature": ""}),
        (BODY, {"webhook-signature": signed()["webhook-signature"].replace("v1,", "v2,")}),
        (BODY, {"webhook-signature": f"v1,{base64.b64encode(bytes(32)).decode()}"}),
        (BODY, {"webhook-signature": "v1,nothing-in-base64"}),
    ],
    ids=["body", "id", "none", "version", "another", "nonsense"],
)
def test_what_was_not_signed_with_the_secret_is_refused(body: str, headers: dict[str, str]) -> None:
    with pytest.raises(InvalidSignature, match="no signature of the message was made with this"):
        unwrap(body, signed() | headers, SECRET)


@pytest.mark.parametrize("age", [400, -400])
def test_what_is_too_old_or_too_new_is_refused(age: float) -> None:
    with pytest.raises(InvalidSignature, match=r"taken for 300 s; this is -?\d+ s old"):
        unwrap(BODY, signed(age=age), SECRET)


@pytest.mark.parametrize("age", [280, -280])
def test_clocks_may_differ_a_little(age: float) -> None:
    assert unwrap(BODY, signed(age=age), SECRET)


@pytest.mark.parametrize("missing", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_a_header_that_is_missing_is_named(missing: str) -> None:
    headers = {name: value for name, value in signed().items() if name != missing}
    with pytest.raises(InvalidSignature, match=f"the header {missing}"):
        unwrap(BODY, headers, SECRET)


@pytest.mark.parametrize("time", ["yesterday", "9" * 400, "9" * 5000])
def test_a_time_that_is_none_is_refused(time: str) -> None:
    with pytest.raises(InvalidSignature, match="must be Unix time; received '"):
        unwrap(BODY, signed() | {"webhook-timestamp": time}, SECRET)


@pytest.mark.parametrize("secret", ["whsec_s3cr3t!", "whsec_ü"])
def test_a_secret_that_is_none_is_told_and_not_shown(secret: str) -> None:
    with pytest.raises(InvalidArgument, match="`secret` must be whsec_ and Base64; it is not"):
        unwrap(BODY, signed(), secret)
