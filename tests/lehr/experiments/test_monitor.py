"""What a feedback schedule is told after each epoch."""

from typing import Any

import pytest

from lehr.errors import InvalidRequest, Violation
from lehr.experiments.experiment import Experiment
from lehr.experiments.monitor import monitored
from lehr.experiments.plan import resolve
from lehr.preview import PreviewOptions, preview
from lehr.settings import Settings

Body = dict[str, Any]

PLATEAU = {"kind": "reduce_on_plateau", "initial_learning_rate": 0.1}
KERAS = {"kind": "keras.ReduceLROnPlateau", "initial_learning_rate": 0.1}
COLUMNS = "loss, accuracy, val_loss, val_accuracy"


def monitored_by(body: Body, **changes: object) -> str:
    return monitored(*resolve(Experiment.model_validate(body | changes), Settings()))


def violation(body: Body, **changes: object) -> Violation:
    with pytest.raises(InvalidRequest) as refusal:
        resolve(Experiment.model_validate(body | changes), Settings())
    (found,) = refusal.value.violations
    return found


def test_it_is_the_validation_loss_or_the_loss_where_nothing_validates(body: Body) -> None:
    assert monitored_by(body, schedule=PLATEAU) == "val_loss"
    assert monitored_by(body, schedule=PLATEAU, validation=None) == "loss"


def test_it_is_what_the_experiment_asks_for(body: Body) -> None:
    assert monitored_by(body, schedule=PLATEAU, monitor="val_accuracy") == "val_accuracy"


def test_it_is_what_keras_schedule_names(body: Body) -> None:
    named = KERAS | {"monitor": "accuracy"}
    scaled = {"kind": "scale_by_feedback", "schedule": body["schedule"], "feedback": named}
    assert monitored_by(body, schedule=named) == "accuracy"
    assert monitored_by(body, schedule=named, monitor="accuracy") == "accuracy"
    assert monitored_by(body, schedule=scaled) == "accuracy"


def test_a_column_that_is_not_there_is_refused_with_those_that_are(body: Body) -> None:
    assert violation(body, schedule=PLATEAU, monitor="val_auc") == Violation(
        "/monitor", f'the metric must be one of {COLUMNS}; received "val_auc"'
    )
    assert violation(body, schedule=PLATEAU, monitor="learning_rate").pointer == "/monitor"


def test_a_column_that_keras_schedule_names_is_refused_where_it_is_named(body: Body) -> None:
    scaled = {"kind": "scale_by_feedback", "schedule": body["schedule"], "feedback": KERAS}
    expected = 'the metric must be one of loss, accuracy; received "val_loss"'
    assert violation(body, schedule=KERAS, validation=None) == Violation(
        "/schedule/monitor", expected
    )
    assert violation(body, schedule=scaled, validation=None) == Violation(
        "/schedule/feedback/monitor", expected
    )


def test_two_different_metrics_are_refused(body: Body) -> None:
    assert violation(body, schedule=KERAS, monitor="val_accuracy") == Violation(
        "/monitor", 'the schedule names the metric itself, "val_loss"; received "val_accuracy"'
    )


def test_a_column_is_checked_whatever_the_schedule(body: Body) -> None:
    resolve(Experiment.model_validate(body | {"monitor": "val_loss"}), Settings())
    assert violation(body, monitor="val_auc").pointer == "/monitor"


@pytest.mark.parametrize("schedule", [PLATEAU, KERAS])
def test_the_hash_is_that_of_a_preview(body: Body, schedule: Body) -> None:
    experiment = Experiment.model_validate(body | {"schedule": schedule})
    curve = preview(experiment.schedule, PreviewOptions(metric=(1.0,), steps_per_epoch=9))
    _, plan = resolve(experiment.model_copy(update={"schedule_hash": curve.hash}), Settings())
    assert plan.schedule_hash == curve.hash


def test_a_first_rate_that_no_optimizer_can_have_is_refused(body: Body) -> None:
    schedule = PLATEAU | {"initial_learning_rate": 1e300}
    assert violation(body, schedule=schedule).pointer == "/schedule"


@pytest.mark.parametrize(
    ("changes", "mode"),
    [
        ({"schedule": {"kind": "timm.plateau", "lr": 0.1}}, "max"),
        ({"schedule": PLATEAU, "monitor": "val_accuracy"}, "min"),
        ({"schedule": KERAS | {"mode": "max"}}, "max"),
    ],
)
def test_the_wrong_direction_is_warned_of(body: Body, changes: Body, mode: str) -> None:
    _, plan = resolve(Experiment.model_validate(body | changes), Settings())
    (warned,) = plan.warnings
    assert warned.code == "metric-direction"
    assert warned.detail.startswith(f"`mode` is {mode}, but val_")


def test_the_direction_of_a_schedule_inside_another_is_looked_at_too(body: Body) -> None:
    inside = {"kind": "torch.ReduceLROnPlateau", "lr": 1.0, "mode": "max"}
    scaled = {"kind": "scale_by_feedback", "schedule": body["schedule"], "feedback": inside}
    _, plan = resolve(Experiment.model_validate(body | {"schedule": scaled}), Settings())
    assert [warned.code for warned in plan.warnings] == ["metric-direction"]


@pytest.mark.parametrize(
    "changes",
    [
        {"schedule": PLATEAU},
        {"schedule": KERAS | {"monitor": "accuracy"}},
        {"schedule": {"kind": "timm.plateau", "lr": 0.1}, "monitor": "val_accuracy"},
        {"schedule": {"kind": "follow_cost", "initial_learning_rate": 0.1}},
        {"monitor": "accuracy"},
    ],
)
def test_the_right_direction_is_not(body: Body, changes: Body) -> None:
    assert resolve(Experiment.model_validate(body | changes), Settings())[1].warnings == []
