"""Schedules given as the code or the document that another program writes."""

from typing import Any

import httpx
import pytest

from tests.api.problems import refusals

PREVIEW = "/schedules/preview"
KERAS: dict[str, Any] = {
    "kind": "keras.ExponentialDecay",
    "initial_learning_rate": 0.1,
    "decay_steps": 1000,
    "decay_rate": 0.96,
}
CODE = "keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=1000, decay_rate=0.96)"
CONFIG = {name: value for name, value in KERAS.items() if name != "kind"}


@pytest.mark.parametrize(
    "schedule",
    [
        CODE,
        {"code": CODE},
        {"class_name": "ExponentialDecay", "config": {**CONFIG, "name": "mine"}},
    ],
)
def test_a_schedule_may_be_given_as_another_program_writes_it(
    client: httpx.Client, schedule: object
) -> None:
    posted = client.post(PREVIEW, json={"schedule": schedule, "steps": 50})
    assert posted.content == client.get(PREVIEW, params={**KERAS, "steps": 50}).content


def test_code_stands_in_the_query_as_it_is(client: httpx.Client) -> None:
    asked = client.get(PREVIEW, params={"schedule": CODE, "steps": 50})
    assert asked.content == client.get(PREVIEW, params={**KERAS, "steps": 50}).content


def test_code_is_refused_with_the_argument_and_the_character(client: httpx.Client) -> None:
    code = "ExponentialDecay(0.1, decay_steps=0, decay_rate=0.96)"
    answer = client.post(PREVIEW, json={"schedule": code, "steps": 5})
    [(pointer, detail)] = refusals(answer).items()
    assert pointer == "/schedule"
    assert "`decay_steps`: Input should be greater than 0; received 0, at character 22" in detail
