"""What the spellings of optax promise, refuse and warn of beyond optax's own numbers."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lehr import schedules
from lehr.dialects import KINDS, Spelling, optax, parse
from lehr.preview import PreviewOptions, preview
from tests.lehr.dialects.refusals import refusals

GOLDEN = Path(__file__).parents[2] / "golden" / "optax.json"
DOCUMENTS = [curve["schedule"] for curve in json.loads(GOLDEN.read_bytes())["curves"]]
WITH_CANONICAL = [
    document for document in DOCUMENTS if issubclass(KINDS[document["kind"]], Spelling)
]

SIGNATURES = {
    "constant_schedule": "value",
    "linear_schedule": "init_value, end_value, transition_steps, transition_begin=0",
    "polynomial_schedule": "init_value, end_value, power, transition_steps, transition_begin=0",
    "piecewise_constant_schedule": "init_value, boundaries_and_scales=None",
    "piecewise_interpolate_schedule": "interpolate_type, init_value, boundaries_and_scales=None",
    "exponential_decay": (
        "init_value, transition_steps, decay_rate, transition_begin=0, staircase=False, "
        "end_value=None"
    ),
    "cosine_decay_schedule": "init_value, decay_steps, alpha=0.0, exponent=1.0",
    "linear_onecycle_schedule": (
        "transition_steps, peak_value, pct_start=0.3, pct_final=0.85, div_factor=25.0, "
        "final_div_factor=10000.0"
    ),
    "cosine_onecycle_schedule": (
        "transition_steps, peak_value, pct_start=0.3, div_factor=25.0, final_div_factor=10000.0"
    ),
    "warmup_constant_schedule": "init_value, peak_value, warmup_steps",
    "warmup_cosine_decay_schedule": (
        "init_value, peak_value, warmup_steps, decay_steps, end_value=0.0, exponent=1.0"
    ),
    "warmup_exponential_decay_schedule": (
        "init_value, peak_value, warmup_steps, transition_steps, decay_rate, transition_begin=0, "
        "staircase=False, end_value=None"
    ),
    "sgdr_schedule": "cosine_kwargs",
    "join_schedules": "schedules, boundaries",
}

LINE = {"kind": "optax.linear_schedule", "init_value": 0, "end_value": 0.1, "transition_steps": 9}
DROPS = {"kind": "optax.piecewise_constant_schedule", "init_value": 0.1}
WAYS = {
    "kind": "optax.piecewise_interpolate_schedule",
    "interpolate_type": "linear",
    "init_value": 0.1,
}
DECAY = {
    "kind": "optax.exponential_decay",
    "init_value": 0.1,
    "transition_steps": 10,
    "decay_rate": 0.5,
}
CYCLE = {"init_value": 0, "peak_value": 0.1, "warmup_steps": 10, "decay_steps": 100}
RISE_AND_FALL = {"kind": "optax.warmup_cosine_decay_schedule", **CYCLE}
ONE_CYCLE = {"kind": "optax.linear_onecycle_schedule", "transition_steps": 10, "peak_value": 0.1}
JOINED = {"kind": "optax.join_schedules", "schedules": [LINE, DECAY], "boundaries": [9]}


def signature(kind: str) -> str:
    fields = list(KINDS[f"optax.{kind}"].model_fields.items())[1:]
    return ", ".join(
        name if field.is_required() else f"{name}={field.default}" for name, field in fields
    )


def codes(document: dict[str, Any], steps: int = 100) -> list[str]:
    curve = preview(parse(document), PreviewOptions(steps=steps, points=2))
    return [warning.code for warning in curve.warnings if warning.code != "vanishes"]


@pytest.mark.parametrize("kind", SIGNATURES)
def test_parameters_their_order_and_defaults_are_those_of_optax(kind: str) -> None:
    assert signature(kind) == SIGNATURES[kind]


@pytest.mark.parametrize("document", WITH_CANONICAL, ids=lambda one: json.dumps(one)[10:80])
def test_a_canonical_schedule_is_the_same_curve(document: dict[str, Any]) -> None:
    spelling, steps = parse(document), np.arange(1500)
    assert isinstance(spelling, Spelling)
    double = spelling.rates(steps, "float64")
    assert double == pytest.approx(spelling.canonical().rates(steps), rel=1e-12, abs=1e-15)


def test_steps_are_counted_exactly_before_float32_rounds_them() -> None:
    late = optax.LinearSchedule(
        init_value=0, end_value=1, transition_steps=2, transition_begin=2**24 + 1
    )
    assert late.rates(2**24 + np.arange(5)).tolist() == [0, 0, 0.5, 1, 1]


def test_boundaries_are_read_in_any_order_and_written_in_theirs() -> None:
    drops = parse({**DROPS, "boundaries_and_scales": {"20": 0.5, "3": 0.1}})
    assert drops == parse({**DROPS, "boundaries_and_scales": {3: 0.1, 20: 0.5}})
    assert list(drops.model_dump()["boundaries_and_scales"].items()) == [("3", 0.1), ("20", 0.5)]


def test_curves_that_are_the_same_have_one_hash() -> None:
    first = parse({**DROPS, "boundaries_and_scales": {"20": 0.5, "3": 0.1}})
    other = parse({**DROPS, "boundaries_and_scales": {"3": 0.1, "20": 0.5}})
    options = PreviewOptions(steps=30)
    assert preview(first, options).as_json() == preview(other, options).as_json()


def test_cycles_are_written_as_keyword_arguments() -> None:
    cycles = parse({"kind": "optax.sgdr_schedule", "cosine_kwargs": [CYCLE]})
    assert cycles.model_dump()["cosine_kwargs"] == [{**CYCLE, "end_value": 0, "exponent": 1}]


def test_one_cycle_of_lines_ends_where_optax_and_not_its_documentation_says() -> None:
    last = parse(ONE_CYCLE).rates(np.array([10])).item()
    assert last == pytest.approx(0.1 / 25 / 1e4)


def test_a_warmup_and_a_decay_are_a_sequence() -> None:
    spelling = parse(RISE_AND_FALL)
    assert isinstance(spelling, Spelling)
    canonical = spelling.canonical()
    assert isinstance(canonical, schedules.Sequence)
    assert canonical.boundaries == [10]


@pytest.mark.parametrize(
    ("document", "name", "value"),
    [
        (LINE, "transition_steps", 0),
        (LINE, "transition_steps", 2**31),
        (LINE, "transition_steps", 10.0),
        (LINE, "transition_begin", -1),
        (LINE, "init_value", -0.1),
        (DECAY, "transition_steps", 0),
        (DECAY, "decay_rate", 0),
        (DECAY, "decay_rate", -0.5),
        ({"kind": "optax.cosine_decay_schedule", "init_value": 1}, "decay_steps", 0),
        ({"kind": "optax.warmup_constant_schedule", **CYCLE}, "warmup_steps", 0),
        (RISE_AND_FALL, "decay_steps", 10),
        (RISE_AND_FALL, "end_value", float("inf")),
        ({**RISE_AND_FALL, "peak_value": 1e-300}, "end_value", 1e300),
        (ONE_CYCLE, "transition_steps", 0),
        (ONE_CYCLE, "pct_start", 1),
        (ONE_CYCLE, "pct_final", 1),
        (ONE_CYCLE, "pct_final", 0.39),
        (ONE_CYCLE, "div_factor", 0),
        (JOINED, "boundaries", []),
        (JOINED, "boundaries", [9, 20]),
        (JOINED, "schedules", []),
    ],
)
def test_a_value_that_optax_cannot_mean_is_named(
    document: dict[str, Any], name: str, value: object
) -> None:
    assert f"/{name}" in refusals({**document, name: value})


def test_a_warmup_that_fills_the_decay_is_told_what_it_must_leave() -> None:
    told = refusals({**RISE_AND_FALL, "warmup_steps": 100})
    assert told == {
        "/decay_steps": "`decay_steps` hold the `warmup_steps`: they must be > 100; received 100"
    }


@pytest.mark.parametrize("kind", ["linear", "cosine"])
def test_a_cycle_must_have_steps_to_fall_on(kind: str) -> None:
    cycle = {"kind": f"optax.{kind}_onecycle_schedule", "peak_value": 0.1, "transition_steps": 10}
    assert "/pct_start" in refusals({**cycle, "pct_start": 1.0})


def test_defaults_that_lead_to_one_step_are_refused() -> None:
    assert "it leads to 0" in refusals({**ONE_CYCLE, "transition_steps": 1})["/pct_final"]


@pytest.mark.parametrize("boundary", ["-1", "1.5", "ten", "", "2147483648"])
def test_a_boundary_that_optax_cannot_count_to_is_refused(boundary: str) -> None:
    (pointer,) = refusals({**DROPS, "boundaries_and_scales": {"3": 0.5, boundary: 0.1}})
    assert pointer == f"/boundaries_and_scales/{boundary}"


def test_a_scale_below_zero_is_refused() -> None:
    told = refusals({**DROPS, "boundaries_and_scales": {"3": -0.5}})
    assert told.keys() == {"/boundaries_and_scales/3"}


@pytest.mark.parametrize("boundaries", [[0, 5], [5, 5], [5, 3]])
def test_boundaries_must_increase_from_above_zero(boundaries: list[int]) -> None:
    told = refusals({**JOINED, "schedules": [LINE, LINE, DECAY], "boundaries": boundaries})
    assert all(pointer.startswith("/boundaries") for pointer in told)


def test_only_schedules_of_optax_are_joined() -> None:
    told = refusals({**JOINED, "schedules": [LINE, {"kind": "constant", "learning_rate": 1}]})
    assert "only schedules of optax can stand here" in told["/schedules/1"]


def test_joined_schedules_are_nested_no_deeper_than_others() -> None:
    nested = LINE
    for _ in range(8):
        nested = {"kind": "optax.join_schedules", "schedules": [nested], "boundaries": []}
    assert any("depth" in detail for detail in refusals(nested).values())


def test_cycles_are_no_more_than_schedules_may_be() -> None:
    told = refusals({"kind": "optax.sgdr_schedule", "cosine_kwargs": [CYCLE] * 64})
    assert "a schedule can have 64 schedules in it; received 65" in told[""]


def test_steps_that_an_int32_cannot_count_are_warned_of_once() -> None:
    assert codes(JOINED, 2**31).count("beyond-int32") == 0
    assert codes(JOINED, 2**31 + 1).count("beyond-int32") == 1


@pytest.mark.parametrize("kind", ["linear", "cosine"])
def test_a_cycle_without_a_rise_is_warned_of(kind: str) -> None:
    cycle = {"kind": f"optax.{kind}_onecycle_schedule", "peak_value": 0.1, "transition_steps": 10}
    assert codes(cycle) == []
    assert codes({**cycle, "pct_start": 0.05}) == ["boundary-at-start"]


@pytest.mark.parametrize(
    ("rate", "end", "told"),
    [
        (0.5, 0.01, []),
        (0.5, 0.1, ["bounded-from-the-start"]),
        (1.5, 0.1, ["bounded-from-the-start"]),
        (1.5, 0.2, []),
    ],
)
def test_an_end_that_leaves_nothing_to_decay_is_warned_of(
    rate: float, end: float, told: list[str]
) -> None:
    assert codes({**DECAY, "decay_rate": rate, "end_value": end}) == told
    warmed = {**DECAY, "decay_rate": rate, "end_value": end, "peak_value": 0.1, "warmup_steps": 5}
    assert codes({**warmed, "kind": "optax.warmup_exponential_decay_schedule"}) == told


@pytest.mark.parametrize(
    "document",
    [
        {**ONE_CYCLE, "peak_value": 1e20, "div_factor": 1e-300},
        {**ONE_CYCLE, "peak_value": 1e20, "final_div_factor": 1e-300},
        {**DROPS, "boundaries_and_scales": {"1": 1e200, "2": 1e200}},
        {**WAYS, "boundaries_and_scales": {"1": 1e200, "2": 1e200}},
    ],
)
def test_rates_that_no_number_holds_are_refused(document: dict[str, Any]) -> None:
    assert "the rates that the factors lead to must be finite" in refusals(document)[""]
