"""A schedule as a program that a library trains with as it stands."""

from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from lehr.errors import InvalidRequest, Violation
from lehr.schedules import Feedback, Schedule

from .faults import drifts, in_float32, in_float64
from .frames import KERAS, OF_FEEDBACK, OF_PYTHON, OPTAX
from .functions import written
from .languages import JAX, PYTHON
from .languages import KERAS as KERAS_OPERATIONS
from .native import is_native, native
from .program import program
from .proposals import proposed
from .source import source
from .target import Target

_ON_ARRAYS: Final = {"keras": (KERAS_OPERATIONS, KERAS), "optax": (JAX, OPTAX)}
_CALLBACK: Final = "{} asks plain Python for every rate, which its own functions cannot compute"


@dataclass(frozen=True)
class Translation:
    """A program, and how well it says what the schedule says."""

    code: str
    exact: bool
    """Whether its rates are the preview's, in the arithmetic of the target."""
    notes: tuple[str, ...]
    """What whoever runs it should know."""


def translate(schedule: Schedule, to: Target) -> Translation:
    """Return a schedule's program: the library's own constructor where it has one for the curve.

    Otherwise the function that computes the preview, written out. Raises InvalidRequest where
    that cannot be.
    """
    if is_native(schedule, to):
        return Translation(native(schedule), exact=True, notes=())
    if found := proposed(schedule, to):
        return Translation(native(found.schedule), found.exact, found.notes)
    try:
        is_feedback = isinstance(schedule, Feedback)
        return _told_metric(schedule, to) if is_feedback else _spelled_out(schedule, to)
    except TypeError as error:
        rule = f"`{schedule.kind}` cannot be written as code for {to}: {error}"
        raise InvalidRequest([Violation("/schedule", rule)]) from error


def _told_metric(schedule: Schedule, to: Target) -> Translation:
    code = OF_FEEDBACK[to].format(functions=source(schedule)).lstrip()
    return Translation(code, exact=True, notes=())


def _spelled_out(schedule: Schedule, to: Target) -> Translation:
    for attempt in (_on_arrays, _on_numbers):
        with suppress(TypeError):
            return attempt(schedule, to)
    return Translation(_of_python(source(schedule), to), exact=True, notes=_reminders(to))


def _on_arrays(schedule: Schedule, to: Target) -> Translation:
    """Write a formula in the functions of the library, which may compile it."""
    if to not in _ON_ARRAYS:
        raise TypeError(f"{to} has no functions of its own")
    language, frame = _ON_ARRAYS[to]
    functions = written(program(schedule, schedule.arithmetic), language)
    digest = sha256(schedule.model_dump_json().encode()).hexdigest()[:8]
    differences = [*drifts(schedule, "float32"), *(in_float32(schedule) if to == "optax" else ())]
    code = frame.format(functions=functions, digest=digest)
    return Translation(code, exact=not differences, notes=(*differences,))


def _on_numbers(schedule: Schedule, to: Target) -> Translation:
    """Write a formula in plain Python."""
    functions = program(schedule, "float64")
    differences = [*drifts(schedule, "float64"), *in_float64(schedule, functions)]
    notes = (*differences, *_reminders(to), *_reminders_of_home(schedule, to))
    code = _of_python(written(functions, PYTHON), to)
    return Translation(code, exact=not differences, notes=notes)


def _of_python(functions: str, to: Target) -> str:
    return OF_PYTHON[to].format(functions=functions).lstrip()


def _reminders(to: Target) -> tuple[str, ...]:
    return (_CALLBACK.format(to),) if to in _ON_ARRAYS else ()


def _reminders_of_home(schedule: Schedule, to: Target) -> tuple[str, ...]:
    if schedule.arithmetic == "float64" or to in _ON_ARRAYS:
        return ()
    return (f"{schedule.library} itself computes in float32; here it is float64",)
