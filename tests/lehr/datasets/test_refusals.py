from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from lehr.datasets.catalogue import AnyDataset
from lehr.datasets.split import Validation


class Body(BaseModel):
    model_config = ConfigDict(strict=True)

    dataset: AnyDataset
    validation: Validation | None = None


def refusals(body: dict[str, Any]) -> list[tuple[tuple[int | str, ...], str]]:
    with pytest.raises(ValidationError) as refused:
        Body.model_validate(body)
    return [(error["loc"], error["msg"]) for error in refused.value.errors()]


def places(body: dict[str, Any]) -> list[tuple[int | str, ...]]:
    return [place for place, _ in refusals(body)]


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("blobs", "samples", 9),
        ("blobs", "samples", 100_001),
        ("blobs", "samples", "1000"),
        ("blobs", "samples", 10.5),
        ("blobs", "samples", True),
        ("blobs", "centers", 1),
        ("blobs", "centers", 1001),
        ("blobs", "features", 0),
        ("blobs", "features", 1001),
        ("blobs", "cluster_std", -0.1),
        ("blobs", "cluster_std", float("nan")),
        ("blobs", "cluster_std", float("inf")),
        ("blobs", "cluster_std", "2"),
        ("blobs", "seed", -1),
        ("blobs", "seed", 2**31),
        ("blobs", "random_state", 2),
        ("moons", "noise", -1),
        ("moons", "noise", float("inf")),
        ("moons", "factor", 0.5),
        ("circles", "factor", 1.0),
        ("circles", "factor", -0.1),
        ("iris", "samples", 150),
        ("ionosphere", "standardize", "true"),
        ("ionosphere", "standardize", 1),
    ],
)
def test_a_parameter_out_of_bounds_is_refused_where_it_stands(
    name: str, field: str, value: object
) -> None:
    assert places({"dataset": {"name": name, field: value}}) == [("dataset", name, field)]


@pytest.mark.parametrize("dataset", [{"name": "mnist"}, {"name": 1}, {}, "iris", None])
def test_an_unknown_data_set_is_refused(dataset: object) -> None:
    assert places({"dataset": dataset}) == [("dataset",)]


def test_an_unknown_name_is_told_the_known_ones() -> None:
    [(_, message)] = refusals({"dataset": {"name": "mnist"}})
    assert "'mnist'" in message
    assert "'ionosphere'" in message


def test_more_centers_than_samples_are_refused_with_both_numbers() -> None:
    assert refusals({"dataset": {"name": "blobs", "samples": 10, "centers": 11}}) == [
        (
            ("dataset", "blobs", "centers"),
            "`centers` must be <= `samples`; received 11 centers of 10 samples",
        )
    ]


def test_more_numbers_than_memory_is_meant_for_are_refused_with_both_factors() -> None:
    assert refusals({"dataset": {"name": "blobs", "samples": 100_000, "features": 101}}) == [
        (
            ("dataset", "blobs", "features"),
            "`samples` x `features` must be <= 10000000; received 100000 x 101",
        )
    ]


def test_wrong_samples_are_not_blamed_on_other_fields() -> None:
    dataset = {"name": "blobs", "samples": -1, "centers": 5, "features": 1000}
    assert places({"dataset": dataset}) == [("dataset", "blobs", "samples")]


def test_an_integer_is_taken_where_a_float_is_meant() -> None:
    body = Body.model_validate({"dataset": {"name": "blobs", "cluster_std": 2}})
    assert body.dataset.model_dump()["cluster_std"] == 2.0


@pytest.mark.parametrize(
    "split", [0, 0.0, 1, 1.0, -0.2, 1.5, "0.2", None, float("nan"), float("inf")]
)
def test_a_split_that_is_no_fraction_is_refused(split: object) -> None:
    body = {"dataset": {"name": "iris"}, "validation": {"split": split}}
    assert places(body) == [("validation", "split")]


@pytest.mark.parametrize(
    ("validation", "field"),
    [
        ({"shuffle": True}, "split"),
        ({"split": 0.2, "shuffle": 1}, "shuffle"),
        ({"split": 0.2, "stratify": True}, "stratify"),
    ],
)
def test_a_validation_with_other_fields_than_its_own_is_refused(
    validation: dict[str, Any], field: str
) -> None:
    body = {"dataset": {"name": "iris"}, "validation": validation}
    assert places(body) == [("validation", field)]
