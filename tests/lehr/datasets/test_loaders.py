from hashlib import sha256
from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter
from sklearn import datasets as sklearn_datasets

from lehr.datasets import shipped
from lehr.datasets.catalogue import AnyDataset, Blobs, Circles, Ionosphere, Moons
from lehr.datasets.loaders import load

any_dataset: TypeAdapter[AnyDataset] = TypeAdapter(AnyDataset)

REQUESTS: list[dict[str, Any]] = [
    {"name": "ionosphere"},
    {"name": "iris"},
    {"name": "wine"},
    {"name": "breast_cancer"},
    {"name": "digits"},
    {"name": "blobs"},
    {"name": "blobs", "samples": 10, "centers": 10},
    {"name": "blobs", "samples": 101, "centers": 7, "features": 5, "cluster_std": 0, "seed": 9},
    {"name": "moons"},
    {"name": "moons", "samples": 11, "noise": 0.2, "seed": 2**31 - 1},
    {"name": "circles"},
    {"name": "circles", "samples": 13, "noise": 0.1, "factor": 0.0},
]
requests = pytest.mark.parametrize("request_body", REQUESTS, ids=str)


@requests
def test_the_rows_are_what_the_catalogue_says(request_body: dict[str, Any]) -> None:
    dataset = any_dataset.validate_python(request_body)
    examples = load(dataset)
    assert examples.features.shape == (dataset.samples, *dataset.shape)
    assert examples.features.dtype == np.float32
    assert examples.labels.shape == (dataset.samples,)
    assert examples.labels.dtype == np.int32
    assert np.isfinite(examples.features).all()


@requests
def test_the_class_sizes_are_what_the_catalogue_says(request_body: dict[str, Any]) -> None:
    dataset = any_dataset.validate_python(request_body)
    assert dataset.class_sizes == tuple(np.bincount(load(dataset).labels))
    assert dataset.classes == len(dataset.class_sizes)


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "digits"])
def test_published_rows_and_labels_are_those_of_scikit_learn(name: str) -> None:
    features, labels = getattr(sklearn_datasets, f"load_{name}")(return_X_y=True)
    dataset = any_dataset.validate_python({"name": name})
    examples = load(dataset)
    np.testing.assert_array_equal(examples.features, features.astype(np.float32))
    np.testing.assert_array_equal(examples.labels, labels)
    assert dataset.labels() == labels.tolist()


def test_ionosphere_is_the_file_as_distributed() -> None:
    digest = sha256(shipped.IONOSPHERE.read_bytes()).hexdigest()
    assert digest == "46d52186b84e20be52918adb93e8fb9926b34795ff7504c24350ae0616a04bbd"


def test_ionosphere_reads_good_as_1_and_bad_as_0_in_file_order() -> None:
    lines = shipped.IONOSPHERE.read_text(encoding="utf-8").splitlines()
    examples = load(Ionosphere(name="ionosphere"))
    assert examples.labels.tolist() == ["bg".index(line[-1]) for line in lines]
    np.testing.assert_array_equal(examples.labels, Ionosphere(name="ionosphere").labels())


def test_ionosphere_keeps_the_numbers_of_its_first_and_last_row() -> None:
    features = load(Ionosphere(name="ionosphere")).features
    np.testing.assert_array_equal(features[0, :4], np.array([1, 0, 0.99539, -0.05889], np.float32))
    np.testing.assert_array_equal(features[-1, -2:], np.array([0.85764, -0.06151], np.float32))


def test_blobs_are_the_documents_rows() -> None:
    dataset = Blobs(name="blobs", samples=1000, centers=3, features=2, cluster_std=2, seed=2)
    features, labels = sklearn_datasets.make_blobs(
        n_samples=1000, centers=3, n_features=2, cluster_std=2, random_state=2
    )
    np.testing.assert_array_equal(load(dataset).features, features.astype(np.float32))
    np.testing.assert_array_equal(load(dataset).labels, labels)


def test_moons_are_scikit_learns() -> None:
    features, labels = sklearn_datasets.make_moons(50, noise=0.1, random_state=3)
    examples = load(Moons(name="moons", samples=50, noise=0.1, seed=3))
    np.testing.assert_array_equal(examples.features, features.astype(np.float32))
    np.testing.assert_array_equal(examples.labels, labels)


def test_circles_are_scikit_learns() -> None:
    features, labels = sklearn_datasets.make_circles(50, noise=0.1, factor=0.3, random_state=3)
    examples = load(Circles(name="circles", samples=50, noise=0.1, factor=0.3, seed=3))
    np.testing.assert_array_equal(examples.features, features.astype(np.float32))
    np.testing.assert_array_equal(examples.labels, labels)


@pytest.mark.parametrize("name", ["blobs", "moons", "circles"])
def test_labels_of_a_drawn_set_are_not_known_beforehand(name: str) -> None:
    assert any_dataset.validate_python({"name": name}).labels() is None


@pytest.mark.parametrize("name", ["blobs", "moons", "circles"])
def test_another_seed_draws_other_rows(name: str) -> None:
    body = {"name": name, "samples": 50}
    if name != "blobs":
        body["noise"] = 0.1
    first, second = (load(any_dataset.validate_python(body | {"seed": s})) for s in (1, 2))
    assert not np.array_equal(first.features, second.features)
