"""The schedules of transformers that answer to a metric, by what its source says."""

from math import nan

import numpy as np
import pytest

from lehr.dialects import parse
from lehr.errors import InvalidRequest
from lehr.preview import PreviewOptions, preview
from lehr.schedules import Feedback

GREEDY = {"kind": "transformers.greedy", "lr": 0.5, "factor": 0.5, "patience": 1, "min_lr": 0.125}


def greedy(**parameters: object) -> Feedback:
    schedule = parse({**GREEDY, **parameters})
    assert isinstance(schedule, Feedback)
    return schedule


def rates(metric: list[float], **parameters: object) -> list[float]:
    return list(map(float, greedy(**parameters).replay(metric)))


def test_defaults_are_those_of_transformers() -> None:
    assert parse({"kind": "transformers.greedy", "lr": 0.1}).model_dump() == {
        "kind": "transformers.greedy",
        "lr": 0.1,
        "mode": "min",
        "factor": 0.95,
        "patience": 10,
        "threshold": 1e-6,
        "threshold_mode": "abs",
        "cooldown": 0,
        "warmup": 0,
        "min_lr": 1e-3,
        "max_lr": 1.0,
        "eps": 1e-8,
        "verbose": False,
        "smooth": False,
        "window_size": 50,
        "reset_start": 500,
    }


def test_the_plateau_is_that_of_torch() -> None:
    theirs = parse({"kind": "transformers.reduce_lr_on_plateau", "lr": 0.1}).model_dump()
    torch = parse({"kind": "torch.ReduceLROnPlateau", "lr": 0.1}).model_dump()
    assert {**theirs, "kind": torch["kind"]} == torch


def test_more_than_patience_good_epochs_raise_the_rate() -> None:
    assert rates([5, 4, 3, 2, 1]) == [0.5, 0.5, 1, 1, 1]
    assert rates([5, 4, 3, 2, 1], max_lr=4) == [0.5, 0.5, 1, 1, 2]


def test_more_than_patience_bad_epochs_reduce_it() -> None:
    assert rates([5, 5, 5, 5, 5, 5, 5]) == [0.5, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125]


def test_an_epoch_of_the_other_kind_breaks_a_run() -> None:
    assert rates([5, 5, 4, 4, 3, 3]) == [0.5] * 6


def test_epochs_after_a_reduction_or_a_raise_are_not_judged() -> None:
    assert rates([5] * 8, cooldown=2) == [0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.125]
    assert rates([8, 7, 6, 9, 6, 5, 4], max_lr=4, warmup=2) == [0.5, 0.5, 1, 1, 1, 1, 2]


def test_a_best_that_is_not_judged_is_not_the_best() -> None:
    assert rates([5, 5, 5, 1, 4, 3, 2], cooldown=1, max_lr=4)[-2:] == [0.25, 0.5]


def test_so_many_reductions_at_the_least_rate_begin_all_anew() -> None:
    metric = [5.0] * 9
    assert rates(metric, reset_start=1) == [0.5, 0.5, 0.5, 0.25, 0.25, 0.5, 0.5, 0.5, 0.25]
    assert rates(metric, reset_start=2)[5:] == [0.125, 0.125, 0.5, 0.5]
    assert rates(metric, reset_start=0) == rates(metric, reset_start=1)


def test_the_mean_of_the_last_metrics_is_judged_when_smoothing() -> None:
    noisy = [8.0, 9.0, 6.0, 7.0, 4.0, 5.0, 2.0, 3.0, 0.0]
    assert set(rates(noisy, max_lr=4)) == {0.5}
    assert rates(noisy, max_lr=4, smooth=True, window_size=2)[-1] > 0.5


def test_a_mean_is_of_no_more_than_the_window() -> None:
    schedule = greedy(smooth=True, window_size=2)
    state = schedule.begin()
    for value in (1.0, 2.0, 4.0):
        state = schedule.observe(state, value)
    assert state.window == (2.0, 4.0)
    assert schedule.resume(state.as_json()) == state


def test_what_is_no_number_stays_in_the_running_sum() -> None:
    assert rates([nan, 5, 4, 3, 2, 1], smooth=True, window_size=1)[-1] < 0.5
    assert rates([nan, 5, 4, 3, 2, 1], window_size=1)[-1] > 0.5


def test_a_rate_that_cannot_fall_is_cautioned_of() -> None:
    options = PreviewOptions(metric=(1.0,))
    (warning,) = preview(greedy(min_lr=0.5), options).warnings
    assert warning.code == "at-its-least"
    assert not preview(greedy(), options).warnings


def test_a_rate_below_its_least_is_raised_and_not_reduced() -> None:
    assert rates([5] * 9, lr=0.1) == [0.1] * 9
    assert rates([9, 8, 7, 6], lr=0.1)[-1] == 0.2


@pytest.mark.parametrize(
    ("parameters", "pointer"),
    [
        ({"factor": 0}, "/factor"),
        ({"factor": 1}, "/factor"),
        ({"window_size": 0}, "/window_size"),
        ({"window_size": 1001}, "/window_size"),
        ({"patience": -1}, "/patience"),
        ({"min_lr": 0.2, "max_lr": 0.1}, "/max_lr"),
    ],
)
def test_what_transformers_crashes_on_or_turns_around_is_refused(
    parameters: dict[str, object], pointer: str
) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        greedy(**parameters)
    assert [violation.pointer for violation in refusal.value.violations] == [pointer]


def test_it_scales_another_schedule() -> None:
    constant = {"kind": "constant", "learning_rate": 3}
    scaled = parse({"kind": "scale_by_feedback", "schedule": constant, "feedback": GREEDY})
    assert isinstance(scaled, Feedback)
    steps = np.arange(8)
    traced = scaled.trace([8, 7, 6, 5], steps // 2, steps)
    assert traced.tolist() == [3, 3, 3, 3, 6, 6, 6, 6]
