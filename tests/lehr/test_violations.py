"""From pydantic's errors to pointers, rules and received values."""

from typing import Annotated, Literal, Self

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from lehr.errors import FieldError
from lehr.violations import MOST, violations


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class Blobs(Strict):
    name: Literal["blobs"]
    samples: int = Field(gt=0)
    centers: int = 3


class Moons(Strict):
    name: Literal["moons"]
    noise: float


class Wave(Strict):
    kind: Literal["wave"]
    length: float
    inner: list["AnyShape"] = Field(default=[], max_length=2)


class Line(Strict):
    kind: Literal["line"]
    wave: float = 0
    end: float = 1

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.end <= self.wave:
            raise FieldError("end", "`end` must be > `wave`")
        return self


AnyShape = Annotated[Wave | Line, Field(discriminator="kind")]
Wave.model_rebuild()


class Body(Strict):
    dataset: Annotated[Blobs | Moons, Field(discriminator="name")] | None = None
    shape: AnyShape | None = None
    shapes: tuple[AnyShape, ...] = Field(default=(), strict=False)
    by_name: dict[str, AnyShape] = Field(default={})
    seed: int | list[int] = 0
    epochs: int | None = Field(default=None, validate_default=True)

    @field_validator("epochs")
    @classmethod
    def _at_least_one(cls, epochs: int | None) -> int | None:
        if epochs is not None and epochs < 1:
            raise ValueError("`epochs` must be >= 1")
        return epochs


def told(document: object, model: type[Strict] = Body) -> dict[str, str]:
    """Return the detail of every violation, by its pointer."""
    with pytest.raises(ValidationError) as refusal:
        model.model_validate(document)
    return {v.pointer: v.detail for v in violations(refusal.value, document, model)}


def test_a_field_of_a_union_member_has_no_tag_in_its_pointer() -> None:
    assert told({"shape": {"kind": "wave", "length": "long"}}) == {
        "/shape/length": 'Input should be a valid number; received "long"'
    }


def test_a_field_named_like_another_tag_stays_in_the_pointer() -> None:
    document = {"shape": {"kind": "line", "wave": "x"}}
    assert told(document).keys() == {"/shape/wave"}


def test_a_field_named_like_its_own_tag_stays_in_the_pointer() -> None:
    assert told({"shape": {"kind": "line", "line": 1}}).keys() == {"/shape/line"}


def test_members_are_told_apart_by_name_as_well() -> None:
    assert told({"dataset": {"name": "blobs", "samples": 0}}) == {
        "/dataset/samples": "Input should be greater than 0; received 0"
    }


def test_lists_count_from_zero() -> None:
    document = {"shapes": [{"kind": "line"}, {"kind": "line", "wave": None}]}
    assert told(document).keys() == {"/shapes/1/wave"}


def test_nested_unions_leave_out_every_tag() -> None:
    inner = {"kind": "wave", "length": 1, "inner": [{"kind": "line", "wave": []}]}
    document = {"shapes": [{"kind": "wave", "length": 1, "inner": [inner]}]}
    assert told(document).keys() == {"/shapes/0/inner/0/inner/0/wave"}


def test_keys_are_escaped() -> None:
    document = {"by_name": {"a/b~c": {"kind": "line", "wave": "x"}}}
    assert told(document).keys() == {"/by_name/a~1b~0c/wave"}


def test_untagged_unions_leave_out_the_names_of_types() -> None:
    assert told({"seed": [1, "two"]}).keys() == {"/seed", "/seed/1"}


def test_a_missing_field_is_named() -> None:
    assert told({"shape": {"kind": "wave"}}) == {"/shape/length": "`length` is required"}


def test_a_missing_tag_is_named() -> None:
    assert told({"shape": {}}) == {"/shape/kind": "`kind` is required"}


def test_an_unknown_tag_is_answered_with_the_nearest() -> None:
    assert told({"shape": {"kind": "wafe"}}) == {
        "/shape/kind": 'no such `kind`, perhaps `wave`; there are `wave`, `line`; received "wafe"'
    }


