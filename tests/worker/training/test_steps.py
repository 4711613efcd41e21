"""Rate and loss of every update, for runs that keep them."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.testing import assert_allclose

from lehr.experiments.history import EpochRecord, StepRecord
from lehr.experiments.rates import planned_rates
from tests.worker.training.runs import EPOCHS, HIDDEN, OUTPUT, Heard, resolved, trained
from worker.trainer import Report, Trainer
from worker.training.compiled import CompiledTrainer
from worker.training.fit import fit

REGULARISED = {"layers": [HIDDEN | {"kernel_regularizer": "l2"}, OUTPUT]}


@pytest.fixture(scope="module")
def heard(train: Trainer) -> Heard:
    return trained(train, steps_history=True, model=REGULARISED)


def losses(heard: Heard) -> list[float]:
    return [step.loss for step in heard.steps]


def test_every_update_is_told_with_the_rate_that_was_planned(heard: Heard) -> None:
    experiment, plan = resolved(steps_history=True)
    planned = planned_rates(experiment, plan.steps_per_epoch, np.arange(plan.steps))
    assert [step.step for step in heard.steps] == list(range(plan.steps))
    assert [step.learning_rate for step in heard.steps] == [float(str(rate)) for rate in planned]


def test_the_losses_of_an_epoch_weigh_up_to_its_own(heard: Heard) -> None:
    batches = np.array(losses(heard)).reshape(EPOCHS, -1)
    means = np.average(batches, axis=1, weights=[16, 16, 16, 2])
    assert_allclose(means, [record.loss for record in heard.records], rtol=1e-6)


def test_updates_are_told_before_their_epoch(train: Trainer) -> None:
    told: list[tuple[str, int]] = []

    def steps(some: Sequence[StepRecord]) -> None:
        told.append(("steps", len(some)))

    def epoch(record: EpochRecord) -> None:
        told.append(("epoch", record.epoch))

    report = Report(epoch, steps, lambda: None, lambda _: None)
    train(*resolved(steps_history=True, epochs=2), report)
    assert told == [("steps", 4), ("epoch", 1), ("steps", 4), ("epoch", 2)]


def test_both_trainers_tell_the_same(compiled: CompiledTrainer) -> None:
    ours, theirs = (
        losses(trained(one, steps_history=True, model=REGULARISED)) for one in (compiled, fit)
    )
    assert_allclose(ours, theirs, rtol=5e-5)


def test_the_training_is_that_of_a_run_that_keeps_none(train: Trainer, heard: Heard) -> None:
    plain = trained(train, model=REGULARISED)
    assert plain.steps == []
    assert plain.records == heard.records
    assert plain.outcome == heard.outcome


def test_an_update_that_diverges_has_its_loss(train: Trainer) -> None:
    steep = {"kind": "constant", "learning_rate": 1e30}
    assert np.isnan(losses(trained(train, steps_history=True, schedule=steep))[-1])


def test_updates_on_trust_are_told_once(compiled: CompiledTrainer) -> None:
    plateau = {"kind": "torch.ReduceLROnPlateau", "lr": 0.5, "patience": 2}
    heard = trained(compiled, steps_history=True, schedule=plateau)
    assert [step.step for step in heard.steps] == list(range(4 * EPOCHS))
    assert [step.learning_rate for step in heard.steps][3::4] == heard.rates
