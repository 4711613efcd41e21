"""The catalogue of kinds."""

import orjson
import pytest
from pydantic import ValidationError

from lehr.dialects import KINDS, ScheduleEntry, catalogue, parse

ENTRIES = {entry.kind: entry for entry in catalogue()}


def spellings(kind: str) -> set[str]:
    return set(ENTRIES[kind].spellings)


def test_every_kind_has_one_entry() -> None:
    assert [entry.kind for entry in catalogue()] == list(KINDS)


def test_a_canonical_kind_names_its_spellings() -> None:
    assert {"keras.ExponentialDecay", "torch.ExponentialLR"} <= spellings("exponential_decay")
    assert {"keras.CosineDecayRestarts", "transformers.cosine_with_restarts"} <= spellings(
        "cosine_restarts"
    )
    assert {"keras.ReduceLROnPlateau", "torch.ReduceLROnPlateau"} <= spellings("reduce_on_plateau")
    assert spellings("expression") == set()


def test_every_kind_of_a_library_is_a_name_for_one_canonical_kind() -> None:
    told = [name for entry in catalogue() if entry.library is None for name in entry.spellings]
    assert sorted(told) == sorted(
        kind for kind, cls in KINDS.items() if cls.library and kind != "transformers.greedy"
    )


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