def test_an_unknown_tag_near_to_none_is_answered_with_all() -> None:
    assert told({"shape": {"kind": 5}}) == {
        "/shape/kind": "no such `kind`; there are `wave`, `line`; received 5"
    }


def test_an_unknown_field_is_answered_with_the_fields_of_its_object() -> None:
    assert told({"shapes": [{"kind": "wave", "length": 1, "lenght": 2}]}) == {
        "/shapes/0/lenght": (
            "no such field, perhaps `length`; there are `kind`, `length`, `inner`; received 2"
        )
    }


@pytest.mark.parametrize(
    "document",
    [
        {"zzz": 1},
        {"dataset": {"name": "moons", "noise": 0.1, "zzz": 1}},
        {"by_name": {"one": {"kind": "line", "zzz": 1}}},
    ],
)
def test_fields_are_found_wherever_the_object_lies(document: object) -> None:
    (detail,) = told(document).values()
    assert detail.startswith("no such field; there are `")


def test_without_the_model_an_unknown_field_is_only_named() -> None:
    with pytest.raises(ValidationError) as refusal:
        Line.model_validate({"kind": "line", "zzz": 1})
    (violation,) = violations(refusal.value, {"kind": "line", "zzz": 1})
    assert violation.detail == "no such field; received 1"


def test_an_own_rule_is_told_as_it_was_written() -> None:
    assert told({"epochs": 0}) == {"/epochs": "`epochs` must be >= 1; received 0"}


def test_a_rule_of_several_fields_leads_to_the_one_that_breaks_it() -> None:
    line = {"kind": "line", "wave": 3, "end": 2}
    assert told({"shapes": [line]}) == {"/shapes/0/end": "`end` must be > `wave`; received 2"}


def test_a_default_that_breaks_a_rule_is_not_received() -> None:
    assert told({"shape": {"kind": "line", "wave": 3}}) == {"/shape/end": "`end` must be > `wave`"}


@pytest.mark.parametrize(
    ("document", "received"), [(None, "null"), (3, "3"), ([], "[]"), ("text", '"text"')]
)
def test_what_is_no_object_is_told_so(document: object, received: str) -> None:
    assert told({"shape": {"kind": "wave", "length": 1, "inner": [document]}}) == {
        "/shape/inner/0": f"Input should be an object; received {received}"
    }


@pytest.mark.parametrize(
    ("value", "received"),
    [
        (float("nan"), "NaN"),
        (float("inf"), "Infinity"),
        (-float("inf"), "-Infinity"),
        (None, "null"),
        (True, "true"),
        ("naïve", '"naïve"'),
        ({"a": [1, 2]}, '{"a": [1, 2]}'),
        ("\ud800", '"\\ud800"'),
    ],
)
def test_received_values_are_written_as_json(value: object, received: str) -> None:
    detail = told({"kind": "line", "wave": value}, Line)["/wave"]
    assert detail.endswith(f"; received {received}")


def test_an_integer_of_too_many_digits_is_not_written() -> None:
    detail = told({"kind": "line", "wave": 10**5000}, Line)["/wave"]
    assert detail.endswith("; received int too large to be written")


@pytest.mark.parametrize("value", ["x" * 10**6, ["x"] * 10**6, {str(i): i for i in range(10**5)}])
def test_a_huge_value_is_cut(value: object) -> None:
    detail = told({"kind": "line", "wave": value}, Line)["/wave"]
    assert len(detail) < 150
    assert detail.endswith("…")


def test_a_huge_key_is_cut() -> None:
    ((pointer, detail),) = told({"kind": "line", "k" * 10**6: 1}, Line).items()
    assert len(pointer) + len(detail) < 200


def test_many_violations_are_counted() -> None:
    document = {"kind": "line", **{f"field-{number}": 0 for number in range(MOST + 5)}}
    details = told(document, Line)
    assert len(details) == MOST + 1
    assert details[""] == "5 more violations are not listed"
