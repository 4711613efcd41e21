"""A rate that falls to a fifth, as that of scikit-learn."""

from math import inf, nan

import numpy as np
import pytest
from sklearn.neural_network import MLPRegressor

from lehr.schedules import AdaptiveFifth


def fifths(metric: list[float], **parameters: object) -> list[float]:
    """Return the rates of a schedule that begins with 25, two epochs of patience."""
    schedule = AdaptiveFifth.model_validate(
        {"initial_learning_rate": 25, "patience": 2, "min_delta": 1, **parameters}
    )
    return list(map(float, schedule.replay(metric)))


def test_the_rate_falls_to_a_fifth_after_so_many_epochs_without_progress() -> None:
    assert fifths([9, 9, 9, 9, 9, 9]) == [25, 25, 25, 5, 5, 1]


def test_slow_progress_is_none() -> None:
    assert fifths([9, 8.5, 8, 7.5, 7]) == [25, 25, 25, 5, 5]


def test_progress_is_what_is_better_than_all_before() -> None:
    assert fifths([9, 9, 7, 7, 5, 5]) == [25] * 6
    assert fifths([9, 8.5, 7.8, 9, 9]) == [25, 25, 25, 5, 5]


def test_higher_is_better_where_the_mode_says_so() -> None:
    assert fifths([1, 3, 5, 7], mode="max") == [25] * 4
    assert fifths([7, 5, 3, 1], mode="max") == [25, 25, 25, 5]


def test_a_rate_that_is_small_enough_stays() -> None:
    assert fifths([9] * 8, patience=1, initial_learning_rate=6e-6)[-3:] == [2.4e-7] * 3


@pytest.mark.parametrize("bad", [nan, inf])
def test_what_is_no_number_or_the_worst_is_no_progress(bad: float) -> None:
    assert fifths([9, bad, bad, bad]) == [25, 25, 25, 5]
    assert fifths([bad, 9, 7, 5]) == [25] * 4


def test_scikit_learn_trains_with_these_rates() -> None:
    x = np.linspace(-1, 1, 40).reshape(-1, 1)
    model = MLPRegressor(
        hidden_layer_sizes=(4,),
        solver="sgd",
        learning_rate="adaptive",
        learning_rate_init=0.2,
        random_state=1,
    )
    model.set_params(tol=1e-3, n_iter_no_change=2)
    rates = [0.2]
    for _ in range(120):
        model.partial_fit(x, np.sin(3 * x).ravel())
        rates.append(model._optimizer.learning_rate)
    schedule = AdaptiveFifth(initial_learning_rate=0.2, patience=3, min_delta=1e-3)
    assert schedule.replay(model.loss_curve_).tolist() == rates[:-1]
    assert len(set(rates)) > 4
