"""What a job changes from configuration to configuration, by dotted paths into its experiment."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from typing import Annotated, Any, NamedTuple

from pydantic import Discriminator, Field, StringConstraints, Tag

from lehr.errors import InvalidRequest, Violation
from lehr.wording import cut, pointer_to, spelled

MAX_RUNS = 4096
"""Runs of one job."""

Path = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""Field names, and places in lists, joined by dots: `model.layers.0.units`."""
Grid = Annotated[
    dict[Path, Annotated[list[Any], Field(min_length=1, max_length=MAX_RUNS)]],
    Field(min_length=1),
]
"""Values for each path; every combination is a configuration."""
Sets = Annotated[
    list[Annotated[dict[Path, Any], Field(min_length=1)]],
    Field(min_length=1, max_length=MAX_RUNS),
]
"""One set of changes for each configuration."""


def _form(sweep: object) -> str:
    return "sets" if isinstance(sweep, list) else "grid"


Sweep = Annotated[Annotated[Grid, Tag("grid")] | Annotated[Sets, Tag("sets")], Discriminator(_form)]


class Override(NamedTuple):
    """One change of one configuration."""

    path: str
    value: Any
    pointer: str
    """Where the client wrote the value."""

    @property
    def target(self) -> str:
        """The JSON pointer to what the change replaces in the experiment."""
        return pointer_to(*self.path.split("."))


def configurations_of(sweep: Grid | Sets | None) -> int:
    """Count the configurations that a sweep asks for, one where there is none."""
    if sweep is None:
        return 1
    return len(sweep) if isinstance(sweep, list) else prod(map(len, sweep.values()))


def override_sets(sweep: Grid | Sets | None) -> Iterator[Sequence[Override]]:
    """Yield the changes of each configuration; a grid's last path varies fastest."""
    if sweep is None:
        yield []
    elif isinstance(sweep, list):
        for index, changes in enumerate(sweep):
            yield [
                Override(path, value, pointer_to("sweep", index, path))
                for path, value in changes.items()
            ]
    else:
        yield from product(*(list(_choices(path, values)) for path, values in sweep.items()))


def changed(document: dict[str, Any], overrides: Sequence[Override]) -> dict[str, Any]:
    """Return a copy of the document with the changes made, whole objects before their parts.

    Raises InvalidRequest, at the change's own pointer, for a path that leads nowhere.
    """
    for override in sorted(overrides, key=lambda one: one.path.count(".")):
        document = _replaced(document, override, override.path.split("."))
    return document


def _choices(path: str, values: Sequence[Any]) -> Iterator[Override]:
    for index, value in enumerate(values):
        yield Override(path, value, pointer_to("sweep", path, index))


def _replaced(value: Any, override: Override, rest: Sequence[str]) -> Any:
    if not rest:
        return override.value
    first, *further = rest
    if isinstance(value, list):
        place = _place(value, override, first)
        return [*value[:place], _replaced(value[place], override, further), *value[place + 1 :]]
    if not isinstance(value, dict) or (further and first not in value):
        raise _dead_end(override, value, first)
    return value | {first: _replaced(value.get(first), override, further)}


def _place(items: Sequence[Any], override: Override, name: str) -> int:
    places = [str(place) for place in range(len(items))]
    if name not in places:
        raise _dead_end(override, items, name)
    return places.index(name)


def _dead_end(override: Override, value: object, name: str) -> InvalidRequest:
    match value:
        case dict():
            there = f"there are {', '.join(f'`{cut(key)}`' for key in list(value)[:50])}"
        case list():
            there = (
                f"the list has the places 0 to {len(value) - 1}" if value else "the list is empty"
            )
        case _:
            there = f"that is {spelled(value)}, which has no parts"
    rule = f"the path `{cut(override.path)}` leads nowhere: no `{cut(name)}`; {there}"
    return InvalidRequest([Violation(override.pointer, rule)])
