"""The plateau of PyTorch, by what its source says."""

from math import inf, nan

import pytest

from lehr.dialects import parse
from lehr.schedules import Feedback


def halved(metric: list[float], **parameters: object) -> list[float]:
    defaults = {"kind": "torch.ReduceLROnPlateau", "lr": 1, "factor": 0.5, "patience": 1}
    schedule = parse({**defaults, **parameters})
    assert isinstance(schedule, Feedback)
    return list(map(float, schedule.replay(metric)))


def test_defaults_are_those_of_torch() -> None:
    assert parse({"kind": "torch.ReduceLROnPlateau", "lr": 0.1}).model_dump() == {
        "kind": "torch.ReduceLROnPlateau",
        "lr": 0.1,
        "mode": "min",
        "factor": 0.1,
        "patience": 10,
        "threshold": 1e-4,
        "threshold_mode": "rel",
        "cooldown": 0,
        "min_lr": 0,
        "eps": 1e-8,
    }


def test_one_bad_epoch_more_than_patience_is_a_plateau() -> None:
    assert halved([5] * 6) == [1, 1, 1, 0.5, 0.5, 0.25]


def test_no_patience_reduces_after_every_bad_epoch() -> None:
    assert halved([5] * 4, patience=0) == [1, 1, 0.5, 0.25]


def test_all_epochs_of_a_cooldown_are_forgiven() -> None:
    assert halved([5] * 8, cooldown=2) == [1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25]


def test_a_relative_threshold_calls_slightly_worse_metrics_below_zero_better() -> None:
    assert halved([-10, -9.5, -9.1, -8.7], threshold=0.1) == [1] * 4


def test_an_absolute_threshold_is_subtracted() -> None:
    assert halved([10, 9.5, 9.2, 5], threshold=1, threshold_mode="abs") == [1, 1, 1, 0.5]
    assert halved([10, 8.5, 9, 5], threshold=1, threshold_mode="abs") == [1, 1, 1, 1]


@pytest.mark.parametrize(("mode", "worst"), [("min", inf), ("max", -inf)])
def test_the_worst_value_is_a_bad_first_epoch(mode: str, worst: float) -> None:
    assert halved([worst, worst, 5, 5], mode=mode) == [1, 1, 0.5, 0.5]


def test_what_is_no_number_is_a_bad_epoch_and_never_the_best() -> None:
    assert halved([nan, 5, 4, nan, nan, 3]) == [1, 1, 1, 1, 1, 0.5]


def test_a_reduction_by_no_more_than_eps_is_left_out() -> None:
    assert halved([5] * 6, eps=0.25) == [1, 1, 1, 0.5, 0.5, 0.5]


def test_the_rate_stops_at_its_least() -> None:
    assert halved([5] * 6, min_lr=0.4) == [1, 1, 1, 0.5, 0.5, 0.4]
