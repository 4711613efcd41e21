"""What curves are called beside their lines."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from lehr.preview import Curve, Landmark
from lehr.schedules import Schedule

LONGEST: Final = 72


def labels(curves: Sequence[Curve]) -> list[str]:
    """Return a name for each curve: its kind, and the parameters in which curves differ."""
    documents = [_document(curve.schedule) for curve in curves]
    return [_shortened(_name(document, _telling(documents))) for document in documents]


def configuration(parameters: Mapping[str, Any]) -> str:
    """Return a name for what differs from a job's experiment, by dotted path."""
    return _shortened(_listed(parameters))


def marks(landmarks: Sequence[Landmark]) -> dict[int, str]:
    """Return what happens at each step where something does."""
    steps = dict.fromkeys(landmark.step for landmark in landmarks)
    return {step: ", ".join(_happening(landmarks, step)) for step in steps}


def _happening(landmarks: Sequence[Landmark], step: int) -> Iterator[str]:
    return (one.what.replace("_", " ") for one in landmarks if one.step == step)


def _document(schedule: Schedule) -> dict[str, Any]:
    """Return the kind, and the parameters that are not at their defaults."""
    return {"kind": schedule.kind, **schedule.model_dump(exclude_defaults=True)}


def _telling(documents: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the parameters that have not one value in all documents; of one document, all."""
    names = {name for document in documents for name in document} - {"kind"}
    if len(documents) == 1:
        return names
    return {name for name in names if len({repr(d.get(name)) for d in documents}) > 1}


def _name(document: Mapping[str, Any], telling: set[str]) -> str:
    told = {name: value for name, value in document.items() if name in telling}
    return " ".join([document["kind"], _listed(told)]).strip()


def _listed(parameters: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={_value(value)}" for name, value in parameters.items())


def _value(value: object) -> str:
    """Return a value as a reader would write it; of what is nested, the kinds."""
    if isinstance(value, Mapping) and "kind" in value:
        return str(value["kind"])
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {_value(one)}' for name, one in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
