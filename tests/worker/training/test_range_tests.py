"""Range tests in both trainers: they record every update and stop where the loss diverges."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from lehr.experiments.experiment import Experiment
from lehr.experiments.plan import resolve
from lehr.experiments.range_test import smoothed, stop_index
from lehr.settings import Settings
from tests.worker.training.runs import BODY, Heard, listening
from worker.trainer import Snapshot, Trainer
from worker.training import program
from worker.training.compiled import CompiledTrainer
from worker.training.fit import fit

MILD = {"from": 1e-5, "to": 1e-2, "steps": 30}
"""Seven and a half epochs of 4 updates, none of which diverges."""
STEEP = {"from": 1e-3, "to": 1e4, "steps": 200}


def probed(train: Trainer, test: dict[str, float], **more: Any) -> Heard:
    rest = {name: BODY[name] for name in BODY if name not in {"schedule", "epochs"}}
    experiment = Experiment.model_validate(rest | {"lr_range_test": test})
    heard = Heard()
    report = listening(heard, **more)
    heard.outcome = train(*resolve(experiment, Settings()), report)
    return heard


def losses(heard: Heard) -> list[float]:
    return [step.loss for step in heard.steps]


def test_as_many_updates_are_kept_as_the_test_has(train: Trainer) -> None:
    heard = probed(train, MILD)
    assert [record.epoch for record in heard.records] == list(range(1, 9))
    assert [step.step for step in heard.steps] == list(range(30))


def test_the_rates_climb_by_equal_ratios(train: Trainer) -> None:
    rates = [step.learning_rate for step in probed(train, MILD).steps]
    assert_allclose(rates, np.geomspace(1e-5, 1e-2, 30), rtol=1e-6)


def test_it_stops_after_the_epoch_in_which_it_diverges(train: Trainer) -> None:
    heard = probed(train, STEEP)
    diverged = stop_index(smoothed(losses(heard)), 4.0)
    assert diverged is not None
    assert len(heard.records) == diverged // 4 + 1 < 50
    assert len(heard.steps) == 4 * len(heard.records)


def test_it_goes_on_as_long_as_the_factor_allows(train: Trainer) -> None:
    patient = probed(train, STEEP | {"stop_factor": 1e6})
    assert len(patient.records) > len(probed(train, STEEP).records)


def test_a_loss_that_is_not_finite_stops_it(train: Trainer) -> None:
    heard = probed(train, {"from": 1e20, "to": 1e30, "steps": 100, "stop_factor": 1e300})
    assert len(heard.records) < 25
    assert not np.isfinite(losses(heard)[-1])


def test_both_trainers_stop_alike(compiled: CompiledTrainer) -> None:
    ours, theirs = probed(compiled, STEEP), probed(fit, STEEP)
    assert len(ours.records) == len(theirs.records)
    assert_allclose(losses(ours)[:40], losses(theirs)[:40], rtol=5e-5)


def test_epochs_after_the_end_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    together = CompiledTrainer()
    probed(together, STEEP)  # warm, it trains more epochs in a call than the test will have
    warm = probed(together, STEEP)
    monkeypatch.setattr(program, "MAX_EPOCHS", 1)
    apart = probed(CompiledTrainer(), STEEP)
    assert warm.outcome == apart.outcome
    assert (warm.records, warm.steps) == (apart.records, apart.steps)


def test_a_test_that_goes_on_from_a_snapshot_stops_where_it_would_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(program, "CHUNK_SECONDS", 0.0)
    taken = list[Snapshot]()

    def chunk(take: Callable[[], Snapshot]) -> None:
        taken.append(take())

    train = CompiledTrainer()
    whole = probed(train, STEEP, chunk=chunk)
    assert len(taken) == len(whole.records)
    resumed = probed(train, STEEP, start=taken[-4])
    assert resumed.records == whole.records[-3:]
    assert resumed.outcome == whole.outcome
