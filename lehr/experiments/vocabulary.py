"""What Keras calls things and takes as arguments, known here without loading Keras."""

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict

FROZEN = ConfigDict(frozen=True, extra="forbid")
LONGEST_NAME = 64
"""Of what is compared with known names; all of those are shorter."""
RANKS = range(1, 6)
"""The ranks of weights that initializers and regularizers are tried on."""


class Kind(StrEnum):
    """What sort of JSON value an argument takes."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    NUMBERS = "numbers"
    CHOICE = "choice"
    TEXT = "text"
    SIZES = "sizes"
    """A positive integer, or a list of one for each spatial axis."""
    SHAPE = "shape"
    """Lengths without the batch axis, of which one may be -1."""
    AXIS = "axis"
    AXES = "axes"
    ACTIVATION = "activation"
    INITIALIZER = "initializer"
    REGULARIZER = "regularizer"
    CONSTRAINT = "constraint"


class Argument(BaseModel):
    """One argument of a Keras class, as its signature and its checks have it."""

    model_config = FROZEN

    kind: Kind
    required: bool = False
    default: Any = None
    nullable: bool = False
    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: float | None = None
    exclusive_maximum: float | None = None
    choices: list[str] | None = None
    length: int | None = None
    """How many spatial axes `sizes` has."""
    rank: int | None = None
    """The rank of the weight that an initializer, regularizer or constraint is for."""


class Entry(BaseModel):
    """One Keras class: the arguments offered, and why the others are not."""

    model_config = FROZEN

    arguments: dict[str, Argument]
    withheld: dict[str, str] = {}


class LayerEntry(Entry):
    """A layer, and the name that Keras gives the first of its kind in a model."""

    name: str


class ScoreEntry(Entry):
    """A loss or a metric, the name of its column, and the encodings of labels that it reads."""

    name: str
    encodings: list[str]


class WeightEntry(Entry):
    """An initializer or regularizer, and the ranks of weights that it works on."""

    ranks: list[int]

    def works_on(self, rank: int | None) -> bool:
        """Tell whether it works on weights of this rank; None is any rank."""
        return set(RANKS if rank is None else [rank]) <= set(self.ranks)


class ActivationEntry(Entry):
    """An activation: whether its values are probabilities, and whether it normalises over units."""

    probabilities: bool
    over_units: bool


EntryType = TypeVar("EntryType", bound=Entry)


class Section(BaseModel, Generic[EntryType]):
    """The classes of one Keras module by name, and the identifiers that stand for them."""

    model_config = FROZEN

    entries: dict[str, EntryType]
    identifiers: dict[str, str]

    def find(self, name: str) -> str | None:
        """Return the class name that `name` stands for in Keras, None if there is none."""
        if name in self.entries:
            return name
        return self.identifiers.get(name) or self.identifiers.get(name.lower())

    def nearest(self, name: str) -> str | None:
        """Return the known name that looks most like `name`, None if none does."""
        return nearest(name, [*self.entries, *self.identifiers])


class Vocabulary(BaseModel):
    """Every Keras class that an experiment may name; each field is a module of Keras."""

    model_config = FROZEN

    keras: str
    """The version of Keras whose signatures these are."""
    layers: Section[LayerEntry]
    optimizers: Section[Entry]
    losses: Section[ScoreEntry]
    metrics: Section[ScoreEntry]
    activations: Section[ActivationEntry]
    initializers: Section[WeightEntry]
    regularizers: Section[WeightEntry]
    constraints: Section[Entry]


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the name among `known` that looks most like `name`, whatever its case."""
    if len(name) > LONGEST_NAME:
        return None
    words = list(known)
    lower = get_close_matches(name.lower(), [word.lower() for word in words], n=1)
    spellings = [word for word in words if word.lower() in lower]
    return next(iter(get_close_matches(name, spellings, n=1, cutoff=0)), None)


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of the Keras that Lehr is made for, read once."""
    text = files(__package__).joinpath("vocabulary.json").read_text(encoding="utf-8")
    return Vocabulary.model_validate_json(text)
