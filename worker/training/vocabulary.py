"""Write the vocabulary of the installed Keras: `python -m worker.training.vocabulary`."""

import inspect
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import numpy.typing as npt
from keras.src import activations, initializers, losses, metrics, optimizers
from keras.src.utils.naming import to_snake_case

import lehr.experiments
from lehr.experiments.vocabulary import (
    RANKS,
    ActivationEntry,
    Argument,
    Entry,
    EntryType,
    Kind,
    LayerEntry,
    ScoreEntry,
    Section,
    Vocabulary,
    WeightEntry,
)

from .argument_kinds import NEVER_NULL, kind_of, why_withheld
from .offered import ENCODINGS, OFFERED

PATH = Path(lehr.experiments.__path__[0]) / "vocabulary.json"
REGISTRIES = {
    "activations": activations.ALL_OBJECTS_DICT,
    "initializers": initializers.ALL_OBJECTS_DICT,
    "losses": losses.ALL_OBJECTS_DICT,
    "metrics": metrics.ALL_OBJECTS_DICT | {"acc": metrics.Accuracy},
    "optimizers": optimizers.ALL_OBJECTS_DICT | {"lamb": keras.optimizers.Lamb},
}
"""What Keras's `get` functions take for names."""
LAYER_ARGUMENTS = ("name", "trainable", "dtype", "autocast")
FloatArray = npt.NDArray[np.float32]
IMPLIED = {"self", "args", "kwargs"}
ONE_ROW = np.array([[-9.0, -0.5, 0.0, 2.0]], np.float32)


def generate() -> Vocabulary:
    """Read the signatures of the installed Keras."""
    return Vocabulary(
        keras=keras.__version__,
        layers=_section("layers", _layer),
        optimizers=_section("optimizers", _entry),
        losses=_section("losses", _score),
        metrics=_section("metrics", _score),
        activations=_section("activations", _activation),
        initializers=_section("initializers", _weight_entry),
        regularizers=_section("regularizers", _weight_entry),
        constraints=_section("constraints", _entry),
    )


def text() -> str:
    """Return what the file holds: sorted, one argument a line."""
    return _layout(generate().model_dump(mode="json", exclude_defaults=True), depth=5) + "\n"


def main() -> None:
    """Bring the file up to date."""
    PATH.write_text(text(), encoding="utf-8")


def _layout(value: object, depth: int, margin: str = "") -> str:
    if depth == 0 or not isinstance(value, dict) or not value:
        return json.dumps(value, sort_keys=True)
    inner = margin + "  "
    items = (f"{json.dumps(key)}: {_layout(value[key], depth - 1, inner)}" for key in sorted(value))
    return f"{{\n{inner}" + f",\n{inner}".join(items) + f"\n{margin}}}"


def _section(module: str, entry: Callable[[Any], EntryType]) -> Section[EntryType]:
    public = getattr(keras, module)
    entries = {name: entry(getattr(public, name)) for name in OFFERED[module].split()}
    meanings = vars(public) | REGISTRIES.get(module, {})
    identifiers = _identifiers(entries, meanings) if module != "layers" else _aliases(entries)
    return Section(entries=entries, identifiers=identifiers)


def _aliases(entries: Iterable[str]) -> dict[str, str]:
    classes = {getattr(keras.layers, name): name for name in entries}
    public = {name: meant for name, meant in vars(keras.layers).items() if inspect.isclass(meant)}
    named = {name: classes.get(meant) for name, meant in public.items()}
    return {name: meant for name, meant in named.items() if meant and meant != name}


def _identifiers(entries: Iterable[str], meanings: dict[str, Any]) -> dict[str, str]:
    """Return every further spelling that Keras knows, of a class or of the function it wraps."""
    known = {to_snake_case(name): name for name in entries}
    named = {
        spelling: known.get(to_snake_case(meant.__name__))
        for spelling, meant in meanings.items()
        if hasattr(meant, "__name__")
    }
    every = (known | named).items()
    return {spelling: name for spelling, name in every if name and name != spelling}


def _entry(owner: type[Any]) -> Entry:
    return Entry(arguments=dict(_arguments(owner)), withheld=_withheld(owner))


def _layer(owner: type[Any]) -> LayerEntry:
    return LayerEntry(name=to_snake_case(owner.__name__), **vars(_entry(owner)))


def _score(owner: type[Any]) -> ScoreEntry:
    name = _parameters(owner)["name"].default or to_snake_case(owner.__name__)
    encodings = _encodings(owner.__name__)
    return ScoreEntry(name=name, encodings=encodings, **vars(_entry(owner)))


def _encodings(name: str) -> list[str]:
    by_prefix = {"Sparse": ["index"], "Categorical": ["one_hot"], "TopKCategorical": ["one_hot"]}
    prefixes = (labels for prefix, labels in by_prefix.items() if name.startswith(prefix))
    return ENCODINGS.get(name) or next(prefixes, ["binary", "one_hot"])


def _activation(function: Callable[[FloatArray], Any]) -> ActivationEntry:
    values, first = np.asarray(function(ONE_ROW)), np.asarray(function(ONE_ROW[:, :2]))
    return ActivationEntry(
        arguments={},
        probabilities=bool(values.min() >= 0 and values.max() <= 1),
        over_units=not np.allclose(values[:, :2], first),
    )


def _weight_entry(owner: type[Any]) -> WeightEntry:
    ranks = [rank for rank in RANKS if _works_on(owner, rank)]
    return WeightEntry(ranks=ranks, **vars(_entry(owner)))


def _works_on(owner: type[Any], rank: int) -> bool:
    shape = (2,) * rank
    try:
        is_initializer = issubclass(owner, keras.initializers.Initializer)
        owner()(shape if is_initializer else np.ones(shape, np.float32))
    except ValueError:
        return False
    return True


def _arguments(owner: type[Any]) -> Iterator[tuple[str, Argument]]:
    for name, parameter in _parameters(owner).items():
        named = name != "name" or issubclass(owner, keras.layers.Layer)
        if named and why_withheld(owner.__name__, name) is None:
            yield name, _argument(owner.__name__, name, parameter.default)


def _argument(owner: str, name: str, default: object) -> Argument:
    found = kind_of(owner, name, default)
    if default is inspect.Parameter.empty or (default is None and name in NEVER_NULL):
        return found.model_copy(update={"required": True})
    nullable = default is None or found.kind is Kind.ACTIVATION
    given = found.model_dump() | {"default": default, "nullable": nullable}
    return Argument.model_validate(given)


def _withheld(owner: type[Any]) -> dict[str, str]:
    reasons = {name: why_withheld(owner.__name__, name) for name in _parameters(owner)}
    return {name: reason for name, reason in reasons.items() if reason}


def _parameters(owner: type[Any]) -> dict[str, inspect.Parameter]:
    """Return the parameters of a class, and of a layer those that it leaves to its base too."""
    own = inspect.signature(owner.__init__).parameters
    named = {name: given for name, given in own.items() if name not in IMPLIED}
    if not issubclass(owner, keras.layers.Layer):
        return named
    base = inspect.signature(keras.layers.Layer.__init__).parameters
    return {name: base[name] for name in LAYER_ARGUMENTS} | named


if __name__ == "__main__":
    main()
