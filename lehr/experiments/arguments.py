"""Check the arguments of a Keras class against the vocabulary, each value by its kind."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from lehr.errors import Violation
from lehr.wording import cut, pointer_to, spelled

from .kinds import fits, wording
from .vocabulary import (
    Argument,
    Entry,
    EntryType,
    Kind,
    Section,
    WeightEntry,
    nearest,
    vocabulary,
)

MAX_ARGUMENTS = 50
"""More than any class of Keras takes."""


def argument_violations(
    pointer: str, entry: Entry, given: Mapping[str, Any]
) -> Iterator[Violation]:
    """Yield a violation for each argument that Keras's class would not take as given."""
    if len(given) > MAX_ARGUMENTS:
        rule = f"at most {MAX_ARGUMENTS} arguments can be given"
        yield Violation(pointer, f"{rule}; received {len(given)}")
        return
    for name, argument in entry.arguments.items():
        if argument.required and name not in given:
            yield Violation(f"{pointer}/{name}", f"`{name}` is required")
    for name, value in given.items():
        at = pointer + pointer_to(name)
        if name in entry.arguments:
            yield from _value_violations(at, name, entry.arguments[name], value)
        else:
            yield Violation(at, f"{_why_not(entry, name)}; received {spelled(value)}")


def name_violation(pointer: str, section: Section[EntryType], name: str) -> Violation:
    """Say that `section` has no `name`, and what has nearly that name."""
    near = section.nearest(name)
    hint = f'; did you mean "{near}"?' if near else ""
    return Violation(pointer, f"unknown name; received {spelled(name)}{hint}")


def with_defaults(entry: Entry, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return every argument of the class: as given, else Keras's default."""
    return {name: argument.default for name, argument in entry.arguments.items()} | dict(given)


def component_of(value: str | Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Split `"he_normal"` or `{"name": "RandomNormal", "stddev": 0.1}` into name and arguments."""
    if isinstance(value, str):
        return value, {}
    return value["name"], {key: item for key, item in value.items() if key != "name"}


def section_of(kind: Kind) -> Section[Any] | None:
    """Return where the names of a nested component are known, None for plain values."""
    sections: dict[Kind, Section[Any]] = {
        Kind.ACTIVATION: vocabulary().activations,
        Kind.INITIALIZER: vocabulary().initializers,
        Kind.REGULARIZER: vocabulary().regularizers,
        Kind.CONSTRAINT: vocabulary().constraints,
    }
    return sections.get(kind)


def _value_violations(
    pointer: str, name: str, argument: Argument, value: object
) -> Iterator[Violation]:
    if value is None and argument.nullable:
        return
    section = section_of(argument.kind)
    if section is not None and _names_something(value):
        yield from _component_violations(pointer, section, argument, value)
    elif section is not None or not fits(value, argument):
        rule = f"`{name}` must be {wording(argument)}"
        yield Violation(pointer, f"{rule}; received {spelled(value)}")


def _component_violations(
    pointer: str, section: Section[Any], argument: Argument, value: str | Mapping[str, Any]
) -> Iterator[Violation]:
    name, arguments = component_of(value)
    found = section.find(name)
    if found is None:
        yield name_violation(pointer, section, name)
        return
    entry = section.entries[found]
    if isinstance(entry, WeightEntry) and not entry.works_on(argument.rank):
        rule = f"{found} works on weights of rank {', '.join(map(str, entry.ranks))} only"
        yield Violation(pointer, f"{rule}; here they have rank {argument.rank or 'any'}")
    yield from argument_violations(pointer, _for_rank(entry, argument.rank), arguments)


def _for_rank(entry: Entry, rank: int | None) -> Entry:
    if rank is None or "axis" not in entry.arguments:
        return entry
    axis = entry.arguments["axis"].model_copy(update={"maximum": rank - 1})
    return entry.model_copy(update={"arguments": entry.arguments | {"axis": axis}})


def _names_something(value: object) -> TypeGuard[str | dict[str, Any]]:
    return isinstance(value, str) or (
        isinstance(value, dict) and isinstance(value.get("name"), str)
    )


def _why_not(entry: Entry, name: str) -> str:
    if reason := entry.withheld.get(name):
        return f"`{name}` cannot be given: {reason}"
    near = nearest(name, entry.arguments)
    return f"unknown argument `{cut(name)}`" + (f", did you mean `{near}`?" if near else "")
