"""Schedules of a library that may be the curve of another: proposed by rules, believed if so."""

from collections.abc import Iterator
from dataclasses import dataclass

from lehr.dialects import KINDS, Spelling, parse
from lehr.errors import InvalidRequest
from lehr.schedules import Feedback, Schedule

from .native import is_native
from .probes import furthest, probes, rates
from .rules import RULES, Document
from .target import Target

_SAME = 1e3
"""By so many times what parity allows a curve may be away and still be the same formula."""


@dataclass(frozen=True)
class Proposal:
    """A schedule of the target with the curve of another."""

    schedule: Schedule
    exact: bool
    notes: tuple[str, ...]


def proposed(schedule: Schedule, to: Target) -> Proposal | None:
    """Return a target's own schedule that has the same rates at every step that is compared."""
    if isinstance(schedule, Feedback):
        return None
    candidates = [one for one in _candidates(schedule) if is_native(one, to)]
    found = [one for one in candidates if _is_same(schedule, one)]
    return _judged(schedule, found[0]) if found else None


def _candidates(schedule: Schedule) -> Iterator[Schedule]:
    """Yield what the rules, and names of parameters, say of a schedule, nearest first."""
    family = schedule.canonical() if isinstance(schedule, Spelling) else schedule
    for document in (*_namesakes(family), *RULES.get(family.kind, _none)(family)):
        if document["kind"] in KINDS:
            try:
                yield parse(document)
            except InvalidRequest:
                continue


def _namesakes(family: Schedule) -> Iterator[Document]:
    """Yield the spellings that have every parameter of a family, under the same names."""
    parameters = family.model_dump(exclude={"kind"})
    for kind, cls in KINDS.items():
        if cls.library and parameters.keys() <= cls.model_fields.keys():
            yield {"kind": kind, **parameters}


def _none(_: Schedule) -> Iterator[Document]:
    yield from ()


def _is_same(schedule: Schedule, candidate: Schedule) -> bool:
    steps = probes(schedule)
    found = rates(candidate, steps, "float64")
    return found is not None and furthest(found, schedule.rates(steps, "float64")) <= _SAME


def _judged(schedule: Schedule, candidate: Schedule) -> Proposal:
    """Tell whether the candidate's own arithmetic gives the preview's rates."""
    steps = probes(schedule)
    expected = schedule.rates(steps, candidate.arithmetic)
    found = candidate.rates(steps)
    if furthest(found, expected) <= 1:
        return Proposal(candidate, exact=True, notes=())
    away = abs(found - expected).max()
    note = (
        f"{candidate.library} computes in {candidate.arithmetic} in its own way: "
        f"at most {away:.1e} away at the steps that were compared"
    )
    return Proposal(candidate, exact=False, notes=(note,))
