"""Which steps are looked at, and which options are refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lehr.preview import PreviewOptions
from tests.lehr.preview.refusals import refusals


@settings(deadline=None)
@given(steps=st.integers(1, 10**12), points=st.integers(2, 3000))
def test_points_are_evenly_spaced_with_both_ends(steps: int, points: int) -> None:
    sampled = PreviewOptions(steps=steps, points=points).sampled_steps
    assert len(sampled) == min(steps, points)
    assert (sampled[0], sampled[-1]) == (0, steps - 1)
    gaps = np.diff(sampled)
    assert (gaps > 0).all()
    assert np.ptp(gaps) <= 1 if len(gaps) else steps == 1


def test_the_most_points_of_the_most_steps_are_exact() -> None:
    sampled = PreviewOptions(steps=10**12, points=100_000).sampled_steps
    assert sampled[50_000] == 50_000 * (10**12 - 1) // 99_999


@pytest.mark.parametrize("options", [PreviewOptions(steps=10), PreviewOptions(at=(3, 1))])
def test_sampled_steps_are_made_once_and_cannot_be_written_to(options: PreviewOptions) -> None:
    assert options.sampled_steps is options.sampled_steps
    with pytest.raises(ValueError, match="read-only"):
        options.sampled_steps[0] = 5


def test_at_may_not_leave_the_range() -> None:
    assert refusals(steps=10, at=[3, 10]) == {
        "/steps": "`steps` must be > every step of `at`, among them 10; received 10"
    }


def test_steps_per_epoch_needs_epochs() -> None:
    assert refusals(steps=10, steps_per_epoch=5) == {
        "/steps_per_epoch": (
            "`steps_per_epoch` has a meaning with unit epoch or with `metric` only; received 5"
        )
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("steps", 0),
        ("steps", -1),
        ("steps", 10**13),
        ("steps", 1.5),
        ("steps", "100"),
        ("steps", True),
        ("points", 0),
        ("points", 10**9),
        ("points", None),
        ("unit", "batch"),
        ("dtype", "float16"),
        ("at", []),
        ("at", 3),
        ("at", [0] * 100_001),
        ("metric", []),
        ("metric", 3),
        ("metric", [0] * 100_001),
    ],
)
def test_an_option_outside_its_limits_is_named(name: str, value: object) -> None:
    assert refusals(**{"steps": 100, name: value}).keys() == {f"/{name}"}


@pytest.mark.parametrize("step", [-1, 10**12, 0.5, "1", None])
def test_a_step_that_cannot_be_is_named(step: object) -> None:
    assert refusals(at=[0, step]).keys() == {"/at/1"}


@pytest.mark.parametrize("steps_per_epoch", [0, -3, 1.5])
def test_an_epoch_has_at_least_one_step(steps_per_epoch: float) -> None:
    told = refusals(steps=100, unit="epoch", steps_per_epoch=steps_per_epoch)
    assert told.keys() == {"/steps_per_epoch"}


def test_options_in_a_query_string_are_read_when_not_strict() -> None:
    query = {"at": ["0", "10"], "points": "5", "unit": "epoch", "steps_per_epoch": "7"}
    assert PreviewOptions.model_validate(query, strict=False) == PreviewOptions(
        at=(0, 10), points=5, unit="epoch", steps_per_epoch=7
    )
