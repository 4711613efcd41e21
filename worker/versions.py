"""What trains here, by name and version."""

from functools import cache
from importlib.metadata import packages_distributions, version

from lehr import __version__


@cache
def tensorflow() -> str:
    """Name the distribution that TensorFlow comes from; it is not loaded for that."""
    name, *_ = packages_distributions()["tensorflow"]
    return f"{name} {version(name)}"


@cache
def trained_by() -> str:
    """Name all that decides what numbers a training gives."""
    return f"lehr {__version__}, keras {version('keras')}, {tensorflow()}, numpy {version('numpy')}"
