"""A range test in place of a schedule and epochs."""

from typing import Any

import pytest
from pydantic import ValidationError

from lehr.errors import InvalidRequest
from lehr.experiments.experiment import Experiment
from lehr.experiments.job_plan import resolve_job
from lehr.experiments.job_spec import JobSpec
from lehr.experiments.plan import resolve
from lehr.schedules import RangeTest
from lehr.settings import Settings
from lehr.violations import violations

Body = dict[str, Any]

TEST = {"from": 1e-7, "to": 10.0, "steps": 100}


@pytest.fixture
def tested(body: Body) -> Body:
    """A body with a range test; its epochs have 9 updates."""
    rest = {name: body[name] for name in body if name not in {"schedule", "epochs"}}
    return rest | {"lr_range_test": TEST}


def refusals(body: Body) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as refusal:
        Experiment.model_validate(body)
    found = violations(refusal.value, body, Experiment)
    return [(violation.pointer, violation.detail) for violation in found]


def test_it_tells_the_schedule_and_the_epochs(tested: Body) -> None:
    experiment, plan = resolve(Experiment.model_validate(tested), Settings())
    assert experiment.schedule == RangeTest(
        initial_learning_rate=1e-7, end_learning_rate=10.0, test_steps=100
    )
    assert (experiment.epochs, plan.steps_per_epoch, plan.steps) == (12, 9, 108)
    assert experiment.steps_history


def test_what_is_written_is_a_valid_body_again(tested: Body) -> None:
    written = Experiment.model_validate(tested).normalised()
    assert written["lr_range_test"] == TEST | {"stop_factor": 4.0}
    assert not {"schedule", "epochs"} & written.keys()
    assert Experiment.model_validate(written).normalised() == written


def test_a_resolved_range_test_resolves_to_itself(tested: Body) -> None:
    experiment, plan = resolve(Experiment.model_validate(tested), Settings())
    again = Experiment.model_validate(experiment.normalised())
    assert resolve(again, Settings()) == (experiment, plan)


def test_its_fields_and_the_length_of_epochs_can_be_swept(tested: Body) -> None:
    sweep = [{"lr_range_test.to": 1.0}, {"lr_range_test.steps": 50}, {"batch_size": 47}]
    job = resolve_job(JobSpec.model_validate(tested | {"sweep": sweep}), Settings())
    experiments = [one.experiment for one in job.configurations]
    assert [experiment.epochs for experiment in experiments] == [12, 6, 20]
    assert experiments[0].schedule == RangeTest(
        initial_learning_rate=1e-7, end_learning_rate=1.0, test_steps=100
    )


@pytest.mark.parametrize(("field", "value"), [("epochs", 12), ("schedule", {"kind": "step"})])
def test_what_it_tells_is_refused_beside_it(tested: Body, field: str, value: object) -> None:
    (found,) = refusals(tested | {field: value})
    assert found[0] == f"/{field}"
    assert found[1].startswith(f"`lr_range_test` takes the place of `{field}`; received")


def test_it_counts_steps(tested: Body) -> None:
    (found,) = refusals(tested | {"schedule_unit": "epoch"})
    assert found[0] == "/schedule_unit"


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"from": 0}, "/lr_range_test/from"),
        ({"from": -1.0}, "/lr_range_test/from"),
        ({"to": 1e-7}, "/lr_range_test/to"),
        ({"to": float("inf")}, "/lr_range_test/to"),
        ({"steps": 1}, "/lr_range_test/steps"),
        ({"steps": 100_001}, "/lr_range_test/steps"),
        ({"steps": 10.0}, "/lr_range_test/steps"),
        ({"stop_factor": 1}, "/lr_range_test/stop_factor"),
        ({"first": 1e-7}, "/lr_range_test/first"),
    ],
)
def test_a_range_test_that_breaks_a_rule_is_refused_by_its_field(
    tested: Body, change: Body, pointer: str
) -> None:
    assert [found for found, _ in refusals(tested | {"lr_range_test": TEST | change})] == [pointer]


def test_rates_that_are_no_numbers_of_the_training_are_refused_by_its_field(tested: Body) -> None:
    beyond_float32 = Experiment.model_validate(tested | {"lr_range_test": TEST | {"to": 1e300}})
    with pytest.raises(InvalidRequest) as refusal:
        resolve(beyond_float32, Settings())
    assert [violation.pointer for violation in refusal.value.violations] == ["/lr_range_test"]


def test_a_field_that_is_missing_is_named_as_the_client_names_it(tested: Body) -> None:
    assert refusals(tested | {"lr_range_test": {"to": 1.0, "steps": 10}}) == [
        ("/lr_range_test/from", "`from` is required")
    ]


@pytest.mark.parametrize("value", [[], "yes", 3])
def test_what_is_no_object_is_refused(tested: Body, value: object) -> None:
    assert [pointer for pointer, _ in refusals(tested | {"lr_range_test": value})] == [
        "/lr_range_test"
    ]


def test_null_is_no_range_test(body: Body) -> None:
    assert Experiment.model_validate(body | {"lr_range_test": None}).epochs == body["epochs"]


def test_the_json_schema_requires_one_or_the_other() -> None:
    schema = Experiment.model_json_schema()
    assert schema["required"] == ["dataset", "model"]
    assert schema["if"] == {"not": {"required": ["lr_range_test"]}}
    assert schema["then"] == {"required": ["schedule", "epochs"]}
