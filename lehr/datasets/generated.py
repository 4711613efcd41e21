"""The data sets that are drawn from a seed: as many rows as the request wants."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from .base import Dataset

MAX_NUMBERS = 10_000_000
"""The most inputs that all rows together may have."""

Spread = Annotated[float, Field(ge=0, le=1000)]


class Generated(Dataset):
    """Rows that scikit-learn draws: the same parameters give the same rows."""

    licence: ClassVar[str | None] = None

    samples: int = Field(default=1000, ge=10, le=100_000)
    seed: int = Field(default=0, ge=0, le=2**31 - 1)
    """Of the rows alone; the run has a seed of its own."""

    def labels(self) -> None:
        """Return None: the order of the classes is not known before the rows are drawn."""


class Blobs(Generated):
    """Gaussian clusters around centers drawn uniformly from -10 to 10; one class a center."""

    title: ClassVar[str] = "Blobs: Gaussian clusters"
    source: ClassVar[str] = "scikit-learn, sklearn.datasets.make_blobs"

    name: Literal["blobs"]
    centers: int = Field(default=3, ge=2, le=1000)
    features: int = Field(default=2, ge=1, le=1000)
    cluster_std: Spread = 1.0
    """Standard deviation of every cluster."""

    @property
    def shape(self) -> tuple[int, ...]:
        """The inputs of one row."""
        return (self.features,)

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return self.centers

    @property
    def class_sizes(self) -> tuple[int, ...]:
        """How many rows each class has: the first ones take what does not divide evenly."""
        each, left = divmod(self.samples, self.centers)
        return tuple(each + (label < left) for label in range(self.centers))

    @field_validator("centers")
    @classmethod
    def _no_empty_class(cls, centers: int, info: ValidationInfo) -> int:
        samples = info.data.get("samples", centers)
        if centers > samples:
            raise PydanticCustomError(
                "centers_beyond_samples",
                "`centers` must be <= `samples`; received {centers} centers of {samples} samples",
                {"centers": centers, "samples": samples},
            )
        return centers

    @field_validator("features")
    @classmethod
    def _bounded(cls, features: int, info: ValidationInfo) -> int:
        samples = info.data.get("samples", 1)
        if samples * features > MAX_NUMBERS:
            raise PydanticCustomError(
                "too_many_numbers",
                "`samples` x `features` must be <= {limit}; received {samples} x {features}",
                {"limit": MAX_NUMBERS, "samples": samples, "features": features},
            )
        return features


class _TwoCurves(Generated):
    """Two noisy curves in the plane, half of the rows on each."""

    noise: Spread = 0.0
    """Standard deviation of what is added to both coordinates."""

    @property
    def shape(self) -> tuple[int, ...]:
        """The inputs of one row."""
        return (2,)

    @property
    def classes(self) -> int:
        """How many classes there are."""
        return 2

    @property
    def class_sizes(self) -> tuple[int, ...]:
        """How many rows each class has: of an odd number, class 1 takes one more."""
        return (self.samples // 2, self.samples - self.samples // 2)


class Moons(_TwoCurves):
    """Two half circles that reach into each other."""

    title: ClassVar[str] = "Moons: two interleaving half circles"
    source: ClassVar[str] = "scikit-learn, sklearn.datasets.make_moons"

    name: Literal["moons"]


class Circles(_TwoCurves):
    """A circle (class 1) inside another of radius 1 (class 0)."""

    title: ClassVar[str] = "Circles: one inside the other"
    source: ClassVar[str] = "scikit-learn, sklearn.datasets.make_circles"

    name: Literal["circles"]
    factor: float = Field(default=0.8, ge=0, lt=1)
    """The inner circle's radius."""
