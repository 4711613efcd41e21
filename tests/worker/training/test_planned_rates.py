"""The rates of a run, told epoch by epoch."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.testing import assert_array_equal

from lehr.experiments.history import EpochRecord
from lehr.experiments.rates import planned_rates
from tests.worker.training.runs import EPOCHS, resolved
from worker.training.planned_rates import PlannedRates, rates_of

PLATEAU = {"kind": "torch.ReduceLROnPlateau", "lr": 0.1, "factor": 0.5, "patience": 2}


def rates_for(**changes: Any) -> PlannedRates:
    return rates_of(*resolved(**changes))


def passed(rates: PlannedRates, first: int, losses: list[float]) -> list[bool]:
    return [
        rates.pass_epoch(
            EpochRecord(
                epoch=epoch,
                learning_rate=0.1,
                loss=0.0,
                val_loss=loss,
                metrics=[0.5],
                val_metrics=[0.5],
            )
        )
        for epoch, loss in enumerate(losses, start=first)
    ]


def test_the_rates_of_all_epochs_are_those_of_the_plan() -> None:
    experiment, plan = resolved()
    every = planned_rates(experiment, plan.steps_per_epoch, np.arange(plan.steps))
    assert_array_equal(rates_for().ahead(EPOCHS).ravel(), every)


def test_epochs_that_passed_are_not_told_again() -> None:
    rates = rates_for()
    third = rates.ahead(EPOCHS)[2]
    assert passed(rates, 1, [1.0, 1.0]) == [True, True]
    assert_array_equal(rates.ahead(1), third[None])
    assert not rates.tentative


def test_a_recurrence_is_told_in_pieces_as_in_one() -> None:
    schedule = {"kind": "time_based", "initial_learning_rate": 0.1, "decay": 0.1,
                "form": "recurrence"}  # fmt: skip
    whole = rates_for(schedule=schedule).ahead(EPOCHS)
    rates = rates_for(schedule=schedule)
    for epoch, one in enumerate(whole, start=1):
        assert_array_equal(rates.ahead(1), one[None])
        passed(rates, epoch, [1.0])


def test_trust_doubles_while_nothing_changes() -> None:
    rates, told, epoch = rates_for(schedule=PLATEAU, epochs=100), [], 1
    for _ in range(4):
        told.append(len(rates.ahead(100)))
        assert all(passed(rates, epoch, [-float(e) for e in range(epoch, epoch + told[-1])]))
        epoch += told[-1]
    assert told == [1, 2, 4, 8]
    assert len(rates.ahead(100)) == 16


def test_after_a_change_trust_reaches_as_far_as_the_shortest_stretch_without_one() -> None:
    rates, told = rates_for(schedule=PLATEAU, epochs=100), []
    for epoch in range(1, 12):
        told.append(len(rates.ahead(100)))
        held = passed(rates, epoch, [1.0])
        assert held == [epoch not in {4, 7, 10}]
    assert told == [1, 2, 3, 4, 4, 5, 6, 3, 4, 5, 3]
    assert_array_equal(rates.ahead(1), np.full((1, 4), 0.1 * 0.5**3, np.float32))


def test_a_change_is_seen_also_after_the_last_epoch_that_was_told() -> None:
    rates = rates_for(schedule={"kind": "follow_cost", "initial_learning_rate": 0.01})
    for epoch, (loss, _) in enumerate(pairwise([1.0, 0.5, 0.25, 0.1]), start=1):
        assert len(rates.ahead(EPOCHS)) == 1
        assert passed(rates, epoch, [loss]) == [False]


def test_no_more_epochs_are_told_than_the_run_has() -> None:
    rates = rates_for(schedule=PLATEAU, epochs=2)
    assert len(rates.ahead(2)) == 1
    passed(rates, 1, [1.0])
    assert len(rates.ahead(1)) == 1
    assert passed(rates, 2, [0.5]) == [True]
