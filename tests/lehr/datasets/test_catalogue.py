import subprocess
import sys

import pytest
from pydantic import TypeAdapter

from lehr.datasets.catalogue import AnyDataset, DatasetEntry, catalogue, dataset_names

datasets: TypeAdapter[AnyDataset] = TypeAdapter(AnyDataset)
names = pytest.mark.parametrize("name", dataset_names())


def entry(name: str) -> DatasetEntry:
    return next(entry for entry in catalogue() if entry.name == name)


def test_the_catalogue_lists_the_promised_data_sets() -> None:
    assert {entry.name for entry in catalogue()} == {
        "ionosphere",
        "blobs",
        "moons",
        "circles",
        "iris",
        "wine",
        "breast_cancer",
        "digits",
    }


def test_ionosphere_has_126_bad_and_225_good_returns_of_34_numbers() -> None:
    ionosphere = entry("ionosphere")
    assert (ionosphere.samples, ionosphere.shape) == (351, (34,))
    assert (ionosphere.classes, ionosphere.class_sizes) == (2, (126, 225))


@names
def test_class_sizes_add_up_to_the_samples(name: str) -> None:
    assert sum(entry(name).class_sizes) == entry(name).samples


@names
def test_parameters_are_a_schema_of_all_that_a_request_may_say_beside_the_name(name: str) -> None:
    fields = set(datasets.validate_python({"name": name}).model_dump()) - {"name"}
    schema = entry(name).parameters
    assert set(schema["properties"]) == fields
    assert schema["required"] == []
    assert schema["additionalProperties"] is False


@names
def test_the_defaults_in_the_schema_are_the_defaults(name: str) -> None:
    properties = entry(name).parameters["properties"]
    defaults = {field: rule["default"] for field, rule in properties.items()}
    assert datasets.validate_python({"name": name}).model_dump() == {"name": name} | defaults


@names
def test_a_dumped_data_set_validates_to_the_same(name: str) -> None:
    dataset = datasets.validate_python({"name": name, "standardize": True})
    assert datasets.validate_json(dataset.model_dump_json()) == dataset


@names
def test_equal_data_sets_are_one_key(name: str) -> None:
    assert len({datasets.validate_python({"name": name}) for _ in range(2)}) == 1


def test_every_published_set_names_its_authors_doi_and_licence() -> None:
    published = [entry for entry in catalogue() if entry.licence is not None]
    assert len(published) == 5
    assert all("https://doi.org/" in entry.source for entry in published)
    assert {entry.licence for entry in published} == {"CC BY 4.0"}


def test_the_catalogue_and_the_labels_are_known_without_scikit_learn() -> None:
    program = (
        "import sys, lehr.datasets.loaders, lehr.datasets.split\n"
        "from lehr.datasets.catalogue import Digits, catalogue\n"
        "catalogue(), Digits(name='digits').labels()\n"
        "print(sorted({'sklearn', 'scipy', 'pandas', 'joblib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout == b"[]\n"
