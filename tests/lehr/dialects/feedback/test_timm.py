"""The plateau of timm, by what its source says."""

from time import process_time

import numpy as np
import pytest

from lehr.dialects import parse
from lehr.errors import InvalidRequest
from lehr.schedules import Feedback, FloatArray

FLAT = {"kind": "timm.plateau", "lr": 1}


def plateau(**parameters: object) -> Feedback:
    schedule = parse({**FLAT, **parameters})
    assert isinstance(schedule, Feedback)
    return schedule


def rates(metric: list[float], **parameters: object) -> list[float]:
    impatient = {"decay_rate": 0.5, "patience_t": 1, **parameters}
    return list(map(float, plateau(**impatient).replay(metric)))


def noise(epochs: int, **parameters: object) -> FloatArray:
    endless: FloatArray = plateau(patience_t=10**6, **parameters).replay([0.0] * epochs) - 1
    return endless


def test_parameters_and_defaults_are_those_of_timm_in_its_order() -> None:
    assert list(plateau().model_dump().items()) == [
        ("kind", "timm.plateau"),
        ("lr", 1),
        ("decay_rate", 0.1),
        ("patience_t", 10),
        ("threshold", 1e-4),
        ("cooldown_t", 0),
        ("warmup_t", 0),
        ("warmup_lr_init", 0),
        ("lr_min", 0),
        ("mode", "max"),
        ("noise_range_t", None),
        ("noise_type", "normal"),
        ("noise_pct", 0.67),
        ("noise_std", 1),
        ("noise_seed", None),
    ]


def test_higher_is_better_by_default() -> None:
    assert rates([1, 2, 3, 4]) == [1, 1, 1, 1]
    assert rates([4, 3, 2, 1]) == [1, 1, 1, 0.5]


def test_metrics_of_the_warmup_are_not_judged() -> None:
    warmed = rates([5] * 9, warmup_t=4, warmup_lr_init=0.5, mode="min")
    assert warmed == [0.5, 0.625, 0.75, 0.875, 1, 1, 1, 0.5, 0.5]


def test_noise_does_not_add_up() -> None:
    drawn = noise(3000, noise_range_t=1, noise_pct=0.1)
    assert drawn[0] == 0
    assert 0.09 < np.abs(drawn).max() < 0.1


def test_noise_is_that_of_the_schedules() -> None:
    step = parse({"kind": "timm.step", "lr": 1, "decay_t": 1, "noise_range_t": [5, 2000]})
    expected = step.rates(np.arange(3000)) - 1
    assert noise(3000, noise_range_t=[5, 2000]).tolist() == expected.tolist()


def test_no_seed_is_seed_42() -> None:
    drawn = noise(50, noise_range_t=1)
    assert drawn.tolist() == noise(50, noise_range_t=1, noise_seed=42).tolist()
    assert drawn.tolist() != noise(50, noise_range_t=1, noise_seed=0).tolist()


def test_a_rate_that_noise_has_raised_is_not_what_is_reduced() -> None:
    noisy = rates([5] * 30, noise_range_t=[1, 29], noise_type="uniform")
    assert noisy[-1] == rates([5] * 30)[-1]


def test_ten_thousand_noisy_epochs_take_less_than_a_second() -> None:
    started = process_time()
    noise(10_000, noise_range_t=1)
    assert process_time() - started < 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("decay_rate", 1),
        ("patience_t", -1),
        ("cooldown_t", -1),
        ("mode", "auto"),
        ("noise_type", "gaussian"),
        ("noise_pct", 0),
        ("noise_range_t", [9, 5]),
    ],
)
def test_what_timm_fails_or_hangs_on_is_refused(name: str, value: object) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        plateau(**{name: value})
    assert refusal.value.violations[0].pointer.startswith(f"/{name}")


def test_a_limit_far_below_the_deviation_is_refused_unless_noise_is_uniform() -> None:
    with pytest.raises(InvalidRequest, match="`noise_std` must be <= 100"):
        plateau(noise_pct=1e-3)
    assert np.abs(noise(50, noise_range_t=1, noise_pct=1e-3, noise_type="uniform")).max() < 1e-3
