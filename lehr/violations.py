"""Pydantic's errors as violations: a JSON pointer, the rule and the value received."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Final, TypeAlias, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from typing_extensions import TypeAliasType

from .errors import FieldError, InvalidRequest, Violation
from .wording import cut, pointer_to, spelled

Location: TypeAlias = tuple[int | str, ...]

MOST: Final = 32
"""So many violations of one document are told; the rest are counted."""
DISCRIMINATORS: Final = ("kind", "name", "layer")
"""The fields by which an object may choose its member of a union."""
_MANY: Final = 16
_ABSENT: Final = object()
_TAG: Final = object()


def violations(
    error: ValidationError, document: object, model: object = None
) -> tuple[Violation, ...]:
    """Return what is wrong with `document`, in pydantic's order, at most `MOST` and a count.

    `model` is the type that refused the document; given, an unknown field is answered with the
    fields that there are.
    """
    return translated(error.errors(include_url=False), document, model)


def translated(
    details: Sequence[ErrorDetails], document: object, model: object = None
) -> tuple[Violation, ...]:
    """Do as `violations` for errors that a framework has taken out of their exception."""
    told = [_violation(one, document, model) for one in details[:MOST]]
    if len(details) > MOST:
        told.append(Violation("", f"{len(details) - MOST} more violations are not listed"))
    return tuple(told)


@contextmanager
def below(pointer: str) -> Iterator[None]:
    """Have the pointers of what the block refuses lead through `pointer`."""
    try:
        yield
    except InvalidRequest as error:
        raise error.below(pointer) from error


def _violation(details: ErrorDetails, document: object, model: object) -> Violation:
    path, value = _place(details, document)
    if field := _blamed(details):
        path = (*path, field)
        value = _child(value, field, lacking=True)
    received = "" if value is _ABSENT else f"; received {spelled(value)}"
    return Violation(pointer_to(*path), _rule(details, path, model) + received)


def _blamed(details: ErrorDetails) -> str | None:
    """Return which field of an object is wrong, where the error is one of the whole object."""
    context = details.get("ctx", {})
    if details["type"].startswith("union_tag"):
        tag: str = context["discriminator"]
        return tag.strip("'")
    error = context.get("error")
    return error.field if isinstance(error, FieldError) else None


def _rule(details: ErrorDetails, path: Location, model: object) -> str:
    match details["type"]:
        case "missing" | "union_tag_not_found":
            return f"`{path[-1]}` is required"
        case "union_tag_invalid":
            tags = re.findall(r"'([^']*)'", details["ctx"]["expected_tags"])
            return f"no such `{path[-1]}`{_instead(details['ctx']['tag'], tags)}"
        case "extra_forbidden":
            return f"no such field{_instead(path[-1], _field_names(model, details['loc'][:-1]))}"
        case "model_attributes_type" | "model_type":
            return "Input should be an object"
        case _:
            return details["msg"].removeprefix("Value error, ")


def _place(details: ErrorDetails, document: object) -> tuple[Location, object]:
    """Follow an error's location into the document: the path without tags, the value there."""
    path: list[int | str] = []
    value, child = document, None
    for position, element in enumerate(details["loc"], start=1):
        at_end = position == len(details["loc"])
        # An error of a union's member ends in its tag, and its input is the object itself.
        lacking = at_end and (details["type"] == "missing" or details["input"] is not value)
        is_tag = child is not _TAG and _chosen_by(value, element)
        child = _TAG if is_tag else _child(value, element, lacking=lacking)
        if child is not _TAG:
            path.append(element)
            value = child
    return tuple(path), value


def _chosen_by(value: object, element: int | str) -> bool:
    return isinstance(value, Mapping) and element in [value.get(field) for field in DISCRIMINATORS]


def _child(value: object, element: int | str, *, lacking: bool) -> object:
    """Return what `element` leads to; where it leads nowhere, absent if `lacking`, else a tag."""
    if isinstance(value, Mapping):
        return value.get(element, _ABSENT if lacking else _TAG)
    if isinstance(value, list | tuple) and isinstance(element, int):
        return value[element] if element < len(value) else _ABSENT
    return _TAG


def _instead(name: int | str, names: Sequence[str]) -> str:
    """Say which names are near, and which there are unless these are many."""
    known = {one.casefold(): f"`{one}`" for one in names}
    near = [known[one] for one in get_close_matches(cut(str(name)).casefold(), known)]
    perhaps = f", perhaps {' or '.join(near)}" if near else ""
    if not names or (near and len(names) > _MANY):
        return perhaps
    return f"{perhaps}; there are {', '.join(known.values())}"


def _field_names(model: object, location: Location) -> list[str]:
    """Return the fields of the model that `location`, tags included, leads to from `model`."""
    types = list(_members(model))
    for element in location:
        types = _followed(types, element)
    return [field.alias or name for one in types for name, field in _fields(one).items()]


def _followed(types: list[object], element: int | str) -> list[object]:
    if len(types) > 1 and (chosen := [one for one in types if element in _tags(one)]):
        return chosen
    return [member for one in types for member in _members(_inside(one, element))]


def _inside(one: object, element: int | str) -> object:
    """Return the annotation of what a model has as `element`, or of a collection's items."""
    if field := _fields(one).get(str(element)):
        return field.annotation
    items = get_args(one) or (None,)
    return items[0] if get_origin(one) is tuple else items[-1]


def _tags(one: object) -> list[object]:
    """Return what may stand for a union's member in a location."""
    fields = [field for name, field in _fields(one).items() if name in DISCRIMINATORS]
    return [
        getattr(one, "__name__", None),
        *(tag for f in fields for tag in get_args(f.annotation)),
    ]


def _fields(one: object) -> Mapping[str, FieldInfo]:
    return one.model_fields if isinstance(one, type) and issubclass(one, BaseModel) else {}


def _members(annotation: object) -> Iterator[object]:
    """Yield the types that an annotation allows, out of unions and metadata."""
    if isinstance(annotation, TypeAliasType):
        yield from _members(annotation.__value__)
    elif get_origin(annotation) is Annotated:
        yield from _members(get_args(annotation)[0])
    elif get_origin(annotation) in {Union, UnionType}:
        for member in get_args(annotation):
            yield from _members(member)
    else:
        yield annotation
