"""`/schedules`: the catalogue, and previews asked for in a query or a body."""

import json
from typing import Any

import httpx
import numpy as np
import pytest

from api.curves import CurveAnswer
from lehr.dialects import KINDS
from lehr.preview import PreviewOptions
from tests.api.problems import assert_problem, refusals

KERAS: dict[str, Any] = {
    "kind": "keras.ExponentialDecay",
    "initial_learning_rate": 0.1,
    "decay_steps": 1000,
    "decay_rate": 0.96,
}
STEP: dict[str, Any] = {
    "kind": "step",
    "initial_learning_rate": 0.1,
    "drop": 0.5,
    "every": 10,
    "first": 1,
}
CONSTANT: dict[str, Any] = {"kind": "constant", "learning_rate": 0.1}
PREVIEW = "/schedules/preview"


def previewed(client: httpx.Client, query: str) -> dict[str, Any]:
    answer = client.get(f"{PREVIEW}?{query}")
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def test_the_catalogue_lists_every_kind_with_an_example_that_can_be_previewed(
    client: httpx.Client,
) -> None:
    kinds = client.get("/schedules").json()["kinds"]
    assert {"constant", "time_based", "step", "keras.ExponentialDecay"} <= {
        k["kind"] for k in kinds
    }
    for kind in kinds:
        steps = {"metric": [0.9, 0.8, "NaN"]} if kind["feedback"] else {"steps": 10}
        preview = {"schedule": kind["example"], **steps}
        assert client.post(PREVIEW, json=preview).status_code == 200


def test_a_query_of_flat_parameters_gives_the_curve(client: httpx.Client) -> None:
    answer = client.get(PREVIEW, params={**KERAS, "steps": 10_000})
    assert answer.headers["content-type"] == "application/json"
    curve = answer.json()
    assert curve["schedule"] == {**KERAS, "staircase": False}
    assert (curve["unit"], curve["dtype"]) == ("step", "float32")
    assert len(curve["steps"]) == len(curve["learning_rates"]) == 1000
    assert (curve["steps"][0], curve["steps"][-1]) == (0, 9999)
    assert curve["learning_rates"][0] == curve["summary"]["maximum"] == 0.1
    assert curve["summary"]["exact"] is False
    assert curve["hash"].startswith("sha256:")


def test_float32_rates_are_the_shortest_decimals_of_their_bits(client: httpx.Client) -> None:
    answer = client.get(PREVIEW, params={**KERAS, "at": "0,10,20"})
    rates = [text.strip() for text in answer.text.partition('"learning_rates":[')[2].split(",")]
    assert rates[:2] == ["0.1", "0.09995919"]
    assert all(str(np.float32(rate)) == rate for rate in rates[:2])


def test_a_body_gives_what_the_query_gives(client: httpx.Client) -> None:
    asked = client.get(PREVIEW, params={**STEP, "steps": 50})
    posted = client.post(PREVIEW, json={"schedule": STEP, "steps": 50})
    assert posted.content == asked.content
    assert posted.headers["etag"] == asked.headers["etag"]


def test_a_nested_schedule_gives_what_the_flat_one_gives(client: httpx.Client) -> None:
    flat = client.get(PREVIEW, params={**STEP, "steps": 50})
    nested = client.get(PREVIEW, params={"schedule": json.dumps(STEP), "steps": 50})
    assert nested.content == flat.content


@pytest.mark.parametrize("at", ["at=0,10,20", "at=0&at=10&at=20", "at=0,10&at=20"])
def test_lists_are_repeated_or_comma_separated(client: httpx.Client, at: str) -> None:
    assert previewed(client, f"kind=constant&learning_rate=1&{at}")["steps"] == [0, 10, 20]


def test_one_step_is_a_list_too(client: httpx.Client) -> None:
    assert previewed(client, "kind=constant&learning_rate=1&at=7")["steps"] == [7]


def test_a_parameter_that_is_named_like_an_option_is_the_kinds(client: httpx.Client) -> None:
    flat = "kind=torch.OneCycleLR&max_lr=0.1&epochs=3&steps_per_epoch=4&steps=12"
    assert previewed(client, flat)["schedule"]["steps_per_epoch"] == 4


def test_no_kind_of_lehrs_own_names_a_parameter_like_an_option() -> None:
    flat = [k for k in KINDS.values() if k.library is None and "schedule" not in k.model_fields]
    assert not [k for k in flat if k.model_fields.keys() & PreviewOptions.model_fields.keys()]


def test_the_drop_of_the_documents_comes_one_step_early(client: httpx.Client) -> None:
    curve = client.post(PREVIEW, json={"schedule": STEP, "at": [8, 9]}).json()
    assert curve["learning_rates"] == [0.1, 0.05]


def test_an_answer_is_what_the_document_says(client: httpx.Client) -> None:
    answer = client.post(PREVIEW, json={"schedule": STEP, "steps": 100})
    assert CurveAnswer.model_validate_json(answer.content).hash == answer.json()["hash"]


