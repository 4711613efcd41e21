"""What the spellings of torch promise beyond torch's own numbers."""

from math import cos, pi

import numpy as np
import pytest

from lehr.dialects import parse, torch
from lehr.errors import InvalidRequest
from lehr.preview import PreviewOptions, preview
from lehr.schedules import Schedule

FALLING = {"kind": "torch.ExponentialLR", "gamma": 0.999_999}
COSINE = {"kind": "torch.CosineAnnealingLR", "T_max": 300_000}
FAR = 1_000_000
RECURRENT = [
    torch.StepLR(lr=0.1, step_size=400_000),
    torch.ExponentialLR(lr=0.1, gamma=0.999_999),
    torch.LinearLR(lr=0.1, total_iters=2 * FAR),
    torch.PolynomialLR(lr=0.1, total_iters=2 * FAR, power=2),
    torch.CosineAnnealingLR(lr=0.1, T_max=300_000, eta_min=0.01),
    torch.SWALR(lr=0.1, swa_lr=0.01, anneal_epochs=2 * FAR),
    parse(
        {
            "kind": "torch.SequentialLR",
            "lr": 0.1,
            "schedulers": [FALLING, COSINE, {"kind": "torch.SWALR", "swa_lr": 0.01}],
            "milestones": [500_000, 999_990],
        }
    ),
]
every_recurrence = pytest.mark.parametrize("schedule", RECURRENT, ids=lambda one: one.kind)


def codes(schedule: Schedule, steps: int) -> list[str]:
    curve = preview(schedule, PreviewOptions(steps=steps, points=2))
    return [warning.code for warning in curve.warnings]


@every_recurrence
def test_the_closed_form_goes_on_where_the_recurrence_ends(schedule: Schedule) -> None:
    last, beyond = schedule.rates(np.array([FAR, FAR + 1]))
    assert beyond == pytest.approx(last, rel=1e-4)


@pytest.mark.parametrize("schedule", RECURRENT[:-1], ids=lambda one: one.kind)
def test_a_closed_form_is_warned_of_from_its_first_step_on(schedule: Schedule) -> None:
    assert "closed-form" not in codes(schedule, FAR + 1)
    assert "closed-form" in codes(schedule, FAR + 2)


def test_what_has_settled_needs_no_closed_form() -> None:
    schedule = torch.LinearLR(lr=0.1, end_factor=0.3, total_iters=10)
    near, far = schedule.rates(np.array([10, 10**12 - 1]))
    assert near == far
    assert codes(schedule, 10**12) == []


def test_a_finished_cycle_keeps_its_last_rate_with_a_warning() -> None:
    cycle = torch.OneCycleLR(max_lr=0.1, total_steps=100)
    assert len(set(cycle.rates(np.array([99, 100, 10**6])).tolist())) == 1
    assert codes(cycle, 100) == []
    assert codes(cycle, 101) == ["past-the-end"]


@pytest.mark.parametrize("first", [0, 1, 1023, 1024, 1025, 2500])
def test_a_cosine_is_followed_to_the_last_bit(first: int) -> None:
    base, low, half = 0.1, 0.001, 900
    rates, heights = [base], [1 + cos(pi * t / half) for t in range(3000)]
    for t in range(1, 3000):
        if (t - 1 - half) % (2 * half) == 0:
            rates.append(rates[-1] + (base - low) * (1 - cos(pi / half)) / 2)
        else:
            rates.append((rates[-1] - low) * (heights[t] / heights[t - 1]) + low)
    schedule = torch.CosineAnnealingLR(lr=base, T_max=half, eta_min=low)
    assert schedule.rates(np.arange(first, 3000)).tolist() == rates[first:]


def test_a_chain_is_not_run_for_ever() -> None:
    chain = parse({"kind": "torch.ChainedScheduler", "lr": 0.1, "schedulers": [FALLING]})
    with pytest.raises(InvalidRequest, match="/schedulers: a chain has no closed form"):
        chain.rates(np.array([10**8]))


def test_a_rate_that_rounding_left_below_zero_is_zero() -> None:
    for total in range(1, 200):
        line = torch.LinearLR(lr=0.1, start_factor=0.3, end_factor=0, total_iters=total)
        assert line.rates(np.array([total])).item() >= 0


def test_restarts_are_found_by_counting_and_not_by_logarithms() -> None:
    restarts = torch.CosineAnnealingWarmRestarts(lr=0.1, T_0=10, T_mult=3)
    assert restarts.rates(np.array([1210])).item() == 0.1
