"""What the spellings of optax refuse and warn of."""

from typing import Any

import pytest

from lehr.dialects import parse
from lehr.preview import PreviewOptions, preview
from tests.lehr.dialects.refusals import refusals

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


def codes(document: dict[str, Any], steps: int = 100) -> list[str]:
    curve = preview(parse(document), PreviewOptions(steps=steps, points=2))
    return [warning.code for warning in curve.warnings if warning.code != "vanishes"]


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
