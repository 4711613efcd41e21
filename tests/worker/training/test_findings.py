"""What the tutorials found holds in the median over five seeds."""

import numpy as np
import pytest

from tests.worker.training.studied import SEEDS, trained


def test_a_rate_that_falls_beats_one_that_stays() -> None:
    [baseline] = trained("ionosphere-baseline")
    assert baseline.final == pytest.approx(0.9569, abs=0.01)
    for name in ("ionosphere-time-based", "ionosphere-drop-based"):
        [falling] = trained(name)
        assert falling.final == pytest.approx(0.9914, abs=0.01)


def test_all_strategies_learn() -> None:
    assert min(one.final for one in trained("strategies")) > 0.9


def test_three_rates_learn_each_later_than_the_one_before() -> None:
    _, *learning = trained("learning-rates")[:4]
    assert min(one.final for one in learning) > 0.7
    epochs = [one.epochs_to(0.7) for one in learning]
    assert epochs == sorted(set(epochs))


def test_a_rate_of_a_tenth_is_a_good_choice() -> None:
    rates = trained("learning-rates")
    assert rates[1].epochs_to(0.8) <= 10
    assert all(rates[1].epochs_to(0.8) < other.epochs_to(0.8) for other in (rates[0], *rates[2:]))


def test_a_rate_of_one_oscillates() -> None:
    largest, good, *_ = trained("learning-rates")
    assert largest.unrest > 3 * good.unrest
    assert largest.final < good.final


def test_rates_of_a_millionth_and_below_learn_nothing() -> None:
    for smallest in trained("learning-rates")[-2:]:
        learned = smallest.accuracy[:, -1] - smallest.accuracy[:, 0]
        assert abs(np.median(learned)) < 0.05
        assert smallest.final < 0.5


def test_momentum_takes_fewer_epochs_and_is_steadier() -> None:
    none, _, much, most = trained("momentum")
    for with_momentum in (much, most):
        assert with_momentum.epochs_to(0.8) < none.epochs_to(0.8)
        assert with_momentum.epochs_to(0.8) <= 50
        assert with_momentum.unrest < none.unrest


def test_a_fast_decay_stops_learning_too_early() -> None:
    fastest, fast, slow, slowest = trained("decay")
    assert fastest.final < fast.final < min(slow.final, slowest.final)


def test_decay_ends_at_the_rates_of_the_tutorial() -> None:
    fastest, *_, slowest = trained("decay")
    assert fastest.learning_rate[:, -1] == pytest.approx([3.1e-5] * len(SEEDS), rel=0.01)
    assert slowest.learning_rate[:, -1] == pytest.approx([0.0075763] * len(SEEDS), rel=1e-4)


def test_more_patience_cuts_later() -> None:
    cuts = [one.first_cut for one in trained("plateau-patience")]
    assert cuts == sorted(set(cuts))
    assert cuts[0] <= 10


def test_more_patience_ends_higher() -> None:
    finals = [one.final for one in trained("plateau-patience")]
    assert finals == sorted(finals)
    assert finals[0] < 0.75 < finals[2]


def test_adaptive_optimizers_are_faster_and_steadier() -> None:
    plain, *adaptive = trained("optimizers")
    for optimizer in adaptive:
        assert optimizer.epochs_to(0.8) < plain.epochs_to(0.8)
        assert optimizer.unrest < plain.unrest / 2


def test_rmsprop_and_adam_have_learned_within_50_epochs() -> None:
    _, rmsprop, _, adam = trained("optimizers")
    assert max(rmsprop.epochs_to(0.8), adam.epochs_to(0.8)) < 50
