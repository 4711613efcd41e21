"""The curves of optax's spellings, beyond optax's own numbers."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lehr import schedules
from lehr.dialects import KINDS, Spelling, optax, parse
from lehr.preview import PreviewOptions, preview

GOLDEN = Path(__file__).parents[3] / "golden" / "optax.json"
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

DROPS = {"kind": "optax.piecewise_constant_schedule", "init_value": 0.1}
CYCLE = {"init_value": 0, "peak_value": 0.1, "warmup_steps": 10, "decay_steps": 100}
ONE_CYCLE = {"kind": "optax.linear_onecycle_schedule", "transition_steps": 10, "peak_value": 0.1}
RISE_AND_FALL = {"kind": "optax.warmup_cosine_decay_schedule", **CYCLE}


def signature(kind: str) -> str:
    fields = list(KINDS[f"optax.{kind}"].model_fields.items())[1:]
    return ", ".join(
        name if field.is_required() else f"{name}={field.default}" for name, field in fields
    )


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
