"""The requests of studies are jobs as any client could hand them in."""

from typing import Any

import pytest

from lehr.experiments.job_plan import ResolvedJob, resolve_job
from lehr.experiments.job_spec import JobSpec
from lehr.experiments.studies.catalogue import STUDIES, requested
from lehr.settings import Settings

TRAINED = [name for name, study in STUDIES.items() if study.request]
CONFIGURATIONS = {
    "learning-rates": 8,
    "momentum": 4,
    "decay": 4,
    "plateau-patience": 4,
    "optimizers": 4,
    "strategies": 3,
}
BLOBS = sorted(CONFIGURATIONS.keys() - {"strategies"})


def resolved(name: str, **more: Any) -> ResolvedJob:
    return resolve_job(JobSpec.model_validate(requested(name) | more), Settings())


@pytest.mark.parametrize("name", TRAINED)
def test_a_study_has_a_run_for_each_of_its_configurations(name: str) -> None:
    plan = resolved(name).plan
    assert plan.runs == plan.configurations == CONFIGURATIONS.get(name, 1)
    assert plan.warnings == []


@pytest.mark.parametrize("name", TRAINED)
def test_a_study_can_be_trained_by_more_seeds(name: str) -> None:
    plan = resolved(name, seed=None, seeds=[1, 2, 3, 4, 5]).plan
    assert plan.runs == 5 * CONFIGURATIONS.get(name, 1)


@pytest.mark.parametrize("name", BLOBS)
def test_blobs_make_3200_updates_of_500_rows(name: str) -> None:
    for configuration in resolved(name).configurations:
        plan, experiment = configuration.plan, configuration.experiment
        assert (plan.train_rows, plan.validation_rows) == (500, 500)
        assert (plan.steps_per_epoch, plan.steps, experiment.epochs) == (16, 3200, 200)


@pytest.mark.parametrize("name", TRAINED)
def test_a_normalised_study_is_a_valid_request(name: str) -> None:
    spec = resolved(name).spec
    assert JobSpec.model_validate(spec.normalised()) == spec


def test_each_optimizer_has_its_usual_rate() -> None:
    found = {
        one.parameters["optimizer.name"]: one.parameters["schedule.learning_rate"]
        for one in resolved("optimizers").configurations
    }
    assert found == {"SGD": 0.01, "RMSprop": 0.001, "Adagrad": 0.01, "Adam": 0.001}


def test_plateaus_differ_by_their_patience_alone() -> None:
    patiences = [one.parameters for one in resolved("plateau-patience").configurations]
    assert patiences == [{"schedule.patience": patience} for patience in (2, 5, 10, 15)]
