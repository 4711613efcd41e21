"""Signatures are those of the specification."""

import base64
from datetime import UTC, datetime

from standardwebhooks import Webhook

from lehr.delivery.signature import new_secret, signature


def test_a_secret_is_32_random_bytes() -> None:
    first, second = new_secret(), new_secret()
    assert first != second
    assert len(base64.b64decode(first.removeprefix("whsec_"), validate=True)) == 32


def test_the_specifications_package_signs_alike() -> None:
    secret, now = new_secret(), datetime.now(UTC)
    body = '{"type":"job.succeeded","data":{"name":"Übung"}}'
    ours = signature(secret, "msg_1", int(now.timestamp()), body.encode())
    assert ours == Webhook(secret).sign("msg_1", now, body)


def test_the_specifications_example_is_signed_as_there() -> None:
    signed = signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
