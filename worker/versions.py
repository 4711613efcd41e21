"""What trains here, by name and version."""

from functools import cache
from importlib.metadata import packages_distributions, version

from lehr import __version__

from .compiler import flags


@cache
def tensorflow() -> str:
    """Name TensorFlow's distribution, which is not loaded for that, and what XLA is told."""
    name, *_ = packages_distributions()["tensorflow"]
    return f"{name} {version(name)} {flags()}"


@cache
def trained_by() -> str:
    """Name all that decides what numbers a training gives."""
    return f"lehr {__version__}, keras {version('keras')}, {tensorflow()}, numpy {version('numpy')}"
