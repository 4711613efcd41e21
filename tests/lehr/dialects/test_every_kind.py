"""What holds for every kind that there is, or will be: a contract over the registry."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehr import dialects, schedules
from lehr.dialects import KINDS, catalogue, parse
from lehr.errors import InvalidRequest
from lehr.schedules import Feedback, Schedule

ENTRIES = {entry.kind: entry for entry in catalogue()}
SHARED = {
    "__init__",
    "base",
    "combinator",
    "composed",
    "cyclic",
    "feedback",
    "hyperbola",
    "interpolated",
    "nesting",
    "parameters",
    "philox",
    "plateau",
    "powers",
    "recurrence",
    "transition",
    "turns",
}
"""The modules beside the families."""

# Other work on the machine is no failure; the kinds are many, so the examples of each are few.
unhurried = settings(deadline=None, max_examples=20)
# Feedback kinds are no functions of the step; they have a contract of their own.
every_kind = pytest.mark.parametrize(
    "kind", [kind for kind, cls in KINDS.items() if not issubclass(cls, Feedback)]
)
step_lists = st.lists(st.integers(0, 10**5), min_size=1, max_size=20)


WITHOUT_BOUNDS: Mapping[str, st.SearchStrategy[object]] = {
    "boolean": st.booleans(),
    "null": st.none(),
}
"""What is drawn for a type alone; texts and objects of one's own stay the example's."""


def numbers(schema: Mapping[str, Any]) -> st.SearchStrategy[float]:
    """Draw allowed numbers that no formula overflows with: divisors >= 1, all else <= 1."""
    match schema:
        case {"minimum": least, "maximum": most}:
            return st.floats(least, most)
        case {"exclusiveMinimum": 0, "maximum": most}:
            return st.floats(1e-3, most)
        case {"exclusiveMinimum": 0}:
            return st.floats(1, 1000)
        case {"minimum": 1}:
            return st.sampled_from([1.0, 1.5, 2.0, 3.0])
        case _:
            return st.just(0) | st.floats(1e-3, 1)


def whole_numbers(schema: Mapping[str, Any]) -> st.SearchStrategy[int]:
    """Draw allowed counts, up to a million: of longer climbs the tests see rounding alone."""
    least = schema.get("minimum", schema.get("exclusiveMinimum", -1) + 1)
    most = schema.get("maximum", schema.get("exclusiveMaximum", 1001) - 1)
    return st.integers(least, min(most, 10**6))


def values(schema: Mapping[str, Any]) -> st.SearchStrategy[object]:
    """Draw what the JSON Schema of a parameter allows."""
    match schema:
        case {"enum": names}:
            return st.sampled_from(names)
        case {"type": "object", "required": ["kind"]}:
            return st.deferred(leaves)
        case {"type": "array", "items": items}:
            return st.lists(values(items), min_size=1, max_size=3)
        case {"type": "integer"}:
            return whole_numbers(schema)
        case {"type": "number"}:
            return numbers(schema)
        case _:
            return WITHOUT_BOUNDS.get(schema.get("type", ""), st.nothing())


def documents(kind: str) -> st.SearchStrategy[dict[str, object]]:
    """Draw examples with some parameters changed, to what their JSON Schema allows.

    Changes that break a rule between parameters, which the schema cannot say, are left out.
    """
    properties = ENTRIES[kind].parameters["properties"]
    assert isinstance(properties, dict)
    drawn = {
        name: st.one_of([values(choice) for choice in schema.get("anyOf", [schema])])
        for name, schema in properties.items()
    }
    return st.fixed_dictionaries({}, optional=drawn).map(
        lambda changes: changed(ENTRIES[kind].example, changes)
    )


def changed(document: dict[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    for name, value in changes.items():
        with suppress(InvalidRequest):
            parse({**document, name: value})
            document = {**document, name: value}
    return document


def schedules_of(kind: str) -> st.SearchStrategy[Schedule]:
    return documents(kind).map(parse)


def leaves() -> st.SearchStrategy[dict[str, object]]:
    """Draw schedules that hold no others."""
    return st.sampled_from(["constant", "exponential", "step"]).flatmap(documents)


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


@pytest.mark.parametrize("kind", KINDS)
def test_the_normalised_form_is_the_same_with_every_default_written_out(kind: str) -> None:
    schedule = parse(ENTRIES[kind].example)
    assert parse(schedule.model_dump()).model_dump_json() == schedule.model_dump_json()


@every_kind
@unhurried
@given(data=st.data(), steps=st.lists(st.integers(0, 1000), min_size=1, max_size=20))
def test_float32_is_float64_within_rounding(
    kind: str, data: st.DataObject, steps: list[int]
) -> None:
    schedule = data.draw(schedules_of(kind))
    at = np.array(steps)
    double = schedule.rates(at, "float64")
    single = schedule.rates(at, "float32")
    # A power of 1000 multiplies its base's rounding by 1000, and a wave's 1000th period its
    # length's by 1000 pi; a jump may come one step off; what almost vanishes has few bits.
    peak = schedule.rates(np.arange(1001)).max()
    around = [schedule.rates(one, "float64") for one in (np.maximum(at - 1, 0), at, at + 1)]
    jumps = np.abs(np.diff(around, axis=0)).sum(axis=0)
    float32 = np.finfo(np.float32)
    rounding = 3500 * float32.eps * peak + float32.smallest_subnormal
    assert (np.abs(single - double) <= rounding + jumps).all()


@every_kind
def test_the_example_trains(kind: str) -> None:
    assert parse(ENTRIES[kind].example).rates(np.arange(1000)).max() > 0


@every_kind
def test_the_example_has_a_rate_at_the_last_step_of_all(kind: str) -> None:
    assert parse(ENTRIES[kind].example).rates(np.array([0, 10**12 - 1])).shape == (2,)


@every_kind
def test_the_name_is_the_class_and_its_library(kind: str) -> None:
    cls = KINDS[kind]
    names = {snake_case(cls.__name__)} | ({cls.__name__} if cls.library else set())
    assert kind in {".".join(filter(None, [cls.library, name])) for name in names}


def test_every_family_is_a_file_of_its_own_name_and_is_registered() -> None:
    files = {path.stem for path in Path(schedules.__path__[0]).glob("*.py")}
    canonical = {kind for kind, cls in KINDS.items() if cls.library is None}
    assert files - SHARED == canonical


@pytest.mark.parametrize("kind", [kind for kind, cls in KINDS.items() if cls.library])
def test_every_spelling_is_in_a_module_of_its_library(kind: str) -> None:
    cls = KINDS[kind]
    assert cls.__module__.startswith(f"{dialects.__name__}.")
    assert cls.library in cls.__module__.split(".")


def snake_case(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).removeprefix("_")
