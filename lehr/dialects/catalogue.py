"""What every kind of schedule is called, computes and takes."""

from dataclasses import dataclass
from functools import cache

from lehr.schedules import Feedback, Schedule

from .registry import KINDS
from .spelling import Spelling


@dataclass(frozen=True)
class ScheduleEntry:
    """One kind, as `GET /schedules` tells of it."""

    kind: str
    library: str | None
    title: str
    formula: str
    parameters: dict[str, object]
    """JSON Schema of all fields but `kind`."""
    example: dict[str, object]
    """A whole schedule, `kind` included."""
    spellings: tuple[str, ...]
    """The kinds of the libraries that map to this one."""
    feedback: bool


@cache
def catalogue() -> tuple[ScheduleEntry, ...]:
    """Return one entry a kind, in the order of the registry."""
    return tuple(_entry(name, kind) for name, kind in KINDS.items())


def _entry(name: str, kind: type[Schedule]) -> ScheduleEntry:
    return ScheduleEntry(
        kind=name,
        library=kind.library,
        title=kind.title,
        formula=kind.formula,
        parameters=_parameters(kind),
        example={"kind": name, **kind.example},
        spellings=tuple(other for other, cls in KINDS.items() if _canonical_kind(cls) == name),
        feedback=issubclass(kind, Feedback),
    )


def _parameters(kind: type[Schedule]) -> dict[str, object]:
    schema = kind.model_json_schema()
    del schema["properties"]["kind"], schema["title"], schema["description"]
    return schema


def _canonical_kind(kind: type[Schedule]) -> str | None:
    if not issubclass(kind, Spelling):
        return None
    return kind.model_validate(kind.example).canonical().kind
