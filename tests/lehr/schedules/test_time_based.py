"""Time-based decay in both of its forms."""

import numpy as np
import pytest

from lehr.errors import InvalidRequest
from lehr.schedules import TimeBased


def test_the_closed_form_divides_by_one_plus_decay_times_step() -> None:
    schedule = TimeBased(initial_learning_rate=0.1, decay=0.002)
    expected = [0.1 / (1 + 0.002 * step) for step in range(1000)]
    assert schedule.rates(np.arange(1000)).tolist() == expected


def test_the_recurrence_prints_the_known_table() -> None:
    schedule = TimeBased(initial_learning_rate=0.1, decay=0.001, form="recurrence")
    table = [f"{rate:.10g}" for rate in schedule.rates(np.arange(5))]
    assert table == ["0.1", "0.0999000999", "0.0997006985", "0.09940249103", "0.09900646517"]


def test_two_hundred_updates_with_decay_a_tenth_end_at_the_known_rate() -> None:
    rates = TimeBased(initial_learning_rate=0.01, decay=0.1).rates(np.arange(200))
    assert rates[49] < 0.002
    assert f"{rates[-1]:.3g}" == "0.000478"


@pytest.mark.parametrize(("decay", "final"), [(0.1, "3.1e-05"), (1e-4, "0.0076")])
def test_3200_updates_end_at_the_known_rates(decay: float, final: str) -> None:
    rates = TimeBased(initial_learning_rate=0.01, decay=decay).rates(np.arange(3200))
    assert f"{rates[-1]:.2g}" == final


def test_both_forms_start_alike_and_then_the_recurrence_is_lower() -> None:
    closed = TimeBased(initial_learning_rate=0.1, decay=0.01).rates(np.arange(100))
    product = TimeBased(initial_learning_rate=0.1, decay=0.01, form="recurrence")
    rates = product.rates(np.arange(100))
    assert rates[:2].tolist() == closed[:2].tolist()
    assert (rates[2:] < closed[2:]).all()


def test_only_the_recurrence_is_told_from_the_closed_form() -> None:
    product = TimeBased(initial_learning_rate=0.1, decay=0.01, form="recurrence")
    [caution] = product.cautions(100)
    assert caution.code == "recurrence"
    assert caution.detail.endswith("lower than the closed form, 0.05 at step 100")
    assert not product.cautions(1)
    assert not TimeBased(initial_learning_rate=0.1, decay=0.01).cautions(100)


def test_the_recurrence_ends_in_zero_without_decaying_further() -> None:
    schedule = TimeBased(initial_learning_rate=0.1, decay=1, form="recurrence")
    assert schedule.rates(np.array([200, 10**7])).tolist() == [0, 0]


def test_the_recurrence_refuses_steps_that_take_too_long() -> None:
    schedule = TimeBased(initial_learning_rate=0.1, decay=0.1, form="recurrence")
    with pytest.raises(InvalidRequest, match="to step 10000000 at most; received step 10000001"):
        schedule.rates(np.array([10**7 + 1]))


def test_the_closed_form_takes_steps_of_any_size() -> None:
    schedule = TimeBased(initial_learning_rate=1, decay=1)
    assert schedule.rates(np.array([10**12 - 1])).tolist() == [1e-12]
