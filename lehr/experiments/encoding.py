"""How labels reach the loss, decided by the loss and the model's output."""

from enum import StrEnum

from lehr.errors import InvalidRequest, Violation

from .components import Component
from .shapes import Architecture
from .vocabulary import ScoreEntry, Section, vocabulary

BINARY_LABELS = (0, 1)


class Encoding(StrEnum):
    """How labels are given to the loss."""

    BINARY = "binary"
    """One column of 0 and 1."""
    ONE_HOT = "one_hot"
    """One column a class."""
    INDEX = "index"
    """The number of the class."""


def entry_of(section: Section[ScoreEntry], component: Component) -> ScoreEntry:
    """Return what the vocabulary says of a loss or metric that it knows."""
    return section.entries[section.find(component.name) or component.name]


def encoding_for(architecture: Architecture, classes: int, loss: Component) -> Encoding:
    """Return how labels of `classes` classes are encoded for the loss.

    Raises InvalidRequest where the model's output does not fit the loss and the classes.
    """
    units = _units(architecture)
    readable = entry_of(vocabulary().losses, loss).encodings
    fitting = [way for way in Encoding if way in readable and _width(way, classes) == units]
    if not fitting:
        widths = {_width(Encoding(way), classes) for way in readable} - {0}
        wanted = " or ".join(map(str, sorted(widths)))
        needs = f"needs an output of {wanted} units" if wanted else "has nothing to tell apart"
        rule = f"{loss.name} on {classes} classes {needs}"
        raise _refusal(architecture, f"{rule}; received {units}")
    return fitting[0]


def _units(architecture: Architecture) -> int:
    shape = architecture.output_shape
    if len(shape) != 1:
        rule = "the model's output must be one row a sample; put Flatten or pooling before its end"
        raise _refusal(architecture, f"{rule}; received the shape {shape}")
    activation = vocabulary().activations.entries.get(architecture.output_activation)
    if shape == (1,) and activation and activation.over_units:
        rule = f"{architecture.output_activation} needs an output of 2 or more units"
        raise _refusal(architecture, f"{rule}: over 1 unit it is constant; received 1")
    return shape[0]


def _width(encoding: Encoding, classes: int) -> int:
    """Return the units that a model needs for labels so encoded; 0 where they cannot be."""
    if encoding is Encoding.BINARY:
        return 1 if classes == len(BINARY_LABELS) else 0
    return classes if classes > 1 else 0


def _refusal(architecture: Architecture, detail: str) -> InvalidRequest:
    return InvalidRequest([Violation(architecture.output_pointer, detail)])
