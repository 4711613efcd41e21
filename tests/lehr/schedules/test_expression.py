"""Schedules that are written as a formula."""

import json
from contextlib import suppress
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehr.dialects import parse
from lehr.errors import InvalidRequest
from lehr.experiments.experiment import Experiment
from lehr.preview import normalised
from lehr.schedules import Expression, Schedule
from tests.lehr.dialects.refusals import refusals

EXPONENTIAL = {
    "kind": "expression",
    "formula": " lr0*exp( -d * step )",
    "constants": {"lr0": 0.1, "d": 0.01},
}
ALPHABET = "0123456789.eE+-*/()<>=!, stepmaxwhrlogqn_^%[]{}'\"\\\n²\u0661🦊"


def expression(formula: str, **constants: float) -> Schedule:
    return parse({"kind": "expression", "formula": formula, "constants": constants})


def refused(**document: object) -> dict[str, str]:
    """Return the detail of every violation, by its pointer."""
    return refusals({"kind": "expression", **document})


def outside(formula: str, steps: list[int]) -> str:
    """Return why the rates of a formula that can be parsed are refused."""
    with pytest.raises(InvalidRequest) as refusal:
        expression(formula).rates(np.array(steps))
    (violation,) = refusal.value.violations
    assert violation.pointer == "/formula"
    return violation.detail


def test_a_formula_is_the_rate_of_every_step() -> None:
    steps = np.arange(1000)
    assert np.array_equal(parse(EXPONENTIAL).rates(steps), 0.1 * np.exp(-0.01 * steps))


def test_a_formula_without_the_step_is_a_constant() -> None:
    assert expression("1 / 8").rates(np.arange(3)).tolist() == [0.125] * 3


def test_far_steps_cost_what_near_ones_do() -> None:
    assert expression("1 / (1 + step)").rates(np.array([10**12 - 1])).tolist() == [1e-12]


def test_the_normalised_form_keeps_the_text_as_given() -> None:
    assert normalised(parse(EXPONENTIAL)) == EXPONENTIAL


def test_the_text_survives_json_inside_other_documents() -> None:
    product = parse({"kind": "product", "schedules": [EXPONENTIAL]})
    assert json.loads(product.model_dump_json())["schedules"] == [EXPONENTIAL]


def test_an_experiment_keeps_the_formula_under_its_name() -> None:
    experiment = Experiment.model_validate(
        {
            "dataset": {"name": "moons"},
            "model": {"layers": [{"layer": "Dense", "units": 1}]},
            "schedule": EXPONENTIAL,
            "epochs": 1,
        }
    )
    assert experiment.normalised()["schedule"] == EXPONENTIAL


@pytest.mark.parametrize("name", ["step", "pi", "e", "exp", "a b", "1a", "", "é", "a" * 33])
def test_a_constant_has_a_name_of_its_own(name: str) -> None:
    told = refused(formula="0.1", constants={name: 1})
    assert told.keys() == {"/constants"}
    assert told["/constants"].startswith("a constant cannot have the name ")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "1", True, None, [1]])
def test_a_constant_is_a_finite_number(value: object) -> None:
    assert refused(formula="c", constants={"c": value}).keys() == {"/constants/c"}


def test_there_are_at_most_32_constants() -> None:
    constants = {f"c{number}": 1 for number in range(33)}
    assert refused(formula="c0", constants=constants).keys() == {"/constants"}


def test_a_mistake_is_shown_under_a_caret() -> None:
    assert refused(formula="0.1 * exp(-)")["/formula"] == (
        "expected a number, a name, `-` or `(`, found `)`, at character 12\n"
        "0.1 * exp(-)\n"
        '           ^; received "0.1 * exp(-)"'
    )


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    told = refused(formula="lr * step", constants={"lr0": 1})["/formula"]
    assert told.startswith("no such name `lr`, perhaps `lr0`; there are `step`, `lr0`, `pi`, `e`")


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("9**9**9**9", "at step 7 it is inf"),
        ("step - 8", "at step 7 it is -1.0"),
        ("where(step > 7, 1000.5, 1)", "at step 8 it is 1000.5"),
        ("log(7 - step)", "at step 7 it is -inf"),
        ("sqrt(7.5 - step)", "at step 8 it is nan"),
    ],
)
def test_the_first_step_whose_rate_is_none_is_named(formula: str, found: str) -> None:
    rule = "the learning rate must be in [0, 1000]"
    assert outside(formula, [9, 8, 7]) == f"{rule}; {found}"


def test_a_rate_may_be_anything_from_0_to_1000() -> None:
    assert expression("1000 * step").rates(np.arange(2)).tolist() == [0, 1000]


def test_what_is_not_chosen_may_be_undefined() -> None:
    assert expression("where(step == 0, 1, 1 / step)").rates(np.arange(3)).tolist() == [1, 1, 0.5]


@pytest.mark.parametrize(
    "formula",
    [
        "(" * 10_000,
        "-" * 256,
        "(" * 128 + "1" + ")" * 128,
        "**".join("9" * 100),
        "9" * 10_000,
        "1e999",
        "1_000",
        "\u0661\u0662",
        "1²",
        "0x10",
        "1j",
        "step.real",
        "__import__('os')",
        "lambda: 1",
        "\ud800",
    ],
)
def test_bombs_and_tricks_are_refused_at_once(formula: str) -> None:
    started = perf_counter()
    assert refused(formula=formula).keys() == {"/formula"}
    assert perf_counter() - started < 0.5


def test_sixty_four_parts_are_allowed_and_no_more() -> None:
    assert expression("-1" + "+1" * 31).rates(np.array([0])) == [30]
    assert refused(formula="+".join(["1"] * 33)).keys() == {"/formula"}


def test_sixteen_parentheses_are_allowed_and_no_more() -> None:
    assert expression("(" * 16 + "1" + ")" * 16).rates(np.array([0])) == [1]
    assert "depth of 16" in refused(formula="(" * 17 + "1" + ")" * 17)["/formula"]


@settings(deadline=1000, max_examples=500)
@given(formula=st.text(ALPHABET, max_size=300) | st.text(max_size=300))
def test_any_text_is_a_schedule_or_an_invalid_request(formula: str) -> None:
    document: dict[str, Any] = {"kind": "expression", "formula": formula}
    with suppress(InvalidRequest):
        rates = parse(document).rates(np.arange(3))
        assert ((rates >= 0) & (rates <= 1000)).all()


def test_the_class_takes_what_the_document_has() -> None:
    assert Expression.model_validate(EXPONENTIAL) == parse(EXPONENTIAL)
