"""From documents to schedules, and every refusal on the way."""

import pytest

from lehr.dialects import parse
from lehr.schedules import Step
from tests.lehr.dialects.refusals import refusals

NAN, INFINITY = float("nan"), float("inf")
DECAY = {
    "kind": "keras.ExponentialDecay",
    "initial_learning_rate": 0.1,
    "decay_steps": 1000,
    "decay_rate": 0.96,
}
STEP = {"kind": "step", "initial_learning_rate": 0.1, "drop": 0.5, "every": 10}


def test_a_document_becomes_the_schedule_of_its_kind() -> None:
    assert parse(STEP) == Step(initial_learning_rate=0.1, drop=0.5, every=10)


def test_integers_become_floats() -> None:
    rate = parse({"kind": "constant", "learning_rate": 1}).model_dump()["learning_rate"]
    assert isinstance(rate, float)


def test_query_strings_are_read_when_not_strict() -> None:
    text = {name: str(value) for name, value in STEP.items()}
    assert parse(text, strict=False) == parse(STEP)


def test_query_strings_may_say_true() -> None:
    text = {**{name: str(value) for name, value in DECAY.items()}, "staircase": "true"}
    assert parse(text, strict=False) == parse({**DECAY, "staircase": True})


def test_an_unknown_kind_is_answered_with_the_nearest_names() -> None:
    detail = refusals({**DECAY, "kind": "ExponentialDecay"})["/kind"]
    assert "perhaps `exponential_decay` or `keras.ExponentialDecay`" in detail
    assert detail.endswith('; received "ExponentialDecay"')


@pytest.mark.parametrize("kind", [3, None, ["step"], {"kind": "step"}])
def test_a_kind_that_is_no_string_is_refused(kind: object) -> None:
    assert refusals({**STEP, "kind": kind}).keys() == {"/kind"}


def test_a_missing_kind_is_named() -> None:
    assert refusals({"learning_rate": 0.1}) == {"/kind": "`kind` is required"}


def test_a_missing_parameter_is_named() -> None:
    assert refusals({"kind": "constant"}) == {"/learning_rate": "`learning_rate` is required"}


def test_every_broken_rule_is_told_at_once() -> None:
    document = {"kind": "step", "initial_learning_rate": -1, "drop": NAN, "evry": 3}
    assert refusals(document).keys() == {"/initial_learning_rate", "/drop", "/every", "/evry"}


def test_an_extra_parameter_is_answered_with_those_that_there_are() -> None:
    detail = refusals({**DECAY, "stair_case": True})["/stair_case"]
    assert "perhaps `staircase`" in detail
    assert "`initial_learning_rate`, `decay_steps`, `decay_rate`, `staircase`" in detail


@pytest.mark.parametrize(
    ("name", "value", "rule", "received"),
    [
        ("decay_steps", 0, "greater than 0", "0"),
        ("decay_steps", -5, "greater than 0", "-5"),
        ("decay_steps", "1000", "valid number", '"1000"'),
        ("decay_steps", None, "valid number", "null"),
        ("decay_rate", -0.5, "greater than or equal to 0", "-0.5"),
        ("decay_rate", NAN, "finite", "NaN"),
        ("initial_learning_rate", INFINITY, "finite", "Infinity"),
        ("initial_learning_rate", -INFINITY, "finite", "-Infinity"),
        ("initial_learning_rate", True, "valid number", "true"),
        ("initial_learning_rate", [0.1], "valid number", "[0.1]"),
        ("staircase", 1, "valid boolean", "1"),
        ("staircase", "true", "valid boolean", '"true"'),
    ],
)
def test_a_value_that_breaks_a_rule_is_named_with_the_rule(
    name: str, value: object, rule: str, received: str
) -> None:
    told = refusals({**DECAY, name: value})
    assert told.keys() == {f"/{name}"}
    assert rule in told[f"/{name}"]
    assert told[f"/{name}"].endswith(f"; received {received}")


@pytest.mark.parametrize(
    ("name", "value"),
    [("every", 0), ("every", 2.5), ("every", 10**13), ("first", 2), ("first", -1)],
)
def test_steps_are_counted_in_whole_numbers(name: str, value: object) -> None:
    assert refusals({**STEP, name: value}).keys() == {f"/{name}"}


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999", "", "ten"])
def test_query_strings_that_are_no_finite_number_are_refused(text: str) -> None:
    assert refusals({"kind": "constant", "learning_rate": text}, strict=False).keys() == {
        "/learning_rate"
    }


@pytest.mark.parametrize("document", [None, 3, [], [{"kind": "step"}]])
def test_what_is_no_object_is_refused(document: object) -> None:
    assert refusals(document)[""].startswith("Input should be an object; received")


def test_an_unknown_form_is_answered_with_the_forms() -> None:
    document = {"kind": "time_based", "initial_learning_rate": 1, "decay": 1, "form": "open"}
    assert refusals(document) == {
        "/form": "Input should be 'closed' or 'recurrence'; received \"open\""
    }
