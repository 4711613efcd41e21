"""The kinds of schedules in the order of the reference: a chapter a library, three of our own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lehr.dialects import KINDS, ScheduleEntry, catalogue, parse

OWN: Final = {
    "formulas": ("Formulas", "Learning rates that the step alone decides, under Lehr's own names."),
    "combinators": ("Combinators", "Schedules made of schedules."),
    "feedback": ("Feedback", "Schedules that answer to a metric, under Lehr's own names."),
}
LIBRARIES: Final = {
    "keras": "Keras",
    "tf_keras": "TF-Keras",
    "torch": "PyTorch",
    "optax": "Optax",
    "transformers": "transformers",
    "timm": "timm",
}


@dataclass(frozen=True)
class Chapter:
    """One page of the reference."""

    name: str
    """Its file's name."""
    title: str
    about: str
    entries: Sequence[ScheduleEntry]


def chapters() -> Sequence[Chapter]:
    """Return all chapters, which have every kind once."""
    own = [Chapter(name, *words, _own(name)) for name, words in OWN.items()]
    return [*own, *(_of_library(name, title) for name, title in LIBRARIES.items())]


def chapter_of(kind: str) -> str:
    """Return the name of the chapter that a kind is in."""
    schedule = parse({"kind": kind, **KINDS[kind].example})
    if schedule.library is not None:
        return schedule.library
    [entry] = [entry for entry in catalogue() if entry.kind == kind]
    if entry.feedback:
        return "feedback"
    return "combinators" if schedule.children else "formulas"


def _own(name: str) -> Sequence[ScheduleEntry]:
    return [entry for entry in catalogue() if chapter_of(entry.kind) == name]


def _of_library(name: str, title: str) -> Chapter:
    about = f"The schedules of {title}, with its parameters and defaults, in its arithmetic."
    return Chapter(name, title, about, _own(name))
