"""What every schedule inherits: dtypes, strictness, refusal of overflow, a light import."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from lehr.dialects import keras
from lehr.errors import InvalidRequest
from lehr.schedules import Constant, Cosine, ExponentialDecay, InverseTime

PROJECT = Path(__file__).parents[3]
STEPS = np.arange(10_000)
KERAS = keras.InverseTimeDecay(initial_learning_rate=0.1, decay_steps=3, decay_rate=0.3)
FOREIGN = """
import sys
{statement}
foreign = {{n.partition(".")[0] for n, m in sys.modules.items()
            if "site-packages" in str(getattr(m, "__file__", ""))}}
print(*sorted(foreign))
"""


def foreign_modules(statement: str) -> set[str]:
    command = [sys.executable, "-c", FOREIGN.format(statement=statement)]
    done = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("package", ["lehr.schedules", "lehr.dialects"])
def test_schedules_load_numpy_and_pydantic_only(package: str) -> None:
    permitted = foreign_modules("import annotated_types, numpy, pydantic")
    assert {"numpy", "pydantic"} <= foreign_modules(f"import {package}") <= permitted


def test_canonical_rates_are_float64() -> None:
    assert Constant(learning_rate=0.1).rates(np.arange(3)).dtype == np.float64


def test_canonical_rates_in_float32_are_computed_in_float64_and_cast_once() -> None:
    schedule = InverseTime(initial_learning_rate=0.1, decay_rate=0.3)
    single = schedule.rates(STEPS, "float32")
    assert single.dtype == np.float32
    assert np.array_equal(single, schedule.rates(STEPS).astype(np.float32))


def test_spellings_of_float32_libraries_compute_in_float32() -> None:
    at_home = KERAS.rates(STEPS)
    assert at_home.dtype == np.float32
    assert not np.array_equal(at_home, KERAS.canonical().rates(STEPS, "float32"))


def test_spellings_of_float32_libraries_compute_in_float64_when_asked() -> None:
    assert np.array_equal(KERAS.rates(STEPS, "float64"), KERAS.canonical().rates(STEPS))


def test_no_steps_have_no_rates() -> None:
    assert Constant(learning_rate=0.1).rates(np.arange(0)).shape == (0,)


def test_more_steps_than_a_block_holds_have_the_rates_of_a_few_in_any_order() -> None:
    schedule, steps = Cosine(initial_learning_rate=0.1, decay_steps=40_000), np.arange(50_001)[::-1]
    parts = [schedule.rates(part) for part in np.array_split(steps, 7)]
    assert np.array_equal(schedule.rates(steps), np.concatenate(parts))


def test_overflow_is_refused_with_the_first_such_step() -> None:
    schedule = ExponentialDecay(initial_learning_rate=1, decay_steps=1, decay_rate=2)
    assert schedule.rates(np.array([1023])) == 2.0**1023
    with pytest.raises(InvalidRequest, match=r"at step 1024 it is not a finite float64"):
        schedule.rates(np.array([5000, 3, 1024]))


def test_overflow_by_the_cast_to_float32_is_refused() -> None:
    with pytest.raises(InvalidRequest, match=r"at step 0 it is not a finite float32"):
        Constant(learning_rate=1e39).rates(np.arange(2), "float32")


def test_parameters_cannot_be_changed() -> None:
    schedule = Constant(learning_rate=0.1)
    for name in Constant.model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(schedule, name, 0.2)
