"""The studies, as they are listed."""

from typing import Any

import pytest

from lehr.datasets.split import divide
from lehr.errors import PreviewOnly, UnknownStudy
from lehr.experiments.experiment import Experiment
from lehr.experiments.plan import resolve
from lehr.experiments.studies.catalogue import STUDIES, find, requested
from lehr.settings import Settings

SINGLE = [name for name in STUDIES if name.startswith("ionosphere")]
NAMES = {
    "ionosphere-baseline",
    "ionosphere-time-based",
    "ionosphere-drop-based",
    "learning-rates",
    "momentum",
    "decay",
    "plateau-patience",
    "optimizers",
    "decay-curves",
    "strategies",
}


def request(name: str) -> dict[str, Any]:
    found = STUDIES[name].request
    assert found is not None
    return found


def test_every_experiment_of_the_tutorials_is_a_study() -> None:
    assert set(STUDIES) == NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_study_says_what_to_expect_and_what_to_do(name: str) -> None:
    study = find(name)
    assert study.title
    assert study.expect.endswith(".")
    assert study.request or study.preview


@pytest.mark.parametrize("name", SINGLE)
def test_a_study_of_one_configuration_is_accepted(name: str) -> None:
    experiment, plan = resolve(Experiment.model_validate(request(name)), Settings())
    assert (plan.train_rows, plan.validation_rows, plan.steps_per_epoch) == (235, 116, 9)
    assert (experiment.epochs, experiment.batch_size, experiment.seed) == (50, 28, 7)
    assert plan.warnings == []


@pytest.mark.parametrize("name", sorted(NAMES - {"decay-curves"}))
def test_the_last_rows_validate_as_in_the_tutorials(name: str) -> None:
    asked = {name: part for name, part in request(name).items() if name != "sweep"}
    schedule = {"kind": "constant", "learning_rate": 0.01}
    experiment = Experiment.model_validate(asked | {"schedule": schedule})
    rows = experiment.dataset.samples
    division = divide(rows, experiment.validation, 1)
    assert division.train.tolist() == list(range(len(division.train)))
    assert division.validation.tolist() == list(range(len(division.train), rows))


def test_an_unknown_study_is_told_the_nearest() -> None:
    with pytest.raises(UnknownStudy, match="no study is named momentun: perhaps momentum; there"):
        find("momentun")


def test_a_name_unlike_all_others_is_told_them_all() -> None:
    with pytest.raises(UnknownStudy, match="no study is named xyz: there are ionosphere-baseline"):
        find("xyz")


def test_a_study_without_training_is_not_handed_in() -> None:
    with pytest.raises(PreviewOnly, match="decay-curves trains nothing"):
        requested("decay-curves")