@pytest.mark.parametrize(
    ("query", "headers"),
    [("", {"Accept": "text/csv"}), ("&format=csv", {}), ("&format=csv", {"Accept": "image/png"})],
)
def test_a_curve_comes_as_csv(client: httpx.Client, query: str, headers: dict[str, str]) -> None:
    flat = "kind=constant&learning_rate=0.1&steps=2"
    answer = client.get(f"{PREVIEW}?{flat}{query}", headers=headers)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text == "step,learning_rate\n0,0.1\n1,0.1\n"


def test_a_posted_schedule_comes_as_csv(client: httpx.Client) -> None:
    body = {"schedule": CONSTANT, "steps": 1}
    answer = client.post(f"{PREVIEW}?format=csv", json=body)
    assert answer.text == "step,learning_rate\n0,0.1\n"


def test_a_curve_comes_in_no_other_form(client: httpx.Client) -> None:
    answer = client.get(f"{PREVIEW}?kind=constant&learning_rate=1&at=0", headers={"Accept": "a/b"})
    assert_problem(answer, 406, "not-acceptable")


def test_a_known_tag_gives_304_without_a_body(client: httpx.Client) -> None:
    first = client.get(PREVIEW, params={**CONSTANT, "steps": 3})
    etag = first.headers["etag"]
    again = client.get(
        PREVIEW, params={**CONSTANT, "steps": 3}, headers={"If-None-Match": f'"x", {etag}'}
    )
    assert etag.startswith('"')
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == etag


def test_json_and_csv_of_a_curve_have_different_tags(client: httpx.Client) -> None:
    csv = client.get(PREVIEW, params={**CONSTANT, "at": 0, "format": "csv"})
    assert csv.headers["etag"] != client.get(PREVIEW, params={**CONSTANT, "at": 0}).headers["etag"]
    assert csv.headers["vary"] == "Accept"


def test_the_curve_of_the_most_steps_is_shown(client: httpx.Client) -> None:
    curve = previewed(client, "kind=constant&learning_rate=1&steps=1000000000000&points=3")
    assert curve["steps"] == [0, 499_999_999_999, 999_999_999_999]


def test_an_unknown_kind_is_answered_with_the_nearest(client: httpx.Client) -> None:
    answer = client.get(PREVIEW, params={**KERAS, "kind": "keras.ExponentalDecay", "steps": 9})
    assert "perhaps `keras.ExponentialDecay`" in refusals(answer)["/kind"]


def test_an_unknown_parameter_is_answered_with_those_there_are(client: httpx.Client) -> None:
    answer = client.get(PREVIEW, params={**CONSTANT, "steps": 9, "learning_rte": 1})
    assert "perhaps `learning_rate`" in refusals(answer)["/learning_rte"]


@pytest.mark.parametrize(
    ("query", "pointer", "rule"),
    [
        ("steps=3", "/kind", "required"),
        ("kind=constant&steps=3", "/learning_rate", "required"),
        ("kind=constant&learning_rate=1", "/steps", "required"),
        ("kind=constant&learning_rate=nan&at=0", "/learning_rate", "finite"),
        ("kind=constant&learning_rate=1e999&at=0", "/learning_rate", "finite"),
        ("kind=constant&learning_rate=-1&at=0", "/learning_rate", "greater than or equal to 0"),
        ("kind=constant&learning_rate=fast&at=0", "/learning_rate", 'received "fast"'),
        ("kind=constant&learning_rate=1,2&at=0", "/learning_rate", 'received ["1", "2"]'),
        ("kind=constant&learning_rate=1&steps=9&points=1000000000", "/points", "100000"),
        ("kind=constant&learning_rate=1&steps=10000000000000", "/steps", "1000000000000"),
        ("kind=constant&learning_rate=1&steps=0", "/steps", "greater than or equal to 1"),
        ("kind=constant&learning_rate=1&at=-1", "/at/0", "greater than or equal to 0"),
        ("kind=constant&learning_rate=1&at=", "/at/0", "integer"),
        ("kind=constant&learning_rate=1&at=0&unit=batch", "/unit", "'step' or 'epoch'"),
        ("kind=constant&learning_rate=1&at=0&format=xml", "/format", "json or csv or svg or png"),
        ("schedule=%7B&at=0", "/schedule", "must be JSON"),
        ("schedule=%5B%5D&at=0", "/schedule", "object"),
        ("schedule=%7B%7D&at=0&learning_rate=1", "/schedule", "beside `schedule`"),
        ("schedule=%7B%7D&at=0&schedule=%7B%7D", "/schedule", "received `schedule`"),
    ],
)
def test_a_refused_query_names_the_parameter(
    client: httpx.Client, query: str, pointer: str, rule: str
) -> None:
    assert rule in refusals(client.get(f"{PREVIEW}?{query}"))[pointer]


