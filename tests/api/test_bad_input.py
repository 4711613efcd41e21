"""What is wrong with an experiment is named, nothing of it is stored, and the service goes on."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import httpx
import pytest

from lehr.store.engine import Sessions
from tests.api.problems import assert_problem, refusals
from tests.trainings import everything

JSON = {"Content-Type": "application/json"}


@pytest.fixture(autouse=True)
def _nothing_stored(client: httpx.Client, sessions: Sessions) -> Iterator[None]:
    """After every refusal: the next client is answered, and no table has a row."""
    yield
    assert client.get("/jobs").json() == {"jobs": [], "next": None}
    assert not any(everything(sessions))


def changed(body: Mapping[str, Any], path: str, value: object) -> dict[str, Any]:
    """Return a copy of the body with another value at a dotted path."""
    name, _, rest = path.partition(".")
    inside = body.get(name, {}) if rest else None
    if isinstance(inside, list):
        index, _, below = rest.partition(".")
        items = [*inside]
        items[int(index)] = changed(items[int(index)], below, value)
        return {**body, name: items}
    return {**body, name: changed(inside, rest, value) if inside is not None else value}


Refused = Callable[[str, object], dict[str, str]]


@pytest.fixture
def refused(client: httpx.Client, body: dict[str, Any]) -> Refused:
    """Hand in the body with another value at a path, and get the violations."""
    return lambda path, value: refusals(client.post("/jobs", json=changed(body, path, value)))


@pytest.mark.parametrize(
    ("path", "value", "pointer", "rule"),
    [
        ("schedule.kind", "keras.InverseTimeDekay", "/schedule/kind", "`keras.InverseTimeDecay`"),
        ("model.layers.0.layer", "Dens", "/model/layers/0/layer", 'did you mean "Dense"'),
        ("optimizer.name", "SDG", "/optimizer/name", 'did you mean "SGD"'),
        ("optimizer.momentom", 0.8, "/optimizer/momentom", "did you mean `momentum`"),
        ("optimizer.learning_rate", 0.1, "/optimizer/learning_rate", "schedule"),
        ("model.layers.0.unit", 3, "/model/layers/0/unit", "did you mean `units`"),
        ("model.layers.0.activation", "rely", "/model/layers/0/activation", '"relu"'),
        ("dataset.name", "ionosfere", "/dataset/name", "`ionosphere`"),
        ("loss", "binary_crossentropie", "/loss", "binary_crossentropy"),
        ("metrics", ["acuracy"], "/metrics/0", "accuracy"),
        ("epoch", 50, "/epoch", "perhaps `epochs`"),
        ("dataset.rows", 3, "/dataset/rows", "no such field"),
        ("validation.shufle", True, "/validation/shufle", "`shuffle`"),
        ("model.depth", 3, "/model/depth", "no such field"),
    ],
)
def test_unknown_names_are_answered_with_the_nearest(
    refused: Refused, path: str, value: object, pointer: str, rule: str
) -> None:
    assert rule in refused(path, value)[pointer]


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        ("schedule.initial_learning_rate", -0.1, "greater than or equal to 0"),
        ("schedule.decay_steps", 0, "greater than 0"),
        ("optimizer.momentum", -0.1, ">= 0"),
        ("model.layers.0.units", -1, ">= 1"),
        ("model.layers.0.units", 10**9, "1000000"),
        ("epochs", -1, "greater than or equal to 1"),
        ("epochs", 10**12, "1000000"),
        ("epochs", 1e12, "integer"),
        ("epochs", "50", 'received "50"'),
        ("epochs", True, "received true"),
        ("batch_size", 0, "greater than or equal to 1"),
        ("batch_size", 236, "<= the 235 training rows; received 236"),
        ("batch_size", 10**18, "235 training rows"),
        ("validation.split", 1.0, "less than 1"),
        ("validation.split", 0.9999, "leave rows"),
        ("seed", -1, "greater than or equal to 0"),
        ("seed", 2**31, "2147483647"),
        ("priority", 11, "10"),
        ("labels", {str(n): "x" for n in range(17)}, "16"),
        ("labels", {str(n): "x" for n in range(40_000)}, "16"),
        ("labels.team", "x" * 101, "100"),
        ("labels.team", 1, "string"),
        ("metrics", ["accuracy"] * 9, "8"),
        ("model.layers", [], "at least 1"),
        ("dataset.samples", 10**9, "no such field"),
        ("trainer", "fast", "'auto'"),
        ("schedule_unit", "batch", "'step' or 'epoch'"),
    ],
)
def test_values_out_of_bounds_are_refused(
    refused: Refused, path: str, value: object, rule: str
) -> None:
    assert rule in refused(path, value)["/" + path.replace(".", "/")]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5000])
@pytest.mark.parametrize(
    "path", ["schedule.initial_learning_rate", "optimizer.momentum", "epochs", "validation.split"]
)
def test_numbers_that_are_not_finite_are_refused(
    client: httpx.Client, body: dict[str, Any], path: str, number: str
) -> None:
    text = json.dumps(changed(body, path, "HERE")).replace('"HERE"', number)
    answer = client.post("/jobs", content=text, headers=JSON)
    assert "finite" in refusals(answer)["/" + path.replace(".", "/")]


@pytest.mark.parametrize("missing", ["dataset", "model", "schedule", "epochs"])
def test_a_missing_field_is_named(client: httpx.Client, body: dict[str, Any], missing: str) -> None:
    del body[missing]
    assert "required" in refusals(client.post("/jobs", json=body))[f"/{missing}"]


def test_an_output_layer_that_does_not_fit_the_loss_is_named(
    client: httpx.Client, body: dict[str, Any]
) -> None:
    answer = client.post("/jobs", json=changed(body, "model.layers.1.units", 3))
    assert "needs an output of" in refusals(answer)["/model/layers/1/units"]


def test_all_that_is_wrong_is_told_at_once(client: httpx.Client, body: dict[str, Any]) -> None:
    answer = client.post("/jobs", json=body | {"epochs": 0, "seed": -1, "nonsense": 1})
    assert set(refusals(answer)) == {"/epochs", "/seed", "/nonsense"}


def test_query_and_body_are_both_looked_at(client: httpx.Client, body: dict[str, Any]) -> None:
    answer = client.post("/jobs?validate=true", json=body | {"epochs": 0})
    assert "`validate_only`" in refusals(answer)["/validate"]
    assert set(refusals(answer)) == {"/validate", "/epochs"}


def test_a_truncated_body_is_refused(client: httpx.Client, body: dict[str, Any]) -> None:
    answer = client.post("/jobs", content=json.dumps(body)[:-20], headers=JSON)
    assert "must be JSON" in refusals(answer)[""]


@pytest.mark.parametrize("text", [b"", b"null", b"[]", b'"x"', b"7", b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(client: httpx.Client, text: bytes) -> None:
    assert list(refusals(client.post("/jobs", content=text, headers=JSON))) == [""]


@pytest.mark.parametrize("size", [1024 * 1024 + 1, 10_000_000])
def test_a_body_over_one_mebibyte_is_refused(client: httpx.Client, size: int) -> None:
    answer = client.post("/jobs", content=b" " * size, headers=JSON)
    assert "1048576" in assert_problem(answer, 413, "body-too-large")["detail"]


def test_a_body_of_one_mebibyte_is_read(client: httpx.Client) -> None:
    answer = client.post("/jobs", content=b"{}".ljust(1024 * 1024), headers=JSON)
    assert "/dataset" in refusals(answer)


def test_a_body_that_grows_over_one_mebibyte_is_refused(client: httpx.Client) -> None:
    answer = client.post("/jobs", content=(b" " * 65_536 for _ in range(17)), headers=JSON)
    assert_problem(answer, 413, "body-too-large")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/jsonp"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
)
def test_only_plain_json_is_taken(
    client: httpx.Client, body: dict[str, Any], headers: dict[str, str]
) -> None:
    answer = client.post("/jobs", content=json.dumps(body), headers=headers)
    assert_problem(answer, 415, "unsupported-media-type")


@pytest.mark.parametrize("text", [r"\u0000", r"\ud800"])
@pytest.mark.parametrize("path", ["labels", "loss", "optimizer.name", "model.layers.0.name"])
def test_text_that_cannot_be_kept_is_refused(
    client: httpx.Client, body: dict[str, Any], path: str, text: str
) -> None:
    value = {"team": "HERE"} if path == "labels" else "HERE"
    sent = json.dumps(changed(body, path, value)).replace("HERE", text)
    [pointer] = refusals(client.post("/jobs", content=sent, headers=JSON))
    assert pointer.startswith("/" + path.replace(".", "/"))


def test_a_label_name_that_cannot_be_kept_is_refused(
    client: httpx.Client, body: dict[str, Any]
) -> None:
    assert "/labels" in refusals(client.post("/jobs", json=body | {"labels": {"\0": "x"}}))


def test_a_field_that_stands_twice_is_refused(client: httpx.Client, body: dict[str, Any]) -> None:
    text = json.dumps(body).replace('"epochs": 50', '"epochs": 50, "epochs": 60')
    answer = client.post("/jobs", content=text, headers=JSON)
    assert '"epochs"' in refusals(answer)[""]


def test_a_model_beyond_the_limit_is_refused_with_the_number(
    client: httpx.Client, body: dict[str, Any]
) -> None:
    answer = client.post("/jobs", json=changed(body, "model.layers.0.units", 1_000_000))
    assert "at most 1e+07 weights" in refusals(answer)["/model"]


def test_a_curve_that_leaves_float32_is_refused(client: httpx.Client, body: dict[str, Any]) -> None:
    schedule = {"kind": "constant", "learning_rate": 1e300}
    answer = client.post("/jobs", json=body | {"schedule": schedule})
    assert "finite float32" in refusals(answer)["/schedule"]


def test_another_curve_than_the_previewed_one_is_refused(
    client: httpx.Client, body: dict[str, Any]
) -> None:
    answer = client.post("/jobs", json=body | {"schedule_hash": "sha256:0"})
    problem = assert_problem(answer, 409, "schedule-mismatch")
    preview = {"schedule": body["schedule"], "at": [0]}
    assert client.post("/schedules/preview", json=preview).json()["hash"] in problem["detail"]


def test_a_body_for_a_path_that_takes_none_is_not_read(client: httpx.Client) -> None:
    answer = client.post("/jobs/nonsense/cancel", content=b"{", headers=JSON)
    assert_problem(answer, 404, "unknown-job")
