"""Curves as arrays."""

import numpy as np
import numpy.typing as npt

from .reading import Document
from .results import Preview


def preview(document: Document) -> Preview:
    """Read the preview of one schedule."""
    return _curve(_steps(document), document)


def comparison(document: Document) -> list[Preview]:
    """Read the preview of several schedules, which share their steps."""
    steps = _steps(document)
    return [_curve(steps, curve) for curve in document["curves"]]


def _steps(document: Document) -> npt.NDArray[np.int64]:
    return np.asarray(document["steps"], np.int64)


def _curve(steps: npt.NDArray[np.int64], document: Document) -> Preview:
    return Preview(
        steps=steps,
        learning_rates=np.asarray(document["learning_rates"], document["dtype"]),
        summary=document["summary"],
        landmarks=document["landmarks"],
        warnings=document["warnings"],
        hash=document["hash"],
        schedule=document["schedule"],
        unit=document["unit"],
    )
