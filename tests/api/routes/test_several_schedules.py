"""Previews of several schedules side by side."""

from typing import Any

import httpx
import pytest

from api.curves import CurvesAnswer
from tests.api.problems import refusals

PREVIEW = "/schedules/preview"
CONSTANT: dict[str, Any] = {"kind": "constant", "learning_rate": 0.1}
KERAS: dict[str, Any] = {
    "kind": "keras.ExponentialDecay",
    "initial_learning_rate": 0.1,
    "decay_steps": 1000,
    "decay_rate": 0.96,
}
PLATEAU: dict[str, Any] = {
    "kind": "keras.ReduceLROnPlateau",
    "initial_learning_rate": 0.1,
    "patience": 1,
}


def posted(client: httpx.Client, **body: object) -> dict[str, Any]:
    answer = client.post(PREVIEW, json=body)
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def test_several_schedules_have_the_curves_of_each(client: httpx.Client) -> None:
    answer = posted(client, schedules=[CONSTANT, KERAS], steps=5000, points=7)
    assert answer.keys() == {"steps", "curves"}
    for schedule, curve in zip([CONSTANT, KERAS], answer["curves"], strict=True):
        alone = posted(client, schedule=schedule, steps=5000, points=7)
        assert {**curve, "steps": answer["steps"]} == alone


def test_an_answer_is_what_the_document_says(client: httpx.Client) -> None:
    answer = client.post(PREVIEW, json={"schedules": [CONSTANT], "steps": 3})
    assert len(CurvesAnswer.model_validate_json(answer.content).curves) == 1


def test_curves_that_the_client_has_are_not_sent_again(client: httpx.Client) -> None:
    body = {"schedules": [CONSTANT], "steps": 3}
    tag = {"If-None-Match": client.post(PREVIEW, json=body).headers["etag"]}
    assert client.post(PREVIEW, json=body, headers=tag).status_code == 304


def test_csv_is_in_long_form(client: httpx.Client) -> None:
    body = {"schedules": [CONSTANT, KERAS], "at": [1000, 0]}
    answer = client.post(PREVIEW, json=body, headers={"Accept": "text/csv"})
    assert answer.text.splitlines() == [
        "curve,step,learning_rate",
        "0,1000,0.1",
        "0,0,0.1",
        "1,1000,0.096",
        "1,0,0.1",
    ]


def test_schedules_stand_beside_those_that_answer_to_a_metric(client: httpx.Client) -> None:
    answer = posted(client, schedules=[PLATEAU, CONSTANT], metric=[1.0, 1.0, "NaN"])
    assert answer["steps"] == [0, 1, 2]
    assert [curve["unit"] for curve in answer["curves"]] == ["epoch", "epoch"]
    assert [curve["learning_rates"] for curve in answer["curves"]] == [[0.1, 0.1, 0.01], [0.1] * 3]


@pytest.mark.parametrize(
    ("change", "pointer", "rule"),
    [
        ({"schedule": CONSTANT}, "", "exactly one of `schedule` and `schedules`"),
        ({"schedules": []}, "/schedules", "at least 1"),
        ({"schedules": [CONSTANT] * 17}, "/schedules", "at most 16"),
        ({"schedules": CONSTANT}, "/schedules", "list"),
        ({"schedules": [CONSTANT, {"kind": "constant"}]}, "/schedules/1/learning_rate", "required"),
        ({"schedules": [CONSTANT, {**KERAS, "decay_steps": 0}]}, "/schedules/1/decay_steps", "0"),
        ({"schedules": [{**CONSTANT, "rate": 1}]}, "/schedules/0/rate", "there are"),
        ({"schedules": [CONSTANT, {**KERAS, "decay_rate": 1e300}]}, "/schedules/1", "finite"),
        ({"schedules": [CONSTANT, PLATEAU]}, "/metric", "keras.ReduceLROnPlateau"),
        ({"metric": [0.5], "steps": None}, "/metric", "`constant` does not"),
        ({"steps": None}, "/steps", "required"),
        ({"points": 60_000}, "/points", "<= 100000; received 60000 times 2"),
        ({"at": list(range(60_000))}, "/at", "<= 100000; received 60000 times 2"),
        ({"step": 9}, "/step", "perhaps `steps`"),
    ],
)
def test_a_refused_body_names_the_field(
    client: httpx.Client, change: dict[str, Any], pointer: str, rule: str
) -> None:
    body = {"schedules": [CONSTANT, CONSTANT], "steps": 10**6, **change}
    assert rule in refusals(client.post(PREVIEW, json=body))[pointer]


def test_a_body_without_any_schedule_is_told_of_both_forms(client: httpx.Client) -> None:
    rule = "exactly one of `schedule` and `schedules` is required"
    assert rule in refusals(client.post(PREVIEW, json={"steps": 3}))[""]


def test_a_missing_metric_is_told_before_missing_steps(client: httpx.Client) -> None:
    assert refusals(client.post(PREVIEW, json={"schedule": PLATEAU})).keys() == {"/metric"}
    query = "kind=keras.ReduceLROnPlateau&initial_learning_rate=0.1"
    assert refusals(client.get(f"{PREVIEW}?{query}")).keys() == {"/metric"}


def test_several_curves_come_as_one_image(client: httpx.Client) -> None:
    body = {"schedules": [CONSTANT, KERAS], "steps": 50}
    answer = client.post("/schedules/preview?format=svg&theme=dark", json=body)
    alone = client.post(
        "/schedules/preview?format=svg&theme=dark", json={**body, "schedules": [KERAS]}
    )
    assert answer.headers["content-type"] == "image/svg+xml"
    assert len(answer.content) > len(alone.content)
