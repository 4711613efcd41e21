"""The catalogue of kinds."""

import orjson
import pytest
from pydantic import ValidationError

from lehr.dialects import KINDS, ScheduleEntry, catalogue, parse

ENTRIES = {entry.kind: entry for entry in catalogue()}


def test_every_kind_has_one_entry() -> None:
    assert [entry.kind for entry in catalogue()] == list(KINDS)


def test_a_canonical_kind_names_its_spellings() -> None:
    assert ENTRIES["exponential_decay"].spellings == (
        "keras.ExponentialDecay",
        "optax.exponential_decay",
    )
    assert ENTRIES["inverse_time"].spellings == ("keras.InverseTimeDecay",)
    assert ENTRIES["noam"].spellings == ()


def test_a_spelling_names_its_library() -> None:
    assert ENTRIES["keras.ExponentialDecay"].library == "keras"
    assert ENTRIES["exponential_decay"].library is None


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.kind)
def test_every_example_is_a_schedule_of_its_kind(entry: ScheduleEntry) -> None:
    assert parse(entry.example).kind == entry.kind


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.kind)
def test_parameters_are_all_fields_but_the_kind_each_with_its_meaning(
    entry: ScheduleEntry,
) -> None:
    fields = {f.alias or name for name, f in KINDS[entry.kind].model_fields.items()} - {"kind"}
    properties = entry.parameters["properties"]
    assert isinstance(properties, dict)
    assert properties.keys() == fields
    assert all(schema["description"] for schema in properties.values())


def test_the_parameters_are_a_json_schema() -> None:
    assert ENTRIES["constant"].parameters == {
        "type": "object",
        "additionalProperties": False,
        "required": ["learning_rate"],
        "properties": {
            "learning_rate": {
                "type": "number",
                "minimum": 0,
                "title": "Learning Rate",
                "description": "The learning rate of every step.",
            }
        },
    }


def test_the_catalogue_can_be_written_as_json() -> None:
    written = orjson.loads(orjson.dumps(catalogue()))
    assert written[0].keys() == {
        "kind",
        "library",
        "title",
        "formula",
        "parameters",
        "example",
        "spellings",
        "feedback",
    }


def test_no_kind_is_ready_without_its_parameters() -> None:
    for kind in KINDS.values():
        with pytest.raises(ValidationError, match="Field required"):
            kind.model_validate({})
