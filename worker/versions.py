"""What trains here, by name and version."""

from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions, version

from lehr import __version__

from .compiler import flags


@cache
def versions() -> Mapping[str, str]:
    """Return the version of all that decides what numbers a training gives, by its name.

    TensorFlow goes by the distribution that it comes from; it is not loaded for that.
    """
    named = {name: version(name) for name in ("keras", _tensorflow(), "numpy")}
    return {"lehr": __version__} | named


@cache
def tensorflow() -> str:
    """Name TensorFlow's distribution with its version, and what XLA is told."""
    return f"{_tensorflow()} {versions()[_tensorflow()]} {flags()}"


@cache
def trained_by() -> str:
    """Name all that decides what numbers a training gives."""
    return ", ".join([*(f"{name} {number}" for name, number in versions().items()), flags()])


def _tensorflow() -> str:
    name, *_ = packages_distributions()["tensorflow"]
    return name
