"""Each configuration of a job is an experiment of its own, checked before anything is stored."""

from typing import Any

import pytest

from lehr.errors import InvalidRequest
from lehr.experiments.configurations import Configuration, configurations, run_document
from lehr.experiments.experiment import Experiment
from lehr.experiments.job_spec import JobSpec
from lehr.settings import Settings

Body = dict[str, Any]
RATE = "schedule.initial_learning_rate"


def found(body: Body, sweep: object) -> list[Configuration]:
    return configurations(JobSpec.model_validate(body | {"sweep": sweep}), Settings())


def refused(body: Body, sweep: object) -> dict[str, str]:
    with pytest.raises(InvalidRequest) as refusal:
        found(body, sweep)
    return {violation.pointer: violation.detail for violation in refusal.value.violations}


def test_each_configuration_trains_its_own_experiment(body: Body) -> None:
    first, second = found(body, {RATE: [0.1, 0.5]})
    assert (first.parameters, second.parameters) == ({RATE: 0.1}, {RATE: 0.5})
    assert second.experiment.schedule.model_dump()["initial_learning_rate"] == 0.5
    assert first.experiment.model_copy(update={"schedule": None}) == second.experiment.model_copy(
        update={"schedule": None}
    )


def test_loss_and_columns_follow_from_each_configurations_own_model(body: Body) -> None:
    output = {"layer": "Dense", "units": 2, "activation": "softmax"}
    models = [body["model"], {"layers": [output]}]
    lone, two = found(body | {"loss": None}, {"model": models})
    names = [one.experiment.loss and one.experiment.loss.name for one in (lone, two)]
    assert names == ["binary_crossentropy", "categorical_crossentropy"]


def test_a_run_is_rebuilt_from_the_jobs_document_and_its_own_parameters(body: Body) -> None:
    spec = JobSpec.model_validate(body | {"sweep": {RATE: [0.1, 0.5], "epochs": [3, 4]}})
    for one in configurations(spec, Settings()):
        document = run_document(spec.normalised(), one.parameters, 11)
        expected = one.experiment.model_copy(update={"seed": 11})
        assert Experiment.model_validate(document) == expected


@pytest.mark.parametrize(
    ("sweep", "pointer", "told"),
    [
        ({RATE: [0.1, -0.1]}, f"/sweep/{RATE}/1", "received -0.1"),
        (
            {"schedule.initial_learning_rat": [1]},
            "/sweep/schedule.initial_learning_rat/0",
            "perhaps",
        ),
        ({"schedule": [{"kind": "cosin"}]}, "/sweep/schedule/0/kind", "`cosine`"),
        ({"schedule": [{"kind": "constant"}]}, "/sweep/schedule/0/learning_rate", "is required"),
        ({"schedul": [1]}, "/sweep/schedul/0", "perhaps `schedule`"),
        ({"optimizer.nesterow": [True]}, "/sweep/optimizer.nesterow/0", "`nesterov`"),
        ([{"epochs": 3}, {"epochs": 0}], "/sweep/1/epochs", "received 0"),
        ({"batch_size": [16, 400]}, "/sweep/batch_size/1", "received 400"),
        ({"model.layers.0.units": [0]}, "/sweep/model.layers.0.units/0", "received 0"),
        ({"seed": [1]}, "/sweep/seed/0", "seeds are given by `seeds`"),
        ({"labels.team": ["radar"]}, "/sweep/labels.team/0", "belongs to the whole job"),
        ({"sweep": [None]}, "/sweep/sweep/0", "belongs to the whole job"),
    ],
)
def test_a_change_that_is_wrong_is_refused_where_it_stands(
    body: Body, sweep: object, pointer: str, told: str
) -> None:
    found = refused(body, sweep)
    assert list(found) == [pointer]
    assert told in found[pointer]


def test_what_only_a_combination_breaks_names_the_combination(body: Body) -> None:
    sweep = {"dataset": [body["dataset"], {"name": "iris"}]}
    found = refused(body, sweep)
    assert 'in the configuration {"dataset": {"name": "iris"}}' in found["/model/layers/1/units"]


def test_many_wrong_changes_are_told_up_to_a_limit(body: Body) -> None:
    found = refused(body, {RATE: [-1.0 - place for place in range(1000)]})
    assert 30 < len(found) < 40


def test_two_equal_configurations_are_refused(body: Body) -> None:
    found = refused(body, [{RATE: 0.1, "epochs": 3}, {RATE: 0.2}, {"epochs": 3, RATE: 0.1}])
    assert found == {"/sweep": "configurations must differ; number 3 is number 1 again"}


@pytest.mark.parametrize("sweep", [{RATE: [1, 1.0]}, [{"batch_size": 28}, {"epochs": 50}]])
def test_two_ways_to_write_one_configuration_are_refused(body: Body, sweep: object) -> None:
    found = refused(body, sweep)
    assert found == {"/sweep": "configurations must differ; number 2 is number 1 again"}


def test_configurations_that_measure_different_columns_are_refused(body: Body) -> None:
    found = refused(body, {"metrics": [["accuracy"], ["mae"]]})
    assert "number 1 has" in found["/sweep"]


def test_a_wrong_value_of_many_combinations_is_told_once(body: Body) -> None:
    found = refused(body, {"batch_size": [16, 0], RATE: [0.1, 0.2, 0.3]})
    assert list(found) == ["/sweep/batch_size/1"]