@pytest.mark.parametrize(
    ("change", "pointer", "rule"),
    [
        ({"schedule": {**CONSTANT, "learning_rate": "0.1"}}, "/schedule/learning_rate", '"0.1"'),
        ({"schedule": {**CONSTANT, "learning_rate": -1}}, "/schedule/learning_rate", "-1"),
        ({"schedule": {**CONSTANT, "rate": 1}}, "/schedule/rate", "no such field"),
        ({"schedule": {"kind": "constant"}}, "/schedule/learning_rate", "required"),
        ({"schedule": {"kind": "cosinus"}}, "/schedule/kind", "no such `kind`"),
        ({"schedule": {}}, "/schedule/kind", "required"),
        ({"schedule": None}, "/schedule", "object"),
        ({"points": 10**9}, "/points", "100000"),
        ({"steps": 10**13}, "/steps", "1000000000000"),
        ({"steps": "9"}, "/steps", 'received "9"'),
        ({"at": list(range(100_001))}, "/at", "100000"),
        ({"at": [9]}, "/steps", "every step of `at`"),
        ({"step": 9}, "/step", "perhaps `steps`"),
        ({"format": "csv"}, "/format", "no such field"),
    ],
)
def test_a_refused_body_names_the_field(
    client: httpx.Client, change: dict[str, Any], pointer: str, rule: str
) -> None:
    answer = client.post(PREVIEW, json={"schedule": CONSTANT, "steps": 9} | change)
    assert rule in refusals(answer)[pointer]


def test_a_rate_beyond_float64_is_refused(client: httpx.Client) -> None:
    schedule = {**KERAS, "initial_learning_rate": 1e300, "decay_rate": 1e300}
    answer = client.post(PREVIEW, json={"schedule": schedule, "at": [0, 10_000]})
    assert "must be finite" in refusals(answer)["/schedule"]


def test_a_recurrence_has_an_end(client: httpx.Client) -> None:
    query = "kind=time_based&initial_learning_rate=1&decay=0.1&form=recurrence&at=100000000"
    assert "10000000" in refusals(client.get(f"{PREVIEW}?{query}"))["/form"]


def test_very_many_parameters_are_refused_soon(client: httpx.Client) -> None:
    answer = client.get(f"{PREVIEW}?steps=9&" + "&".join(f"p{n}=" for n in range(8000)))
    assert answer.elapsed.total_seconds() < 2
    assert_problem(answer, 422, "invalid-request")


@pytest.mark.parametrize("path", ["/schedules", "/datasets"])
def test_catalogues_take_no_parameters(client: httpx.Client, path: str) -> None:
    assert refusals(client.get(f"{path}?kind=step")) == {"/kind": "no such parameter"}


def test_a_metric_trace_decides_a_feedback_schedule(client: httpx.Client) -> None:
    plateau = {"kind": "keras.ReduceLROnPlateau", "initial_learning_rate": 0.1, "patience": 1}
    answer = client.post(PREVIEW, json={"schedule": plateau, "metric": [1.0, 1.0, "Infinity"]})
    assert answer.json()["learning_rates"] == [0.1, 0.1, 0.01]
    assert answer.json()["unit"] == "epoch"


@pytest.mark.parametrize("metric", [[], ["word"], [1, None], "NaN", [1.0] * 100_001])
def test_a_metric_that_is_no_trace_is_refused(client: httpx.Client, metric: object) -> None:
    plateau = {"kind": "keras.ReduceLROnPlateau", "initial_learning_rate": 0.1}
    answer = client.post(PREVIEW, json={"schedule": plateau, "metric": metric})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"].startswith("/metric")


def test_a_feedback_schedule_without_a_metric_is_refused(client: httpx.Client) -> None:
    schedule = {"kind": "keras.ReduceLROnPlateau", "initial_learning_rate": 0.1}
    answer = client.post(PREVIEW, json={"schedule": schedule, "steps": 10})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/metric"


def test_a_nested_schedule_is_answered_at_its_place(client: httpx.Client) -> None:
    inner = {"kind": "cosine", "initial_learning_rate": -1, "decay_steps": 10}
    answer = client.post(
        PREVIEW, json={"schedule": {"kind": "product", "schedules": [inner]}, "steps": 1}
    )
    assert answer.json()["errors"][0]["pointer"] == "/schedule/schedules/0/initial_learning_rate"


def test_sequences_of_any_librarys_schedules_are_previewed(client: httpx.Client) -> None:
    sequence = {
        "kind": "sequence",
        "schedules": [
            {"kind": "constant", "learning_rate": 0.5},
            {"kind": "torch.StepLR", "lr": 0.1, "step_size": 2},
        ],
        "boundaries": [2],
    }
    answer = client.post(PREVIEW, json={"schedule": sequence, "steps": 5})
    assert answer.json()["learning_rates"] == [0.5, 0.5, 0.1, 0.1, 0.010000000000000002]
