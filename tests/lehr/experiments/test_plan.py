"""An experiment is resolved, counted and checked before anything is stored."""

from typing import Any

import pytest

from lehr.errors import InvalidRequest
from lehr.experiments.experiment import Experiment
from lehr.experiments.plan import resolve
from lehr.experiments.records import Plan
from lehr.settings import Settings

Body = dict[str, Any]

SOFTMAX = {"layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]}
IRIS = {"dataset": {"name": "iris"}, "model": SOFTMAX, "loss": None, "metrics": None}


def resolved(body: Body, **changes: object) -> Experiment:
    return resolve(Experiment.model_validate(body | changes), Settings())[0]


def planned(body: Body, **changes: object) -> Plan:
    return resolve(Experiment.model_validate(body | changes), Settings())[1]


def pointers(body: Body, settings: Settings | None = None, **changes: object) -> list[str]:
    with pytest.raises(InvalidRequest) as refusal:
        resolve(Experiment.model_validate(body | changes), settings or Settings())
    return [violation.pointer for violation in refusal.value.violations]


def test_a_plan_counts_what_training_will_do(body: Body) -> None:
    plan = planned(body)
    assert (plan.train_rows, plan.validation_rows) == (235, 116)
    assert (plan.steps_per_epoch, plan.steps) == (9, 450)
    assert plan.parameters == 34 * 34 + 34 + 34 + 1
    assert plan.encoding == "binary"


def test_the_last_batch_of_an_epoch_may_be_smaller(body: Body) -> None:
    assert planned(body, batch_size=235).steps_per_epoch == 1
    assert planned(body, batch_size=234).steps_per_epoch == 2


def test_the_cost_grows_with_the_epochs(body: Body) -> None:
    assert planned(body, epochs=100).estimated_cost == 2 * planned(body).estimated_cost


def test_the_columns_follow_from_metrics_and_validation(body: Body) -> None:
    trained = ["epoch", "learning_rate", "loss", "accuracy"]
    assert planned(body).columns == [*trained, "val_loss", "val_accuracy"]
    assert planned(body, validation=None).columns == trained
    assert planned(body, metrics=[]).columns == ["epoch", "learning_rate", "loss", "val_loss"]


def test_a_seed_is_drawn_where_none_is_given(body: Body) -> None:
    seeds = {resolved(body, seed=None).seed for _ in range(3)}
    assert len(seeds) == 3
    assert all(seed is not None and 0 <= seed < 2**31 for seed in seeds)


def test_the_seed_given_is_kept_also_where_it_is_zero(body: Body) -> None:
    assert resolved(body, seed=0).seed == 0


def test_loss_and_metrics_follow_from_the_data_where_absent(body: Body) -> None:
    experiment = resolved(body, **IRIS)
    assert experiment.loss is not None
    assert experiment.metrics is not None
    assert experiment.loss.name == "categorical_crossentropy"
    assert [metric.name for metric in experiment.metrics] == ["accuracy"]


def test_a_resolved_experiment_resolves_to_itself(body: Body) -> None:
    experiment = resolved(body, **IRIS, seed=None)
    assert resolve(experiment, Settings())[0] == experiment


def test_every_broken_rule_is_told_at_once(body: Body) -> None:
    found = pointers(
        body,
        optimizer={"name": "SGD", "learning_rate": 0.1},
        batch_size=236,
        loss="categorical_crossentropy",
    )
    assert found == ["/optimizer/learning_rate", "/batch_size", "/model/layers/1/units"]


@pytest.mark.parametrize(
    ("settings", "pointer"),
    [
        ({"max_parameters": 1224}, "/model"),
        ({"max_memory": 1000}, "/model"),
        ({"max_cost": 1e3}, "/epochs"),
    ],
)
def test_a_job_beyond_a_limit_is_refused(
    body: Body, settings: dict[str, Any], pointer: str
) -> None:
    assert pointers(body, Settings(**settings)) == [pointer]


def test_a_job_at_the_limit_is_taken(body: Body) -> None:
    resolve(Experiment.model_validate(body), Settings(max_parameters=1225))


def test_the_answer_names_the_limit(body: Body) -> None:
    with pytest.raises(InvalidRequest, match="at most 1224 weights are allowed; this needs 1225"):
        resolve(Experiment.model_validate(body), Settings(max_parameters=1224))


def test_a_curve_that_is_not_finite_is_refused_with_its_step(body: Body) -> None:
    growing = body["schedule"] | {"kind": "keras.ExponentialDecay", "decay_rate": 10.0}
    with pytest.raises(InvalidRequest, match="the learning rate must be finite; at step"):
        planned(body, schedule=growing)


def test_a_split_that_leaves_out_a_class_is_warned_of(body: Body) -> None:
    (warned,) = planned(body, **IRIS).warnings
    assert (warned.code, "class 2" in warned.detail) == ("class-not-trained", True)


def test_drawn_rows_are_not_warned_of_before_they_are_drawn(body: Body) -> None:
    blobs = {"dataset": {"name": "blobs"}, "model": SOFTMAX, "loss": None}
    assert planned(body, **blobs).warnings == []
