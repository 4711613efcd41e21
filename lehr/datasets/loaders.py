"""Load the rows; scikit-learn is met here only, and only once a set that needs it is loaded."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

import numpy as np
from numpy.typing import NDArray

from . import shipped
from .catalogue import AnyDataset, Blobs, Circles, Ionosphere, Moons
from .published import Published

Arrays = tuple[NDArray[np.float64], NDArray[np.int64]]


@dataclass(frozen=True, eq=False)
class Examples:
    """The rows of a data set, not yet scaled or divided."""

    features: NDArray[np.float32]
    """(samples, *shape)"""
    labels: NDArray[np.int32]
    """(samples,), classes from 0"""


def load(dataset: AnyDataset) -> Examples:
    """Return the rows: a published set in file order, a drawn one as its seed has it."""
    features, labels = _rows(dataset)
    return Examples(np.asarray(features, dtype=np.float32), np.asarray(labels, dtype=np.int32))


def _rows(dataset: AnyDataset) -> Arrays:
    match dataset:
        case Ionosphere():
            return shipped.ionosphere_features(), np.array(dataset.labels())
        case Published():
            return _sklearn(f"load_{dataset.name}")(return_X_y=True)
        case Blobs():
            return _blobs(dataset)
        case Moons():
            return _sklearn("make_moons")(
                dataset.samples, noise=dataset.noise, random_state=dataset.seed
            )
        case Circles():
            return _circles(dataset)


def _blobs(dataset: Blobs) -> Arrays:
    return _sklearn("make_blobs")(
        n_samples=dataset.samples,
        centers=dataset.centers,
        n_features=dataset.features,
        cluster_std=dataset.cluster_std,
        random_state=dataset.seed,
    )


def _circles(dataset: Circles) -> Arrays:
    return _sklearn("make_circles")(
        n_samples=dataset.samples,
        noise=dataset.noise,
        factor=dataset.factor,
        random_state=dataset.seed,
    )


def _sklearn(name: str) -> Callable[..., Arrays]:
    # At the top of the file, the import would cost those who train on ionosphere too.
    function: Callable[..., Arrays] = getattr(import_module("sklearn.datasets"), name)
    return function
