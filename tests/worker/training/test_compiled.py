"""The compiled trainer, held to what a trainer promises."""

import math

import numpy as np
import pytest

from lehr.experiments.rates import planned_rates
from tests.worker.training.runs import (
    EPOCHS,
    HIDDEN,
    OUTPUT,
    Heard,
    largest_difference,
    resolved,
    trained,
)
from worker.trainer import Interrupted, Order, Report, TrainingFailed
from worker.training.compiled import CompiledTrainer
from worker.training.fit import fit

LONG = 300
"""More epochs than one call trains."""
TABLE = {"layer": "Embedding", "input_dim": 17, "output_dim": 4}
POOL = {"layer": "GlobalAveragePooling1D"}
TEN = {"layer": "Dense", "units": 10, "activation": "softmax"}
LOOKED_UP = {"dataset": {"name": "digits"}, "epochs": 2, "batch_size": 512}


@pytest.fixture(scope="module")
def reference() -> Heard:
    return trained(fit)


def test_a_run_has_the_history_that_fit_gives_it(
    compiled: CompiledTrainer, reference: Heard
) -> None:
    heard = trained(compiled)
    assert [record.epoch for record in heard.records] == list(range(1, EPOCHS + 1))
    assert heard.rates == reference.rates
    assert largest_difference(heard, reference) < 5e-5


def test_a_run_tells_how_it_was_trained(compiled: CompiledTrainer) -> None:
    outcome = trained(compiled).outcome
    assert outcome is not None
    assert (outcome.trainer_used, outcome.max_abs_error) == ("compiled", 0.0)
    assert len(outcome.weights_sha256) == 64


def test_a_run_is_equal_to_the_bit_alone_and_after_others(compiled: CompiledTrainer) -> None:
    alone = trained(CompiledTrainer())
    trained(compiled, seed=8, optimizer={"name": "SGD"})
    company = trained(compiled, seed=9)
    again = trained(compiled)
    assert again.outcome == alone.outcome != company.outcome
    assert again.records == alone.records


def test_the_size_of_chunks_changes_nothing(compiled: CompiledTrainer) -> None:
    cold, warm = trained(CompiledTrainer(), epochs=LONG), trained(compiled, epochs=LONG)
    assert cold.outcome == warm.outcome
    assert cold.records == warm.records
    assert len(warm.records) == LONG


def test_the_rates_are_the_planned_ones(compiled: CompiledTrainer) -> None:
    experiment, plan = resolved(epochs=LONG)
    planned = planned_rates(experiment, plan.steps_per_epoch, np.arange(plan.steps))
    last_updates = planned[plan.steps_per_epoch - 1 :: plan.steps_per_epoch]
    assert trained(compiled, epochs=LONG).rates == [float(str(rate)) for rate in last_updates]


def test_rates_by_epoch_are_kept_for_an_epoch(compiled: CompiledTrainer) -> None:
    heard = trained(compiled, schedule_unit="epoch")
    assert heard.rates == trained(fit, schedule_unit="epoch", epochs=EPOCHS).rates


def test_a_diverging_run_goes_on(compiled: CompiledTrainer) -> None:
    steep = {"kind": "constant", "learning_rate": 1e30}
    heard = trained(compiled, schedule=steep)
    assert len(heard.records) == EPOCHS
    assert math.isnan(heard.records[-1].loss)
    assert heard.rates == [1e30] * EPOCHS


def test_a_run_without_validation_has_no_validation_scores(compiled: CompiledTrainer) -> None:
    heard = trained(compiled, validation=None)
    assert {record.val_loss for record in heard.records} == {None}
    assert {record.val_metrics for record in heard.records} == {None}
    assert largest_difference(heard, trained(fit, validation=None)) < 5e-5


def test_a_run_without_metrics_has_losses_only(compiled: CompiledTrainer) -> None:
    heard = trained(compiled, metrics=[])
    assert heard.scores.shape == (EPOCHS, 2)


def test_an_order_is_heard_between_chunks(compiled: CompiledTrainer) -> None:
    heard = Heard()

    def heed() -> None:
        if heard.records:
            raise Interrupted(Order.CANCEL)

    with pytest.raises(Interrupted):
        compiled(
            *resolved(epochs=1_000_000),
            Report(heard.records.append, heard.steps.extend, heed, warn=heard.warnings.extend),
        )
    assert 0 < len(heard.records) < 1_000_000


def test_a_run_after_an_interrupted_one_is_not_touched_by_it(compiled: CompiledTrainer) -> None:
    before = trained(compiled)

    def stop(_: object) -> None:
        raise Interrupted(Order.DROP)

    with pytest.raises(Interrupted):
        compiled(
            *resolved(seed=3), Report(stop, lambda _: None, heed=lambda: None, warn=lambda _: None)
        )
    assert trained(compiled).outcome == before.outcome


@pytest.mark.parametrize("layers", [[], [{"layer": "Rescaling", "scale": -1}]])
def test_an_embedding_trains_on_indices_that_it_has(
    compiled: CompiledTrainer, layers: list[dict[str, object]]
) -> None:
    model = {"layers": [*layers, TABLE, POOL, TEN]}
    heard = trained(compiled, **LOOKED_UP, model=model)
    assert largest_difference(heard, trained(fit, **LOOKED_UP, model=model)) < 5e-5


@pytest.mark.parametrize("layers", [[], [{"layer": "Rescaling", "scale": -2}]])
def test_an_index_that_an_embedding_lacks_fails_the_run(
    compiled: CompiledTrainer, layers: list[dict[str, object]]
) -> None:
    model = {"layers": [*layers, TABLE | {"input_dim": 16}, POOL, TEN]}
    with pytest.raises(TrainingFailed, match="takes indices from -16 to 15; the data have"):
        trained(compiled, **LOOKED_UP, model=model)


@pytest.mark.parametrize(
    "layers", [[], [{"layer": "BatchNormalization"}, {"layer": "Dropout", "rate": 0.2}]], ids=str
)
def test_a_run_does_not_depend_on_its_company(layers: list[dict[str, object]]) -> None:
    run = {
        "model": {"layers": [HIDDEN, *layers, OUTPUT]},
        "optimizer": {"name": "SGD", "momentum": 0.5},
    }
    alone, company = trained(CompiledTrainer(), **run), CompiledTrainer()
    among = [trained(company, **run | (others(place) if place % 32 else {})) for place in range(65)]
    assert [among[place] for place in (0, 32, 64)] == [alone] * 3
    assert len({heard.outcome.weights_sha256 for heard in among if heard.outcome}) == 63
    assert len(company._programs) == 1


def others(place: int) -> dict[str, object]:
    return {
        "seed": place,
        "schedule": {"kind": "constant", "learning_rate": 0.01 * place},
        "optimizer": {"name": "SGD", "momentum": 0.01 * place},
    }
