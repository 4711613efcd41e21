"""The body of `POST /jobs`: what it takes, what it leaves as it is, and what it refuses."""

from typing import Any

import pytest
from pydantic import ValidationError

from lehr.experiments.job_spec import JobSpec

Body = dict[str, Any]


def test_the_least_body_has_these_defaults(body: Body) -> None:
    least = {name: body[name] for name in ("dataset", "model", "schedule", "epochs")}
    written = JobSpec.model_validate(least).normalised()
    assert {name: value for name, value in written.items() if name not in least} == {
        "optimizer": {"name": "SGD"},
        "loss": None,
        "metrics": None,
        "batch_size": 32,
        "validation": {"split": 0.2, "shuffle": True},
        "shuffle": True,
        "seed": None,
        "schedule_unit": "step",
        "monitor": None,
        "layer_rates": {},
        "lr_range_test": None,
        "steps_history": False,
        "trainer": "auto",
        "seeds": None,
        "sweep": None,
        "schedule_hash": None,
        "priority": 0,
        "labels": {},
    }


def test_what_is_written_is_a_valid_body_again(body: Body) -> None:
    written = JobSpec.model_validate(body).normalised()
    assert JobSpec.model_validate(written).normalised() == written


def test_arguments_of_keras_stay_as_given(body: Body) -> None:
    optimizer = {"name": "Adam", "beta_1": 0.5, "amsgrad": True, "clipnorm": 1}
    layers = [{"layer": "Dense", "units": 1, "use_bias": False, "name": "out"}]
    given = body | {"optimizer": optimizer, "model": {"layers": layers}}
    written = JobSpec.model_validate(given).normalised()
    assert repr(written["optimizer"]) == repr(optimizer)
    assert repr(written["model"]["layers"]) == repr(layers)


def test_bare_names_are_components(body: Body) -> None:
    written = JobSpec.model_validate(body).normalised()
    assert (written["loss"], written["metrics"]) == (
        {"name": "binary_crossentropy"},
        [{"name": "accuracy"}],
    )


def test_integers_are_taken_where_a_float_is_meant(body: Body) -> None:
    body["schedule"]["initial_learning_rate"] = 1
    written = JobSpec.model_validate(body).normalised()
    assert repr(written["schedule"]["initial_learning_rate"]) == "1.0"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("epochs", 0),
        ("epochs", 10**12),
        ("epochs", 5.0),
        ("epochs", True),
        ("epochs", "50"),
        ("batch_size", 0),
        ("seed", -1),
        ("seed", 2**31),
        ("seeds", []),
        ("seeds", [1, -1]),
        ("seeds", 3),
        ("sweep", {}),
        ("sweep", []),
        ("sweep", [{}]),
        ("sweep", {"epochs": []}),
        ("sweep", {"": [1]}),
        ("sweep", {"epochs": 5}),
        ("sweep", "epochs"),
        ("priority", 11),
        ("priority", -11),
        ("shuffle", 1),
        ("validation", {"split": 0}),
        ("validation", {"split": 1.0}),
        ("validation", {"split": float("nan")}),
        ("validation", 0.2),
        ("schedule_unit", "batch"),
        ("trainer", "torch"),
        ("metrics", ["accuracy"] * 9),
        ("layer_rates", {"dense": -0.1}),
        ("layer_rates", {"dense": float("inf")}),
        ("layer_rates", {"dense": "0.1"}),
        ("layer_rates", {f"dense_{number}": 1 for number in range(101)}),
        ("layer_rates", [0.1]),
        ("steps_history", 1),
        ("monitor", 1),
        ("monitor", "x" * 101),
        ("labels", {str(number): "x" for number in range(17)}),
        ("labels", {"team": ""}),
        ("labels", {"": "radar"}),
        ("labels", {"team": "x" * 101}),
        ("labels", {"team": "a\0b"}),
        ("labels", {"a\nb": "team"}),
        ("labels", {"team": "\ud800"}),
        ("labels", {"team": 3}),
        ("dataset", {"name": "mnist"}),
        ("model", {"layers": []}),
        ("unknown", 1),
    ],
)
def test_a_field_that_breaks_its_rule_is_refused_by_name(
    body: Body, field: str, value: object
) -> None:
    with pytest.raises(ValidationError) as refusal:
        JobSpec.model_validate(body | {field: value})
    assert {error["loc"][0] for error in refusal.value.errors()} == {field}


@pytest.mark.parametrize("field", ["dataset", "model", "schedule", "epochs"])
def test_a_field_that_is_required_is_missed(body: Body, field: str) -> None:
    del body[field]
    with pytest.raises(ValidationError, match=f"{field}\n  Field required"):
        JobSpec.model_validate(body)


def test_sixteen_labels_of_any_script_are_taken(body: Body) -> None:
    labels = {f"schlüssel-{number}": "значение 値 🎛" for number in range(16)}
    assert JobSpec.model_validate(body | {"labels": labels}).labels == labels


def test_a_schedule_may_be_code_and_is_kept_by_its_kind(body: Body) -> None:
    code = "StepLR(torch.optim.SGD(params, lr=0.1), step_size=30)"
    written = JobSpec.model_validate(body | {"schedule": code}).normalised()
    assert written["schedule"]["kind"] == "torch.StepLR"


def test_a_seed_and_seeds_cannot_both_be_given(body: Body) -> None:
    with pytest.raises(ValidationError, match="takes the place of `seed`, which is 7"):
        JobSpec.model_validate(body | {"seeds": [1, 2]})


def test_seeds_must_differ(body: Body) -> None:
    with pytest.raises(ValidationError, match="seeds must differ; 2 is given 3 times"):
        JobSpec.model_validate(body | {"seed": None, "seeds": [1, 2, 3, 2, 2]})
