"""What holds for every kind that there is, or will be: a contract over the registry."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehr import dialects, schedules
from lehr.dialects import KINDS, Spelling, catalogue, parse
from lehr.schedules import Schedule

ENTRIES = {entry.kind: entry for entry in catalogue()}
SHARED = {"__init__", "base", "combinator", "nesting", "parameters", "powers", "recurrence"}
"""The modules beside the families."""

unhurried = settings(deadline=None)  # other work on the machine is no failure
every_kind = pytest.mark.parametrize("kind", KINDS)
step_lists = st.lists(st.integers(0, 10**5), min_size=1, max_size=20)


def numbers(schema: Mapping[str, Any]) -> st.SearchStrategy[float]:
    """Draw allowed numbers that no formula overflows with: divisors >= 1, all else <= 1."""
    if "exclusiveMinimum" in schema:
        return st.floats(1, 1000)
    return st.just(0) | st.floats(1e-3, 1)


def values(schema: Mapping[str, Any]) -> st.SearchStrategy[object]:
    """Draw what the JSON Schema of a parameter allows."""
    match schema:
        case {"enum": names}:
            return st.sampled_from(names)
        case {"type": "array", "items": {"title": "Schedule"}}:
            return st.lists(st.deferred(leaves), min_size=1, max_size=3)
        case {"type": "boolean"}:
            return st.booleans()
        case {"type": "integer", "minimum": least, "maximum": most}:
            return st.integers(least, most)
        case _:
            return numbers(schema)


def documents(parameters: Mapping[str, Any]) -> st.SearchStrategy[dict[str, object]]:
    """Draw what the JSON Schema of a kind's parameters allows."""
    drawn = {name: values(schema) for name, schema in parameters["properties"].items()}
    required = {name: drawn.pop(name) for name in parameters["required"]}
    return st.fixed_dictionaries(required, optional=drawn)


def schedules_of(kind: str) -> st.SearchStrategy[Schedule]:
    return documents(ENTRIES[kind].parameters).map(lambda drawn: parse({"kind": kind, **drawn}))


def leaves() -> st.SearchStrategy[dict[str, object]]:
    """Draw schedules that hold no others."""
    return st.sampled_from(["constant", "exponential", "step"]).flatmap(
        lambda kind: documents(ENTRIES[kind].parameters).map(lambda drawn: {"kind": kind, **drawn})
    )


@every_kind
@unhurried
@given(data=st.data(), steps=step_lists)
def test_rates_are_finite_and_never_negative(
    kind: str, data: st.DataObject, steps: list[int]
) -> None:
    rates = data.draw(schedules_of(kind)).rates(np.array(steps))
    assert np.isfinite(rates).all()
    assert (rates >= 0).all()


@every_kind
@unhurried
@given(data=st.data(), steps=step_lists)
def test_many_steps_at_once_have_the_rates_of_each_alone(
    kind: str, data: st.DataObject, steps: list[int]
) -> None:
    schedule = data.draw(schedules_of(kind))
    alone = [schedule.rates(np.array([step])).item() for step in steps]
    assert schedule.rates(np.array(steps)).tolist() == alone


@every_kind
@unhurried
@given(data=st.data())
def test_a_schedule_survives_json(kind: str, data: st.DataObject) -> None:
    schedule = data.draw(schedules_of(kind))
    assert parse(json.loads(schedule.model_dump_json())) == schedule


@every_kind
@unhurried
@given(data=st.data(), steps=st.lists(st.integers(0, 1000), min_size=1, max_size=20))
def test_float32_is_float64_within_rounding(
    kind: str, data: st.DataObject, steps: list[int]
) -> None:
    schedule = data.draw(schedules_of(kind).filter(lambda one: not getattr(one, "staircase", 0)))
    double = schedule.rates(np.array(steps), "float64")
    single = schedule.rates(np.array(steps), "float32")
    # A power of 1000 multiplies its base's rounding by 1000.
    peak = schedule.rates(np.array([0])).item()
    assert np.abs(single - double).max() <= 1000 * np.finfo(np.float32).eps * peak


@every_kind
def test_the_example_decays_or_stays(kind: str) -> None:
    rates = parse(ENTRIES[kind].example).rates(np.arange(1000))
    assert rates[0] > 0
    assert (np.diff(rates) <= 0).all()


@every_kind
def test_the_name_is_the_class_and_its_library(kind: str) -> None:
    cls = KINDS[kind]
    name = cls.__name__ if cls.library else snake_case(cls.__name__)
    assert kind == ".".join(filter(None, [cls.library, name]))


def test_every_family_is_a_file_of_its_own_name_and_is_registered() -> None:
    files = {path.stem for path in Path(schedules.__path__[0]).glob("*.py")}
    canonical = {kind for kind, cls in KINDS.items() if cls.library is None}
    assert files - SHARED == canonical


def test_every_spelling_is_in_the_file_of_its_library() -> None:
    spellings = [cls for cls in KINDS.values() if issubclass(cls, Spelling)]
    assert {cls.__module__ for cls in spellings} == {
        f"{dialects.__name__}.{cls.library}" for cls in spellings
    }


def snake_case(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).removeprefix("_")
